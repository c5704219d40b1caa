import type { ReactNode } from 'react';
import type { TicketForm } from '../../../shared/domain/ticket-form.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import { formOf } from '../../../shared/ticket/form-shelf.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { fieldLabel } from './labels.ts';

const knownRefusals = [
  'mutation.invalid',
  'mutation.badSignature',
  'ticket.missingField',
  'ticket.fieldInvalid',
  'ticket.unknownForm',
  'ticket.numberTaken',
  'ticket.changedAtCentre',
  'ticket.otherAuthor',
] as const;

/** Why the centre refused a ticket, and the two ways on. */
export function Refused({
  ticket,
  forms,
  onReopen,
  onRetry,
}: {
  readonly ticket: Pick<Ticket, 'id' | 'type' | 'formVersion' | 'refusal'>;
  readonly forms: readonly TicketForm[];
  readonly onReopen: (id: Ticket['id']) => void;
  readonly onRetry: (id: Ticket['id']) => void;
}): ReactNode {
  const { t, i18n } = useTranslation('tickets');
  const code = knownRefusals.find((entry) => entry === ticket.refusal?.code);
  return (
    <div className="refused" role="status">
      <span>
        {code
          ? t(`refusal.${code}`, {
              field: fieldLabel(formOf(forms, ticket), ticket.refusal?.field ?? '', i18n.language),
            })
          : t('refusal.other', { code: ticket.refusal?.code ?? '' })}
      </span>
      <Button
        onClick={() => {
          onReopen(ticket.id);
        }}
      >
        {t('reopen')}
      </Button>
      <Button
        kind="quiet"
        onClick={() => {
          onRetry(ticket.id);
        }}
      >
        {t('retry')}
      </Button>
    </div>
  );
}
