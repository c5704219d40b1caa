import type { ReactNode } from 'react';
import type { TicketState } from '../../../shared/domain/customer.ts';
import { maySupplement } from '../../../shared/domain/ticket-addition.ts';
import { isOpenStatus } from '../../../shared/domain/ticket-status.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import './additions.css';

/** What can be done with a ticket that is there already. */
export type Adding = 'expedite' | 'supplement' | 'sms';
export type KeyedTicket = Pick<TicketState, 'id' | 'number' | 'type' | 'status'>;

export interface AdditionKeysProps {
  readonly ticket: KeyedTicket;
  readonly onAdd: (adding: Adding, ticket: KeyedTicket) => void;
}

/** 催办 · 补充 · 短信, side by side; what is over is neither urged nor added to. */
export function AdditionKeys({ ticket, onAdd }: AdditionKeysProps): ReactNode {
  const { t } = useTranslation('additions');
  const { number, status } = ticket;
  const ways: readonly Adding[] = [
    ...(isOpenStatus(status) ? (['expedite'] as const) : []),
    ...(maySupplement(status) ? (['supplement'] as const) : []),
    'sms',
  ];
  return (
    <div className="addition-keys" role="group" aria-label={t('keys', { number })} data-testid={`keys-${number}`}>
      {ways.map((way) => (
        <Button
          key={way}
          onClick={() => {
            onAdd(way, ticket);
          }}
        >
          {t(`add.${way}`)}
        </Button>
      ))}
      {maySupplement(status) ? null : <span className="quiet small">{t('ended')}</span>}
    </div>
  );
}
