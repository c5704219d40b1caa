import { z } from 'zod';
import type { CallRecord, LeftCall } from '../../shared/domain/call.ts';
import type { Customer, PastCall } from '../../shared/domain/customer.ts';
import type { CallId, CustomerId } from '../../shared/ids.ts';
import { appError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import type { Mutation } from '../../shared/sync/wire.ts';
import { lineOf } from './call-line.ts';
import { confirmMutation, newMutationId, prepareMutation, type SeatSession } from './seat-session.ts';

/** `index`: which of several phones; 0 for all else. */
export interface RevealedField {
  readonly name: 'phone' | 'accountNo' | 'managerPhone';
  readonly index: number;
}

export function beginCall(session: SeatSession, record: CallRecord): CallRecord {
  const { tables } = session;
  const existing = tables.calls.get(record.id);
  if (existing) return withCustomer(session, existing, record);
  tables.inTransaction(() => {
    tables.calls.insert(record);
    tables.callLines.put(record.id, lineOf(record, customerOf(session, record)));
  });
  session.clock.note(record.facts.startedAt);
  return record;
}

/** Whose call it is turned out later: an open record that names nobody is completed. */
function withCustomer(session: SeatSession, existing: CallRecord, { facts: { customerId } }: CallRecord): CallRecord {
  const isComplete = existing.facts.customerId !== undefined || existing.wrappedUpAt !== undefined;
  return customerId === undefined || isComplete
    ? existing
    : named(session, existing, customerId, existing.facts.startedAt);
}

/** The agent says whose call it is; of a closed one that is a further version. Fails with call.* and customer.notFound. */
export function attachCustomer(
  session: SeatSession,
  callId: CallId,
  customerId: CustomerId,
  now: number,
): Result<CallRecord> {
  const record = session.tables.calls.get(callId);
  if (!record) return err(appError('call.notFound', 'none'));
  if (!session.customers.get(customerId)) return err(appError('customer.notFound', 'none'));
  return ok(named(session, record, customerId, now));
}

function named(session: SeatSession, record: CallRecord, customerId: CustomerId, now: number): CallRecord {
  return keepRecord(session, record, { ...record, facts: { ...record.facts, customerId } }, now);
}

export function updateCall(
  session: SeatSession,
  patch: Partial<CallRecord> & { id: CallId },
  now: number,
): Result<CallRecord> {
  const before = session.tables.calls.get(patch.id);
  if (!before) return err(appError('call.notFound', 'none'));
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  // With a dialog somebody is in it again.
  const { leftAt: _leftAt, ...held } = before;
  const known = patch.dialog ? held : before;
  return ok(keepRecord(session, before, withEnd({ ...known, ...given, ...closed(before) }), now));
}

/** How long a way back is offered. Times in ms. */
export interface WayBackTime {
  readonly now: number;
  readonly withinMs: number;
}

/**
 * Those that an agent can go back to from a new page: he talked to somebody, and not only about another call. Their time
 * runs from when they were first found without a page that has them.
 */
export function leftCalls(session: SeatSession, held: readonly CallId[], { now, withinMs }: WayBackTime): LeftCall[] {
  return session.tables.calls.notWrappedUp().flatMap((record): LeftCall[] => {
    const { id, facts, number, heldMs, holds, notes, said, answeredAt, endedAt, dialog, ...rest } = record;
    const { marks, slots, longCall } = rest;
    if (held.includes(id) || facts.consultFor !== undefined || endedAt !== undefined) return [];
    if (answeredAt === undefined || !dialog) return [];
    const { leftAt = now } = record;
    keepRecord(session, record, { ...record, leftAt }, now);
    if (now >= leftAt + withinMs) return [];
    return [
      {
        ...{ facts, heldMs, notes, said, answeredAt, dialog, offeredUntil: leftAt + withinMs },
        ...(number !== undefined && { number }),
        ...(holds && { holds }),
        ...(marks && { marks }),
        ...(slots && { slots }),
        ...(longCall && { longCall }),
      },
    ];
  });
}

/**
 * Closes the calls that nobody will tell the end of: their page was closed or crashed. `held` are those that a page
 * still has. At a sign-in there are none; while a page goes on with a reopened seat it may still hold a call.
 */
export function closeLeftCalls(session: SeatSession, now: number, held: readonly CallId[] = []): void {
  for (const before of session.tables.calls.notWrappedUp()) {
    if (held.includes(before.id)) continue;
    const endedAt = before.endedAt ?? lastKnownMoment(before);
    keepRecord(session, before, withEnd({ ...before, endedAt, wrappedUpAt: endedAt }), now);
  }
}

/**
 * A call that nobody answered leaves nothing to wrap up: it is complete with its end. What is complete has an end and a
 * reason for it; where nobody told one, the page that should have is gone. Nobody goes back to it any more.
 */
function withEnd(standing: CallRecord): CallRecord {
  const endedAt = standing.endedAt ?? standing.wrappedUpAt;
  if (endedAt === undefined) return standing;
  const { dialog: _dialog, leftAt: _leftAt, ...record } = standing;
  const { answeredAt, endReason = 'pageClosed', wrappedUpAt = answeredAt === undefined ? endedAt : undefined } = record;
  return { ...record, endedAt, endReason, ...(wrappedUpAt === undefined ? {} : { wrappedUpAt }) };
}

/** A record is closed once: what is told of it later changes what it says, not when it was closed. */
function closed({ wrappedUpAt }: CallRecord): Pick<CallRecord, 'wrappedUpAt'> {
  return wrappedUpAt === undefined ? {} : { wrappedUpAt };
}

function lastKnownMoment({ facts, answeredAt, said, holds = [], marks = [] }: CallRecord): number {
  const told = [...said.map(({ at }) => at), ...marks.map(({ at }) => at), ...holds.map(({ to }) => to)];
  return Math.max(facts.startedAt, answeredAt ?? 0, ...told);
}

function customerOf({ customers }: SeatSession, { facts }: CallRecord): Customer | undefined {
  return facts.customerId === undefined ? undefined : customers.get(facts.customerId);
}

/**
 * Writes the record. From `wrappedUpAt` on the centre is told: the complete record first, then each change of it as a
 * version of its own, nothing when a change is told again. Practice is not reported.
 */
function keepRecord(session: SeatSession, before: CallRecord, record: CallRecord, now: number): CallRecord {
  const { tables } = session;
  const body = JSON.stringify(record);
  if (body === JSON.stringify(before)) return record;
  const isReported = record.wrappedUpAt !== undefined && !record.facts.isPractice;
  const { customerId } = record.facts;
  const seq = tables.callLines.reports(record.id) + 1;
  const change = { kind: 'call.record' as const, entityId: record.id, seq, at: now, body };
  const mutation = isReported
    ? prepareMutation(session, customerId === undefined ? change : { ...change, customerId })
    : undefined;
  tables.inTransaction(() => {
    tables.calls.update(record);
    tables.callLines.put(record.id, lineOf(record, customerOf(session, record)));
    if (!mutation) return;
    tables.callLines.countReport(record.id);
    tables.outbox.insert(mutation.head, mutation.payload);
  });
  if (mutation) confirmMutation(session, mutation);
  session.clock.note(now);
  return record;
}

/** Asked again within a minute, such as by a page whose core was killed in between, a reveal is still the same one. */
export function reveal(
  session: SeatSession,
  customerId: CustomerId,
  { name, index }: RevealedField,
  reason: string,
  now: number,
): Result<string> {
  const customer = session.customers.get(customerId);
  const value = customer && (name === 'phone' ? customer.phones[index] : customer[name]);
  const field = index === 0 ? name : `${name}.${index}`;
  if (value === undefined) return err(appError('customer.notFound', 'none'));
  logReveal(session, { kind: 'customer.reveal', body: { customerId, field, reason, at: now } }, customerId);
  return ok(value);
}

export function getCall({ tables }: SeatSession, callId: CallId): Result<CallRecord> {
  const record = tables.calls.get(callId);
  return record ? ok(record) : err(appError('call.notFound', 'none'));
}

/** A call of this seat with its number in full; logged as any reveal. */
export function revealCall(session: SeatSession, callId: CallId, reason: string, now: number): Result<CallRecord> {
  const record = session.tables.calls.get(callId);
  if (!record) return err(appError('call.notFound', 'none'));
  logReveal(session, { kind: 'call.reveal', body: { callId, reason, at: now } }, record.facts.customerId);
  return ok(record);
}

type Reveal = Pick<Extract<Mutation, { kind: 'customer.reveal' | 'call.reveal' | 'task.heard' }>, 'kind' | 'body'>;

const sameRevealMs = 60_000;
const revealsSchema = z.array(z.object({ what: z.string(), at: z.number() }));

/** On its way to the centre's audit log when this returns; once a minute for the same thing. */
export function logReveal(session: SeatSession, { kind, body }: Reveal, customerId: CustomerId | undefined): void {
  const { tables, clock } = session;
  const { at, ...asked } = body;
  const what = JSON.stringify([kind, asked]);
  const stored = revealsSchema.safeParse(JSON.parse(tables.meta.get('recentReveals') ?? '[]')).data ?? [];
  const recent = stored.filter((known) => known.at <= at && at - known.at < sameRevealMs);
  if (recent.some((known) => known.what === what)) return;
  // Each reveal stands for itself: it is its own entity.
  const id = newMutationId();
  const change = { kind, entityId: id, seq: 1, at, body: JSON.stringify(body) };
  const mutation = prepareMutation(session, customerId === undefined ? change : { ...change, customerId }, id);
  tables.inTransaction(() => {
    tables.outbox.insert(mutation.head, mutation.payload);
    tables.meta.put('recentReveals', JSON.stringify([...recent, { what, at }]));
  });
  confirmMutation(session, mutation);
  clock.note(at);
}

/** A call of this seat counts once it is over; practice never does. */
export function recentCallsOf(session: SeatSession, id: CustomerId, limit: number): PastCall[] {
  const { directory, customers, tables } = session;
  const known = directory.pastCalls.ofCustomer(id, limit);
  const seen = new Set(known.map((call) => call.id));
  const phones = customers.get(id)?.phones ?? [];
  const own = tables.calls.ofCustomer(id, phones, limit).flatMap((record): PastCall[] => {
    const { language, startedAt, customerId = id } = record.facts;
    if (record.facts.isPractice || record.endedAt === undefined || seen.has(record.id) || customerId !== id) return [];
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
