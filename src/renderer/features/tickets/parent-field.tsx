import { useEffect, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { TicketState as OpenTicket } from '../../../shared/domain/customer.ts';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { ticketIdSchema, type TicketId } from '../../../shared/ids.ts';
import { openTicketText } from './alike-notice.tsx';

export interface ParentFieldProps {
  readonly catalog: TicketCatalog;
  readonly parentId: TicketId | undefined;
  /** What the caller has open, as far as it is known. */
  readonly choices: readonly OpenTicket[];
  readonly isMissing: boolean;
  /** Asks what he has open. */
  readonly onLookUp: () => void;
  readonly onChoose: (parentId: TicketId | undefined) => void;
}

/** The open ticket that an expedite is attached to. */
export function ParentField({
  catalog,
  parentId,
  choices,
  isMissing,
  onLookUp,
  onChoose,
}: ParentFieldProps): ReactNode {
  const { t, i18n } = useTranslation('tickets');
  useEffect(onLookUp, [onLookUp]);
  const isListed = parentId === undefined || choices.some(({ id }) => id === parentId);
  return (
    <label className="field wide">
      {t('field.parentId')}
      <select
        className="input"
        name="parentId"
        value={parentId ?? ''}
        aria-invalid={isMissing}
        onChange={({ target: { value } }) => {
          onChoose(value === '' ? undefined : ticketIdSchema.parse(value));
        }}
      >
        <option value="">{t(choices.length > 0 ? 'chooseParent' : 'noParent')}</option>
        {isListed ? null : <option value={parentId}>{t('parentUnlisted')}</option>}
        {choices.map((ticket) => (
          <option key={ticket.id} value={ticket.id}>
            {ticket.number} {openTicketText(t, catalog, ticket, i18n.language)} · {t(`status.${ticket.status}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
