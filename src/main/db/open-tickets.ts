import type { TicketState } from '../../shared/domain/customer.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import { isOpenStatus } from '../../shared/domain/ticket-status.ts';
import type { CustomerId } from '../../shared/ids.ts';
import type { SeatSession } from './seat-session.ts';
import { withLiveState } from './ticket-ops.ts';

/** The centre lets go of a ticket so long after its end, ms: of a younger one it has only not told yet. */
const feedTermMs = 30 * 24 * 3_600_000;

/**
 * Those that the centre tells of, and those of this seat that it has not told of yet, or not as this customer's: between
 * the push and the next pull a ticket is in no outbox and in no directory. Newest first.
 */
export function openTicketsOf(session: SeatSession, id: CustomerId): TicketState[] {
  const { directory, tables } = session;
  const known = directory.ticketStates.ofCustomer(id);
  const seen = new Set<string>(known.map((state) => state.id));
  const own = tables.tickets
    .openOf(id)
    .flatMap((row) =>
      seen.has(row.ticket.id) || !isOurs(session, row.ticket) ? [] : stateOf(withLiveState(session, row), id),
    );
  return [...known, ...own].filter((state) => isOpenStatus(state.status)).sort((a, b) => b.createdAt - a.createdAt);
}

/**
 * Of a caller as a draft names him: the customer's, and those that this seat wrote for the number. Newest first.
 * `phone`: as it was normalised; empty for none.
 */
export function openTicketsOfCaller(
  session: SeatSession,
  customerId: CustomerId | undefined,
  phone: string,
): TicketState[] {
  const known = customerId === undefined ? [] : openTicketsOf(session, customerId);
  const seen = new Set<string>(known.map(({ id }) => id));
  const rows = phone === '' ? [] : session.tables.tickets.openOfPhone(phone);
  const byNumber = rows
    .filter(({ ticket }) => !seen.has(ticket.id) && isOurs(session, ticket))
    .map((row) => stateOf(withLiveState(session, row), row.ticket.customerId));
  return [...known, ...byNumber.filter(({ status }) => isOpenStatus(status))].sort((a, b) => b.createdAt - a.createdAt);
}

/** Whether what the seat says of a ticket counts, although the centre does not say it. */
function isOurs({ directory, book, clock }: SeatSession, { id, submittedAt }: Ticket): boolean {
  if (book.ofEntity(id).length > 0) return true;
  const published = directory.ticketStates.get(id);
  return published ? published.customerId === undefined : submittedAt >= clock.highest() - feedTermMs;
}

function stateOf(ticket: Ticket, customerId: CustomerId | undefined): TicketState {
  const { id, number, type, subType, status, area, description, dueAt, submittedAt, updatedAt, attachments } = ticket;
  const state = { id, number, ...(customerId && { customerId }), type, subType, status, area, updatedAt };
  const rest = { summary: description.slice(0, 200), createdAt: submittedAt };
  const files = attachments?.length ?? 0;
  return { ...state, ...rest, ...(dueAt === undefined ? {} : { dueAt }), ...(files > 0 && { files }) };
}
