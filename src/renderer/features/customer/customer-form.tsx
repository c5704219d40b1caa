import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { CustomerDraft, CustomerForm } from '../../../shared/domain/customer-file.ts';
import { callerLanguageSchema } from '../../../shared/domain/language.ts';
import { callerLanguages } from '../../../shared/language/languages.ts';
import type { CustomerId } from '../../../shared/ids.ts';
import { formatNumber, maskNumber } from '../../../shared/text/mask-number.ts';
import { Button } from '../../ui/button.tsx';
import { HitText } from './customer-search.tsx';
import type { CustomerCheck } from './customer-store.ts';
import { Masked, type Reveal } from './masked.tsx';

export interface AreaChoice {
  readonly id: string;
  readonly label: string;
}

export interface CustomerFormProps {
  readonly draft: CustomerDraft;
  readonly check: CustomerCheck | undefined;
  readonly areas: readonly AreaChoice[];
  readonly isSaving: boolean;
  readonly reveal: Reveal;
  readonly onEdit: (change: Partial<CustomerForm>) => void;
  /** A field that may clash with another customer was left. */
  readonly onLook: () => void;
  readonly onSave: (isDuplicateAccepted: boolean) => void;
  readonly onDiscard: () => void;
  readonly onOpen: (id: CustomerId) => void;
}

/** A customer being written. Saved by itself while he is; final with the button, with or without the network. */
export function CustomerFormView(props: CustomerFormProps): ReactNode {
  const { t } = useTranslation('customer');
  const { draft, check, isSaving, onSave } = props;
  const name = useRef<HTMLInputElement>(null);
  const others = useRef<HTMLElement>(null);
  useEffect(() => {
    name.current?.focus();
  }, [draft.id]);
  const duplicates = check?.duplicates ?? [];
  const hasDuplicates = duplicates.length > 0;

  function onKeyDown(event: KeyboardEvent): void {
    // The desk's own key for "done" is about a ticket; in here it is about the customer.
    if (event.key !== 'Enter' || !event.ctrlKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    // Whether it is somebody else is for the agent to say, having seen them.
    if (hasDuplicates) others.current?.querySelector('button')?.focus();
    else onSave(false);
  }

  return (
    <form
      className="customer-form"
      aria-label={t(draft.customerId === undefined ? 'newCustomer' : 'correction')}
      data-testid="customer-form"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <label className="field">
        <span>
          {t('form.name')}
          <span aria-hidden="true"> *</span>
        </span>
        <input
          ref={name}
          className="input"
          name="name"
          maxLength={60}
          value={draft.form.name}
          aria-required="true"
          autoComplete="off"
          onChange={(event) => {
            props.onEdit({ name: event.target.value });
          }}
        />
      </label>
      <TextField name="salutation" maxLength={20} {...props} />
      <Phones {...props} />
      <AccountNo {...props} />
      <TextField name="address" maxLength={200} {...props} />
      <Choices {...props} />
      {hasDuplicates ? (
        <section ref={others} className="message duplicates" data-tone="hold" role="alert">
          <p>{t('duplicates')}</p>
          {duplicates.map(({ field, hit }) => (
            <div key={`${field} ${hit.id}`} className="duplicate">
              <HitText hit={hit} />
              <Button
                onClick={() => {
                  props.onOpen(hit.id);
                }}
              >
                {t('openThis')}
              </Button>
            </div>
          ))}
        </section>
      ) : null}
      <div className="card-actions">
        <Button
          kind={hasDuplicates ? 'plain' : 'primary'}
          keyHint={hasDuplicates ? undefined : 'Ctrl ↵'}
          disabled={isSaving}
          onClick={() => {
            onSave(hasDuplicates);
          }}
        >
          {t(hasDuplicates ? 'saveAnyway' : 'save')}
        </Button>
        <Button kind="quiet" onClick={props.onDiscard}>
          {t('discard')}
        </Button>
      </div>
    </form>
  );
}

interface TextFieldProps extends CustomerFormProps {
  readonly name: 'salutation' | 'address';
  readonly maxLength: number;
}

function TextField({ name, maxLength, draft, onEdit }: TextFieldProps): ReactNode {
  const { t } = useTranslation('customer');
  return (
    <label className="field">
      {t(`form.${name}`)}
      <input
        className="input"
        name={name}
        maxLength={maxLength}
        value={draft.form[name]}
        autoComplete="off"
        onChange={(event) => {
          onEdit({ [name]: event.target.value });
        }}
      />
    </label>
  );
}

const mostPhones = 10;

/** Numbers of the record stay masked; what is typed is shown, with what will be kept of it. */
function Phones({ draft, check, reveal, onEdit, onLook }: CustomerFormProps): ReactNode {
  const { t } = useTranslation('customer');
  const { phones } = draft.form;
  const put = (index: number, value: string): void => {
    onEdit({ phones: phones.map((phone, at) => (at === index ? value : phone)) });
  };
  return (
    <fieldset className="field phones">
      <legend>{t('form.phones')}</legend>
      {phones.map((phone, index) => {
        const kept = draft.base?.phones.indexOf(phone) ?? -1;
        const read = check?.phones[index];
        const isWrong = read === null && phone.trim() !== '';
        return (
          <div key={index} className="phone-line">
            {kept >= 0 ? (
              <span className="grow">
                <Masked value={phone} field="phone" index={kept} reveal={reveal} />
              </span>
            ) : (
              <input
                className="input num"
                name={`phone-${String(index)}`}
                inputMode="tel"
                maxLength={40}
                value={phone}
                aria-label={t('form.phoneNumber', { position: index + 1 })}
                aria-invalid={isWrong}
                autoComplete="off"
                onChange={(event) => {
                  put(index, event.target.value);
                }}
                onBlur={onLook}
              />
            )}
            <Button
              kind="quiet"
              aria-label={t('removePhone', { position: index + 1 })}
              onClick={() => {
                onEdit({ phones: phones.filter((_, at) => at !== index) });
              }}
            >
              {t('remove')}
            </Button>
            {isWrong ? <p className="small phone-note wrong">{t('notANumber')}</p> : null}
            {kept < 0 && typeof read === 'string' ? (
              <p className="small quiet phone-note num">{t('keptAs', { number: formatNumber(read) })}</p>
            ) : null}
          </div>
        );
      })}
      {phones.length < mostPhones ? (
        <Button
          kind="quiet"
          onClick={() => {
            onEdit({ phones: [...phones, ''] });
          }}
        >
          {t('addPhone')}
        </Button>
      ) : null}
    </fieldset>
  );
}

function AccountNo({ draft, onEdit, onLook }: CustomerFormProps): ReactNode {
  const { t } = useTranslation('customer');
  const [isTyping, setIsTyping] = useState(false);
  const { accountNo } = draft.form;
  const isKept = accountNo !== '' && accountNo === draft.base?.accountNo;
  if (isKept && !isTyping) {
    return (
      <div className="field">
        <span>{t('form.accountNo')}</span>
        <div className="phone-line">
          <span className="num grow input-like">{maskNumber(accountNo)}</span>
          <Button
            kind="quiet"
            onClick={() => {
              setIsTyping(true);
              onEdit({ accountNo: '' });
            }}
          >
            {t('replace')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <label className="field">
      {t('form.accountNo')}
      <input
        className="input num"
        name="accountNo"
        maxLength={40}
        value={accountNo}
        autoComplete="off"
        onChange={(event) => {
          onEdit({ accountNo: event.target.value });
        }}
        onBlur={onLook}
      />
    </label>
  );
}

function Choices({ draft, areas, onEdit }: CustomerFormProps): ReactNode {
  const { t } = useTranslation(['customer', 'phrases']);
  const { area, language } = draft.form;
  const isKnown = area === '' || areas.some(({ id }) => id === area);
  return (
    <div className="row choices">
      <label className="field grow">
        {t('customer:form.area')}
        <select
          className="input"
          name="area"
          value={area}
          onChange={(event) => {
            onEdit({ area: event.target.value });
          }}
        >
          <option value="">{t('customer:unknown')}</option>
          {isKnown ? null : <option value={area}>{area}</option>}
          {areas.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label className="field grow">
        {t('customer:form.language')}
        <select
          className="input"
          name="language"
          value={language}
          onChange={(event) => {
            onEdit({ language: callerLanguageSchema.safeParse(event.target.value).data ?? '' });
          }}
        >
          <option value="">{t('customer:unknown')}</option>
          {callerLanguages().map((each) => (
            <option key={each} value={each}>
              {t(`phrases:language.${each}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
