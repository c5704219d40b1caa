import type { TicketState } from '../domain/customer.ts';
import { isOpenStatus } from '../domain/ticket-status.ts';
import type { TicketDraft } from '../domain/ticket.ts';

/** What an expedite can be attached to, of a caller's tickets. */
export function expeditable(id: TicketDraft['id'], ofCaller: readonly TicketState[]): TicketState[] {
  return ofCaller.filter((ticket) => ticket.id !== id && isOpenStatus(ticket.status) && ticket.type !== 'expedite');
}

/**
 * Open tickets of the same caller that this draft may say again: of the same type, or for the same area. An expedite says
 * nothing again, it is attached to one of them.
 */
export function alikeTickets(
  draft: Pick<TicketDraft, 'id' | 'type' | 'area'>,
  ofCaller: readonly TicketState[],
): TicketState[] {
  if (draft.type === 'expedite') return [];
  return expeditable(draft.id, ofCaller).filter(
    ({ type, area }) => type === draft.type || (draft.area !== '' && area === draft.area),
  );
}
