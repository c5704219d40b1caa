import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { ScreenPop } from '../../../shared/ipc/contract.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/tag.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import type { DialNumber, Reveal } from './masked.tsx';
import './customer.css';

export interface CustomerCardProps {
  readonly pop: ScreenPop | undefined;
  /** While the core is looking the caller up. */
  readonly isLoading: boolean;
  readonly areaText: string | undefined;
  readonly reveal: Reveal;
  readonly onDial: DialNumber | undefined;
  /** Opens the customer's file, to be read and corrected. */
  readonly onOpen: () => void;
  readonly onSearch: () => void;
  readonly onNew: () => void;
}

/** Who is calling: what is known, and in words what is not. */
export function CustomerCard(props: CustomerCardProps): ReactNode {
  const { pop, isLoading, areaText, reveal, onDial, onOpen, onSearch, onNew } = props;
  const { t, i18n } = useTranslation('customer');
  const customer = pop?.customer;
  return (
    <section className="pane" aria-label={t('customer')} data-testid="customer-card">
      <h2 className="heading">
        {t('customer')}
        {customer?.isSpecialHandling ? <Tag tone="danger">{t('specialHandling')}</Tag> : null}
      </h2>
      {customer ? (
        <CustomerFacts {...{ customer, areaText, reveal, onDial }} />
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
      {pop ? (
        <div className="card-actions">
          {customer ? (
            <Button onClick={onOpen}>{t('openFile')}</Button>
          ) : (
            <Button onClick={onNew}>{t('newCustomer')}</Button>
          )}
          <Button kind="quiet" keyHint="Alt K" onClick={onSearch}>
            {customer ? t('otherCustomer') : t('search')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
