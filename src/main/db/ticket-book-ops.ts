import {
  mostExported,
  type ExportFormat,
  type TicketCounts,
  type TicketDay,
  type TicketDetail,
  type TicketFilter,
  type TicketLine,
  type TicketListName,
  type TicketPlace,
  type TicketPlaces,
} from '../../shared/domain/ticket-book.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { TicketId } from '../../shared/ids.ts';
import { appError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { maskPhone } from '../../shared/text/mask-number.ts';
import { readCustomerQuery, readMixedQuery } from './customers/customer-search.ts';
import { matchExpression } from './knowledge/match-expression.ts';
import type { TicketListAsk, TicketMatch } from './queries/ticket-lists.ts';
import { seqPerMs } from './queries/tickets.ts';
import { confirmMutation, newMutationId, prepareMutation, type SeatSession } from './seat-session.ts';
import { getTicket, withLiveState } from './ticket-ops.ts';

/** The agent's own tickets, all of them. Times in UTC epoch ms; numbers leave masked but for `ticketsToExport`. */
export interface TicketBook {
  ticketPage(filter: TicketFilter, now: number, from?: TicketPlace): Promise<TicketLine[]>;
  ticketPlaces(filter: TicketFilter, now: number): Promise<TicketPlaces>;
  ticketCounts(now: number): Promise<TicketCounts>;
  /** Fails with ticket.notFound. */
  ticketDetail(id: TicketId): Promise<Result<TicketDetail>>;
  /** Submitted in `since` ≤ t < `until`. */
  ticketDay(since: number, until: number): Promise<TicketDay>;
  /** All of a list, as the page shows it but with the whole text; ticket.nothingToExport, ticket.tooManyToExport. */
  ticketsToExport(filter: TicketFilter, now: number): Promise<Result<TicketDetail[]>>;
  /** Tells the centre's audit log; on its way when this resolves. */
  noteExport(filter: TicketFilter, format: ExportFormat, count: number, now: number): Promise<void>;
}

/** Characters of what was written that a row shows. */
const excerptLength = 120;

export function ticketPage(session: SeatSession, filter: TicketFilter, now: number, from?: TicketPlace): TicketLine[] {
  return session.tables.ticketLists.page(askOf(session, filter, now), from).map((row) => {
    const { address: _a, description, returnReason: _r, ...line } = shown(withLiveState(session, row));
    return { ...line, excerpt: description.slice(0, excerptLength) };
  });
}

export function ticketPlaces(session: SeatSession, filter: TicketFilter, now: number): TicketPlaces {
  return session.tables.ticketLists.places(askOf(session, filter, now));
}

export function ticketCounts({ tables, adoptStatuses }: SeatSession, now: number): TicketCounts {
  adoptStatuses();
  const count = (list: TicketListName): number => tables.ticketLists.count({ list, ways: undefined, now });
  const [all, open] = [count('all'), count('open')];
  const few = { waiting: count('waiting'), returned: count('returned'), overdue: count('overdue') };
  return { all, open, ended: all - open, ...few };
}

export function ticketDetail(session: SeatSession, id: TicketId): Result<TicketDetail> {
  const ticket = getTicket(session, id);
  return ticket ? ok(shown(ticket)) : err(appError('ticket.notFound', 'none'));
}

export function ticketDay({ tables }: SeatSession, since: number, until: number): TicketDay {
  const by = (field: 'type' | 'language' | 'area') =>
    tables.ticketLists.dayBy(field, since * seqPerMs, until * seqPerMs);
  const byType = by('type');
  const tickets = byType.reduce((sum, each) => sum + each.tickets, 0);
  return { tickets, byType, byLanguage: by('language'), byArea: by('area') };
}

export function ticketsToExport(session: SeatSession, filter: TicketFilter, now: number): Result<TicketDetail[]> {
  const ask = askOf(session, filter, now);
  const { ticketLists } = session.tables;
  const { total, pages } = ticketLists.places(ask);
  if (total === 0) return err(appError('ticket.nothingToExport', 'user'));
  if (total > mostExported) {
    return err(appError('ticket.tooManyToExport', 'user', { most: mostExported, found: total }));
  }
  return ok(pages.flatMap((from) => ticketLists.page(ask, from).map((row) => shown(withLiveState(session, row)))));
}

export function noteExport(
  session: SeatSession,
  { list }: TicketFilter,
  format: ExportFormat,
  count: number,
  now: number,
): void {
  // Each file stands for itself: it is its own entity.
  const id = newMutationId();
  const body = JSON.stringify({ format, list, count, at: now });
  const mutation = prepareMutation(session, { kind: 'ticket.export', entityId: id, seq: 1, at: now, body }, id);
  session.tables.inTransaction(() => session.tables.outbox.insert(mutation.head, mutation.payload));
  confirmMutation(session, mutation);
  session.clock.note(now);
}

/** What was submitted in the moments before is found, too; what an older build left is indexed in pauses. */
function askOf(
  { tables, adoptStatuses }: SeatSession,
  { text = '', ...narrowed }: TicketFilter,
  now: number,
): TicketListAsk {
  adoptStatuses();
  const isSearched = text.trim() !== '';
  if (isSearched) tables.ticketWords.indexSome();
  return { ...narrowed, ways: isSearched ? waysOf(text) : undefined, now };
}

/** A query is read as that for customers is: as part of a number, as words in one of their readings, or as both. */
function waysOf(text: string): TicketMatch[] {
  const { parts, readings } = readCustomerQuery(text);
  const mixed = readMixedQuery(text);
  return [
    ...(parts.length > 0 ? [{ numbers: numbersOf(parts) }] : []),
    // One question for all readings: each by itself is worked out to its end.
    ...(readings.length > 0 ? [{ words: readings.map((terms) => `(${matchExpression(terms)})`).join(' OR ') }] : []),
    ...(mixed ? [{ words: matchExpression(mixed.terms), numbers: numbersOf(mixed.parts) }] : []),
  ];
}

/** Letters and digits only: nothing in them needs escaping. */
function numbersOf(parts: readonly string[]): string {
  return parts.map((part) => `"${part}"`).join(' OR ');
}

function shown(ticket: Ticket): TicketDetail {
  const { id, number, type, subType, status, sync, priority, area, language, dueAt, submittedAt, callerName } = ticket;
  const { callerPhone, refusal, formVersion, address, description, returnReason } = ticket;
  return {
    ...{ id, number, type, subType, status, sync, priority, area, submittedAt, callerName, address, description },
    maskedPhone: maskPhone(callerPhone),
    ...(language !== undefined && { language }),
    ...(dueAt !== undefined && { dueAt }),
    ...(refusal !== undefined && { refusal }),
    ...(formVersion !== undefined && { formVersion }),
    ...(returnReason !== undefined && { returnReason }),
  };
}
