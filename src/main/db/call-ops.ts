import { z } from 'zod';
import type { CallRecord } from '../../shared/domain/call.ts';
import type { Customer, PastCall, TicketState } from '../../shared/domain/customer.ts';
import { isOpenStatus } from '../../shared/domain/ticket-status.ts';
import type { CallId, CustomerId } from '../../shared/ids.ts';
import { ticketIdSchema } from '../../shared/ids.ts';
import { appError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { revealBodySchema } from '../../shared/sync/wire.ts';
import { confirmMutation, newMutationId, prepareMutation, type SeatSession } from './seat-session.ts';
import { getTicket } from './ticket-ops.ts';

export type RevealField = 'phone' | 'accountNo' | 'managerPhone';

export function beginCall(session: SeatSession, record: CallRecord): CallRecord {
  const existing = session.tables.calls.get(record.id);
  if (existing) return existing;
  session.tables.inTransaction(() => session.tables.calls.insert(record));
  session.clock.note(record.facts.startedAt);
  return record;
}

export function updateCall(
  session: SeatSession,
  patch: Partial<CallRecord> & { id: CallId },
  now: number,
): Result<CallRecord> {
  const before = session.tables.calls.get(patch.id);
  if (!before) return err(appError('call.notFound', 'none'));
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return ok(keepRecord(session, before, withEnd({ ...before, ...given }), now));
}

/**
 * Closes the calls that an earlier run left open: its page was closed or crashed, and nobody will tell their end. Only
 * for a sign-in; while a page goes on with a reopened seat it may still hold the call.
 */
export function closeLeftCalls(session: SeatSession, now: number): void {
  for (const before of session.tables.calls.notWrappedUp()) {
    const { endReason = 'pageClosed' } = before;
    const endedAt = before.endedAt ?? lastKnownMoment(before);
    keepRecord(session, before, { ...before, endedAt, endReason, wrappedUpAt: endedAt }, now);
  }
}

/** A call that nobody answered leaves nothing to wrap up: it is complete with its end. */
function withEnd(record: CallRecord): CallRecord {
  const { answeredAt, endedAt, wrappedUpAt } = record;
  return endedAt === undefined || answeredAt !== undefined || wrappedUpAt !== undefined
    ? record
    : { ...record, wrappedUpAt: endedAt };
}

function lastKnownMoment({ facts, answeredAt, said }: CallRecord): number {
  return Math.max(facts.startedAt, answeredAt ?? 0, ...said.map((phrase) => phrase.at));
}

/** Writes the record; `wrappedUpAt`, once set, says that its row for the centre was made. Practice makes none. */
function keepRecord(session: SeatSession, before: CallRecord, record: CallRecord, now: number): CallRecord {
  const { tables } = session;
  const isCompleted = before.wrappedUpAt === undefined && record.wrappedUpAt !== undefined;
  const isReported = isCompleted && !record.facts.isPractice;
  const { customerId } = record.facts;
  const change = { kind: 'call.record' as const, entityId: record.id, seq: 1, at: now, body: JSON.stringify(record) };
  const mutation = isReported
    ? prepareMutation(session, customerId === undefined ? change : { ...change, customerId })
    : undefined;
  tables.inTransaction(() => {
    tables.calls.update(record);
    if (mutation) tables.outbox.insert(mutation.head, mutation.payload);
  });
  if (mutation) confirmMutation(session, mutation);
  session.clock.note(now);
  return record;
}

/** Asked again within a minute, such as by a page whose core was killed in between, a reveal is still the same one. */
export function reveal(
  session: SeatSession,
  customerId: CustomerId,
  field: RevealField,
  reason: string,
  now: number,
): Result<string> {
  const { tables } = session;
  const customer = session.directory.customers.get(customerId);
  const value = customer && valueOf(customer, field);
  if (value === undefined) return err(appError('customer.notFound', 'none'));
  const recent = recentReveals(session, now);
  const asked = { customerId, field, reason, at: now };
  if (recent.some((known) => isSameReveal(known, asked))) return ok(value);
  // Each reveal stands for itself: it is its own entity.
  const id = newMutationId();
  const body = JSON.stringify(asked);
  const change = { kind: 'customer.reveal' as const, entityId: id, customerId, seq: 1, at: now, body };
  const mutation = prepareMutation(session, change, id);
  tables.inTransaction(() => {
    tables.outbox.insert(mutation.head, mutation.payload);
    tables.meta.put('recentReveals', JSON.stringify([...recent, asked]));
  });
  confirmMutation(session, mutation);
  session.clock.note(now);
  return ok(value);
}

type Reveal = z.infer<typeof revealBodySchema>;

const sameRevealMs = 60_000;
const revealsSchema = z.array(revealBodySchema);

function recentReveals({ tables }: SeatSession, now: number): Reveal[] {
  const stored = tables.meta.get('recentReveals');
  const known = stored === undefined ? [] : revealsSchema.parse(JSON.parse(stored));
  return known.filter(({ at }) => at <= now && now - at < sameRevealMs);
}

function isSameReveal(known: Reveal, asked: Reveal): boolean {
  return known.customerId === asked.customerId && known.field === asked.field && known.reason === asked.reason;
}

/** Of the centre, and those of this seat that the centre has not sent back yet; newest first. */
export function openTicketsOf(session: SeatSession, id: CustomerId): TicketState[] {
  const { directory, book } = session;
  const known = directory.ticketStates.ofCustomer(id);
  const seen = new Set(known.map((state) => state.id));
  const own = [...book.rows()].flatMap(({ head }): TicketState[] => {
    if (head.kind !== 'ticket.submit' || head.customerId !== id || seen.has(head.entityId)) return [];
    seen.add(head.entityId);
    const ticket = getTicket(session, ticketIdSchema.parse(head.entityId));
    if (!ticket) return [];
    const { number, type, subType, status, area, description, dueAt, submittedAt, updatedAt } = ticket;
    const state = { id: ticket.id, number, customerId: id, type, subType, status, area, updatedAt };
    const rest = { summary: description.slice(0, 200), createdAt: submittedAt };
    return [{ ...state, ...rest, ...(dueAt === undefined ? {} : { dueAt }) }];
  });
  return [...known, ...own].filter((state) => isOpenStatus(state.status)).sort((a, b) => b.createdAt - a.createdAt);
}

/** A call of this seat counts once it is over; practice never does. */
export function recentCallsOf(session: SeatSession, id: CustomerId, limit: number): PastCall[] {
  const { directory, tables } = session;
  const known = directory.pastCalls.ofCustomer(id, limit);
  const seen = new Set(known.map((call) => call.id));
  const phones = directory.customers.get(id)?.phones ?? [];
  const own = tables.calls.ofCustomer(id, phones, limit).flatMap((record): PastCall[] => {
    if (record.facts.isPractice || record.endedAt === undefined || seen.has(record.id)) return [];
    const { language, startedAt } = record.facts;
    const durationS = record.answeredAt === undefined ? 0 : Math.max(0, (record.endedAt - record.answeredAt) / 1000);
    const call = {
      id: record.id,
      customerId: id,
      agentNo: session.agentNo,
      at: startedAt,
      durationS: Math.round(durationS),
    };
    return [{ ...call, topic: record.notes.slice(0, 200), ...(language === undefined ? {} : { language }) }];
  });
  return [...known, ...own].sort((a, b) => b.at - a.at).slice(0, limit);
}

function valueOf(customer: Customer, field: RevealField): string | undefined {
  return field === 'phone' ? customer.phones[0] : customer[field];
}
