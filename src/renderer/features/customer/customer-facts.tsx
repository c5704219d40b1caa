import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { Customer } from '../../../shared/domain/customer.ts';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Masked, type DialNumber, type MaskedProps, type Reveal } from './masked.tsx';

export interface CustomerFactsProps {
  readonly customer: Customer;
  readonly areaText: string | undefined;
  readonly reveal: Reveal;
  /** Numbers and language as well: the caller's own stand on the call already. */
  readonly isWhole?: boolean;
  readonly onDial: DialNumber | undefined;
}

/** What the record says, line by line; what it does not say is left out. */
export function CustomerFacts({ customer, areaText, reveal, isWhole = false, onDial }: CustomerFactsProps): ReactNode {
  const { t } = useTranslation(['customer', 'phrases']);
  const { phones, accountNo, address, language, managerName, managerPhone } = customer;
  return (
    <dl className="facts">
      {isWhole && phones.length > 0 ? (
        <>
          <dt>{t('field.phone')}</dt>
          <dd>
            {phones.map((phone, index) => (
              <div key={phone}>
                <Phone value={phone} field="phone" {...{ index, reveal, onDial }} />
              </div>
            ))}
          </dd>
        </>
      ) : null}
      {accountNo ? (
        <>
          <dt>{t('accountNo')}</dt>
          <dd>
            <Masked key={accountNo} value={accountNo} field="accountNo" reveal={reveal} />
          </dd>
        </>
      ) : null}
      {address ? (
        <>
          <dt>{t('address')}</dt>
          <dd>
            <ScriptText lang={langByScript(address)}>{address}</ScriptText>
          </dd>
        </>
      ) : null}
      {areaText ? (
        <>
          <dt>{t('area')}</dt>
          <dd>{areaText}</dd>
        </>
      ) : null}
      {isWhole && language ? (
        <>
          <dt>{t('form.language')}</dt>
          <dd>{t(`phrases:language.${language}`)}</dd>
        </>
      ) : null}
      {managerName ? (
        <>
          <dt>{t('manager')}</dt>
          <dd>
            <ScriptText lang={langByScript(managerName)}>{managerName}</ScriptText>{' '}
            {managerPhone ? (
              <Phone key={managerPhone} value={managerPhone} field="managerPhone" {...{ reveal, onDial }} />
            ) : null}
          </dd>
        </>
      ) : null}
    </dl>
  );
}

interface PhoneProps extends MaskedProps {
  readonly field: 'phone' | 'managerPhone';
  readonly onDial: DialNumber | undefined;
}

/** Called without being shown: for that nobody needs to see it. */
function Phone({ onDial, ...masked }: PhoneProps): ReactNode {
  const { t } = useTranslation('customer');
  const { field, index } = masked;
  const label = t('dialField', { field: t(`field.${field}`) });
  return (
    <span className="row customer-phone">
      <Masked {...masked} />
      {onDial ? (
        <button
          type="button"
          className="icon-button"
          aria-label={label}
          title={label}
          onClick={() => {
            onDial(field, index);
          }}
        >
          <Icon name="answer" size={14} />
        </button>
      ) : null}
    </span>
  );
}
