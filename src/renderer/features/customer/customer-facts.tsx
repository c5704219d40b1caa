import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../shared/domain/customer.ts';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Masked, type Reveal } from './masked.tsx';

export interface CustomerFactsProps {
  readonly customer: Customer;
  readonly areaText: string | undefined;
  readonly reveal: Reveal;
  /** Numbers and language as well: the caller's own stand on the call already. */
  readonly isWhole?: boolean;
}

/** What the record says, line by line; what it does not say is left out. */
export function CustomerFacts({ customer, areaText, reveal, isWhole = false }: CustomerFactsProps): ReactNode {
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
                <Masked value={phone} field="phone" index={index} reveal={reveal} />
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
              <Masked key={managerPhone} value={managerPhone} field="managerPhone" reveal={reveal} />
            ) : null}
          </dd>
        </>
      ) : null}
    </dl>
  );
}
