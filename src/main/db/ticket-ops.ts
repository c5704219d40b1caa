import type { SubmittedTicket, Ticket, TicketDraft } from '../../shared/domain/ticket.ts';
import type { TicketId } from '../../shared/ids.ts';
import { appError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { transition } from '../../shared/sync/outbox-machine.ts';
import { namedAttachments } from './attachment-ops.ts';
import { keepNumberMark } from './number-source.ts';
import type { BookRow } from './outbox-book.ts';
import type { TicketRow } from './queries/tickets.ts';
import { confirmMutation, prepareMutation, type SeatSession } from './seat-session.ts';

/** The centre's refusal of a number that another ticket has, or that was never this seat's. */
const numberTaken = 'ticket.numberTaken';

/** A page's autosave may arrive after the submission it belongs before: it must not bring the draft back. */
export function saveDraft(session: SeatSession, draft: TicketDraft, now: number): void {
  const { tables } = session;
  const isSubmitted = tables.tickets.get(draft.id) !== undefined;
  if (isSubmitted && !tables.drafts.get(draft.id)) return;
  tables.drafts.save(draft, now);
  session.clock.note(draft.updatedAt);
}

export function submitTicket(
  session: SeatSession,
  draft: TicketDraft,
  isClosedAtFirstContact: boolean,
  now: number,
): Result<Ticket> {
  if (session.submissions.has(draft.id)) session.submissions.settle();
  const existing = session.tables.tickets.get(draft.id);
  if (!existing) return submitNew(session, draft, isClosedAtFirstContact, now);
  session.submissions.settle();
  // Without a draft of its own it was not taken up again: the call is a repetition of the first one.
  const isTakenUp = isMendable(session, existing) && session.tables.drafts.get(draft.id);
  if (!isTakenUp) return ok(withLiveState(session, existing));
  const files = filesOf(session, draft.id);
  if (!files.ok) return files;
  const status = isClosedAtFirstContact ? 'closed' : 'submitted';
  const kept = { ...contentOf(draft), ...keptOf(existing.ticket), ...files.value };
  const body = { ...kept, status, isClosedAtFirstContact } as const;
  return resubmit(session, existing, body, draft, now);
}

/** The centre refused it, or gave it back. */
export function isMendable(session: SeatSession, row: TicketRow): boolean {
  return row.ticket.refusal !== undefined || withLiveState(session, row).status === 'returned';
}

/** The ticket as a draft again, with everything kept; a draft that was begun before is continued. */
export function reopenTicket(session: SeatSession, id: TicketId, now: number): Result<TicketDraft> {
  const row = session.tables.tickets.get(id);
  if (!row) return err(appError('ticket.notFound', 'none'));
  if (!isMendable(session, row)) return err(appError('ticket.notEditable', 'none'));
  const begun = session.tables.drafts.get(id);
  if (begun) return ok(begun);
  const {
    number: _n,
    status: _s,
    sync: _y,
    isClosedAtFirstContact: _c,
    submittedAt: _a,
    refusal: _r,
    // They lie in a table of their own, from which the next submission names them anew.
    attachments: _f,
    returnReason: _w,
    baseRevision: _b,
    ...draft
  } = row.ticket;
  const reopened: TicketDraft = { ...draft, updatedAt: now };
  session.tables.drafts.save(reopened, now);
  return ok(reopened);
}

/**
 * Sends a refused ticket again as it is, such as after the centre corrected its data. One that is on its way already
 * stays as it is: the call is a repetition.
 */
export function retryTicket(session: SeatSession, id: TicketId, now: number): Result<Ticket> {
  const row = session.tables.tickets.get(id);
  if (!row) return err(appError('ticket.notFound', 'none'));
  if (row.ticket.sync === 'queued') return ok(withLiveState(session, row));
  if (!row.ticket.refusal) return err(appError('ticket.notEditable', 'none'));
  const { sync: _y, refusal: _r, returnReason: _w, isPriorityChosen: _p, isDueChosen: _d, ...body } = row.ticket;
  return resubmit(session, row, body, row.ticket, now);
}

export function listTickets(session: SeatSession, limit: number, before?: number): Ticket[] {
  return session.tables.tickets.list(limit, before).map((row) => withLiveState(session, row));
}

export function getTicket(session: SeatSession, id: TicketId): Ticket | undefined {
  const row = session.tables.tickets.get(id);
  return row && withLiveState(session, row);
}

function submitNew(
  session: SeatSession,
  draft: TicketDraft,
  isClosedAtFirstContact: boolean,
  now: number,
): Result<Ticket> {
  const { submissions, numbers, order } = session;
  const files = filesOf(session, draft.id);
  if (!files.ok) return files;
  const taken = numbers.peek();
  if (!taken) return err(appError('ticket.noNumbersLeft', 'user'));
  const body: SubmittedTicket = {
    ...contentOf(draft),
    ...files.value,
    number: taken.number,
    status: isClosedAtFirstContact ? 'closed' : 'submitted',
    isClosedAtFirstContact,
    submittedAt: now,
  };
  const text = JSON.stringify(body);
  const ticket: Ticket = { ...body, ...choicesOf(draft), sync: 'queued' };
  const mutation = prepareMutation(session, mutationOf(body, text, 1, now));
  const seq = order.next(now);
  submissions.keep({
    ...{ seq, block: taken.block, ordinal: taken.ordinal, ...choicesOf(draft) },
    ...mutation,
    ticketAt: mutation.payload.length - text.length - 1,
  });
  numbers.confirm(taken);
  order.confirm(seq);
  confirmMutation(session, mutation);
  session.clock.note(now);
  return ok(ticket);
}

/** Fails with ticket.noNumbersLeft where the ticket needs another number. */
function resubmit(
  session: SeatSession,
  row: TicketRow,
  refused: SubmittedTicket,
  choices: Pick<TicketDraft, 'isPriorityChosen' | 'isDueChosen'>,
  now: number,
): Result<Ticket> {
  const { tables, book, numbers, directory } = session;
  const revision = row.revision + 1;
  // One that was given back is the agent's word again; of any other the status stays the centre's.
  const given = withLiveState(session, row).status === 'returned' ? directory.ticketStates.get(refused.id) : undefined;
  const statusAt = given ? given.updatedAt + 1 : 0;
  const isRenumbered = row.ticket.refusal?.code === numberTaken;
  const taken = isRenumbered ? numbers.peek() : undefined;
  if (isRenumbered && !taken) return err(appError('ticket.noNumbersLeft', 'user'));
  const body = taken ? { ...refused, number: taken.number } : refused;
  const text = JSON.stringify(body);
  const ticket: Ticket = { ...body, ...choicesOf(choices), sync: 'queued' };
  const mutation = prepareMutation(session, mutationOf(body, text, revision, now));
  const replaced = book.ofEntity(body.id).flatMap((old): BookRow[] => {
    const { state } = transition(old.state, { type: 'replaced' });
    return state === old.state ? [] : [{ head: old.head, state }];
  });
  tables.inTransaction(() => {
    tables.tickets.resubmit(ticket, text, revision, statusAt);
    if (taken) keepNumberMark(tables.meta, taken);
    for (const old of replaced) tables.outbox.putState(old.head.seq, old.state);
    tables.outbox.insert(mutation.head, mutation.payload);
    tables.drafts.remove(body.id);
  });
  if (taken) numbers.confirm(taken);
  for (const old of replaced) book.put(old.head.seq, old.state);
  confirmMutation(session, mutation);
  session.clock.note(now);
  return ok(ticket);
}

function filesOf(session: SeatSession, id: TicketId): Result<Pick<SubmittedTicket, 'attachments'>> {
  const named = namedAttachments(session, id);
  return named.ok ? ok(named.value.length > 0 ? { attachments: named.value } : {}) : named;
}

function mutationOf(
  body: SubmittedTicket,
  text: string,
  seq: number,
  at: number,
): Parameters<typeof prepareMutation>[1] {
  const change = { kind: 'ticket.submit' as const, entityId: body.id, seq, at, body: text };
  return body.customerId === undefined ? change : { ...change, customerId: body.customerId };
}

/** Status belongs to the centre, `sending` to the outbox: both are looked up, not stored with the ticket. */
export function withLiveState(session: SeatSession, { ticket, statusAt }: TicketRow): Ticket {
  const state = session.directory.ticketStates.get(ticket.id);
  const status = state && state.updatedAt >= statusAt ? state.status : ticket.status;
  const isSending = ticket.sync === 'queued' && session.book.isSending(ticket.id);
  const reason = status === 'returned' ? state?.returnReason : undefined;
  return {
    ...ticket,
    ...{ status, sync: isSending ? 'sending' : ticket.sync },
    ...(reason !== undefined && { returnReason: reason }),
  };
}

function contentOf({
  isPriorityChosen: _p,
  isDueChosen: _d,
  ...content
}: TicketDraft): Omit<TicketDraft, 'isPriorityChosen' | 'isDueChosen'> {
  return content;
}

function choicesOf({
  isPriorityChosen,
  isDueChosen,
}: Pick<TicketDraft, 'isPriorityChosen' | 'isDueChosen'>): Pick<TicketDraft, 'isPriorityChosen' | 'isDueChosen'> {
  return { isPriorityChosen, isDueChosen };
}

/** What stays of a refused ticket however its content is changed; a number that is taken is replaced later. */
function keptOf({ number, submittedAt, createdAt }: Ticket): Pick<Ticket, 'number' | 'submittedAt' | 'createdAt'> {
  return { number, submittedAt, createdAt };
}
