import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../shared/domain/customer.ts';
import type { CommandInput, RevealReason, ScreenPop } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useErrorText } from '../../i18n/use-error-text.ts';
import { RevealSheet } from '../../ui/reveal-sheet.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { maskNumber } from '../../../shared/text/mask-number.ts';
import './customer.css';

export type RevealField = CommandInput<'customers:reveal'>['field'];

export interface CustomerCardProps {
  readonly pop: ScreenPop | undefined;
  /** While the core is looking the caller up. */
  readonly isLoading: boolean;
  readonly areaText: string | undefined;
  readonly reveal: (field: RevealField, reason: RevealReason) => Promise<Result<{ value: string }>>;
}

/** Who is calling: what is known, and in words what is not. */
export function CustomerCard({ pop, isLoading, areaText, reveal }: CustomerCardProps): ReactNode {
  const { t, i18n } = useTranslation('customer');
  const customer = pop?.customer;
  return (
    <section className="pane" aria-label={t('customer')} data-testid="customer-card">
      <h2 className="heading">
        {t('customer')}
        {customer?.isSpecialHandling ? <Tag tone="danger">{t('specialHandling')}</Tag> : null}
      </h2>
      {customer ? (
        <Facts customer={customer} areaText={areaText} reveal={reveal} />
      ) : (
        <p className="quiet small">{isLoading ? t('lookingUp') : t('unknownCaller')}</p>
      )}
      {customer ? (
        <p className="small arrears">
          {customer.arrears
            ? t(customer.arrears.amountFen > 0 ? 'arrears' : 'noArrears', {
                amount: (customer.arrears.amountFen / 100).toFixed(2),
                time: formatDateTime(i18n.language, customer.arrears.asOf),
              })
            : t('arrearsUnknown')}
        </p>
      ) : null}
    </section>
  );
}

interface FactsProps {
  readonly customer: Customer;
  readonly areaText: string | undefined;
  readonly reveal: CustomerCardProps['reveal'];
}

function Facts({ customer, areaText, reveal }: FactsProps): ReactNode {
  const { t } = useTranslation('customer');
  return (
    <dl className="facts">
      {customer.accountNo ? (
        <>
          <dt>{t('accountNo')}</dt>
          <dd>
            <Masked value={customer.accountNo} field="accountNo" reveal={reveal} />
          </dd>
        </>
      ) : null}
      {customer.address ? (
        <>
          <dt>{t('address')}</dt>
          <dd>
            <ScriptText lang="zh-Hans">{customer.address}</ScriptText>
          </dd>
        </>
      ) : null}
      {areaText ? (
        <>
          <dt>{t('area')}</dt>
          <dd>{areaText}</dd>
        </>
      ) : null}
      {customer.managerName ? (
        <>
          <dt>{t('manager')}</dt>
          <dd>
            <ScriptText lang="zh-Hans">{customer.managerName}</ScriptText>{' '}
            {customer.managerPhone ? (
              <Masked value={customer.managerPhone} field="managerPhone" reveal={reveal} />
            ) : null}
          </dd>
        </>
      ) : null}
    </dl>
  );
}

interface MaskedProps {
  readonly value: string;
  readonly field: RevealField;
  readonly reveal: CustomerCardProps['reveal'];
}

/** A number that is shown in full only for a reason, and the reason is logged. */
function Masked({ value, field, reveal }: MaskedProps): ReactNode {
  const { t } = useTranslation('customer');
  const errorText = useErrorText();
  const [shown, setShown] = useState<string>();
  const [error, setError] = useState<string>();
  const [isAsking, setIsAsking] = useState(false);
  if (shown !== undefined) return <span className="num">{shown}</span>;
  return (
    <>
      <button
        type="button"
        className="masked num"
        title={t('reveal')}
        aria-label={t('revealField', { field: t(`field.${field}`) })}
        onClick={() => {
          setIsAsking(true);
        }}
      >
        {maskNumber(value)}
      </button>
      {error ? <span className="quiet small"> {error}</span> : null}
      {isAsking ? (
        <RevealSheet
          fieldText={t(`field.${field}`)}
          onClose={() => {
            setIsAsking(false);
          }}
          onReason={(reason) => {
            setIsAsking(false);
            void reveal(field, reason).then((result) => {
              if (result.ok) setShown(result.value.value);
              else setError(errorText(result.error));
            });
          }}
        />
      ) : null}
    </>
  );
}
