import type { ReactNode } from 'react';
import type { TicketForm } from '../../../shared/domain/ticket-form.ts';
import { clashCode } from '../../../shared/domain/ticket-clash.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import { formOf } from '../../../shared/ticket/form-shelf.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import { fieldLabel } from './labels.ts';

const knownRefusals = [
  'mutation.invalid',
  'mutation.badSignature',
  'ticket.missingField',
  'ticket.fieldInvalid',
  'ticket.unknownForm',
  'ticket.numberTaken',
  'ticket.unknownBase',
  'ticket.otherAuthor',
  'ticket.unknownParent',
] as const;

export interface RefusedProps {
  readonly ticket: Pick<Ticket, 'id' | 'type' | 'formVersion' | 'refusal'>;
  readonly forms: readonly TicketForm[];
  readonly onReopen: (id: Ticket['id']) => void;
  readonly onRetry: (id: Ticket['id']) => void;
  /** Shows two texts side by side; absent while a call goes before. */
  readonly onCompare: ((id: Ticket['id']) => void) | undefined;
  /** Why they could not be compared. */
  readonly compareError?: AppError | undefined;
}

/** Why the centre refused a ticket, and the two ways on; where two wrote one text, the way to the question. */
export function Refused({ ticket, forms, onReopen, onRetry, onCompare, compareError }: RefusedProps): ReactNode {
  const { t, i18n } = useTranslation('tickets');
  if (ticket.refusal?.code === clashCode) {
    return (
      <div className="refused" data-kind="clash" role="status" data-testid="clash-waits">
        <span>{t(onCompare ? 'clashHere' : 'clashWaits')}</span>
        {onCompare ? (
          <Button
            onClick={() => {
              onCompare(ticket.id);
            }}
          >
            {t('compareTexts')}
          </Button>
        ) : null}
        <ErrorNote error={compareError} />
      </div>
    );
  }
  const code = knownRefusals.find((entry) => entry === ticket.refusal?.code);
  return (
    <div className="refused" role="status">
      <span>
        {code
          ? t(`refusal.${code}`, {
              field:
                code === 'ticket.unknownParent'
                  ? t('field.parentId')
                  : fieldLabel(formOf(forms, ticket), ticket.refusal?.field ?? '', i18n.language),
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
