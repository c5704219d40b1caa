import type { ReactNode } from 'react';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';

export interface ReturnedProps {
  readonly ticket: Pick<Ticket, 'id' | 'number' | 'returnReason' | 'refusal'>;
  readonly onReopen: (id: Ticket['id']) => void;
}

/** Why the centre gave a ticket back, and the way on. One that was refused since has its own. */
export function Returned({ ticket, onReopen }: ReturnedProps): ReactNode {
  const { t } = useTranslation('tickets');
  const { id, number, returnReason, refusal } = ticket;
  return (
    <div className="refused" data-testid={`returned-${number}`}>
      <span className="returned">
        {returnReason === undefined ? t('returnedUnexplained') : t('returnedBecause', { reason: returnReason })}
      </span>
      {refusal ? null : (
        <Button
          onClick={() => {
            onReopen(id);
          }}
        >
          {t('reopen')}
        </Button>
      )}
    </div>
  );
}
