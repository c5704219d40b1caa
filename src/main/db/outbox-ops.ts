import { assertNever } from '../../shared/assert-never.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import { ticketIdSchema, type MutationId, type TicketId } from '../../shared/ids.ts';
import {
  isEarly,
  transition,
  type OutboxEffect,
  type OutboxEvent,
  type OutboxState,
} from '../../shared/sync/outbox-machine.ts';
import { togetherText } from '../../shared/sync/push-together-wire.ts';
import type { PushOutcome } from '../../shared/sync/wire.ts';
import { confirmSettledEdit, settleEdit, writeSettledEdit, type SettledEdit } from './customers/settle-edits.ts';
import type { BookRow } from './outbox-book.ts';
import type { OutboxRow, SignedTogether } from './seat-store.ts';
import type { SeatSession } from './seat-session.ts';
import { getTicket } from './ticket-ops.ts';

export function takeOutbox(session: SeatSession, limit: number, now: number): OutboxRow[] {
  const { tables, book } = session;
  const rows = book.ready(limit, now);
  if (rows.length === 0) return [];
  // Read first: what throws here must not leave rows behind that count as sent.
  const messages = rows.map(({ head }) => {
    const payload = tables.outbox.payload(head.seq);
    if (payload === undefined) throw new Error('an outbox row without its payload');
    return {
      id: head.id,
      kind: head.kind,
      entityId: head.entityId,
      payload,
    };
  });
  keepStates(
    session,
    rows.map(({ head, state }) => ({ head, state: transition(state, { type: 'taken' }).state })),
  );
  return messages;
}

/** Of rows that leave together, by SHA-256 of their payloads. */
export function signTogether(session: SeatSession, digests: readonly string[]): SignedTogether {
  return { deviceId: session.deviceId, signature: session.sign(togetherText(digests)) };
}

export function releaseOutbox(session: SeatSession, ids: readonly MutationId[]): void {
  const released = ids.flatMap((id): BookRow[] => {
    const row = session.book.get(id);
    const state = row && transition(row.state, { type: 'released' }).state;
    return row && state && state !== row.state ? [{ head: row.head, state }] : [];
  });
  keepStates(session, released);
}

/**
 * Lets rows leave again that the centre refused for a reason that an online sign-in may have cured. A ticket that the agent
 * is at work on is left to him.
 */
export function readmitRefused(session: SeatSession): void {
  readmit(session, [...session.book.rows()]);
}

/** The centre tells of these entities: what came too early for one of them may leave again. */
export function readmitEarly(session: SeatSession, entityIds: readonly string[]): void {
  const rows = entityIds.flatMap((id) => session.book.ofEntity(id));
  readmit(
    session,
    rows.filter(({ state }) => state.kind === 'blocked' && isEarly(state.code)),
  );
}

/** As `readmitEarly`, for what speaks of these tickets: an expedite of one, or what was added to it. */
export function readmitAboutTickets(session: SeatSession, ticketIds: ReadonlySet<string>): void {
  const rows = [...session.book.rows()].filter(({ head, state }) => {
    if (state.kind !== 'blocked' || !(state.code === 'ticket.unknown' || state.code === 'ticket.unknownParent'))
      return false;
    const payload = session.tables.outbox.payload(head.seq);
    const { body } = JSON.parse(payload ?? '{"body":{}}') as { body: { ticketId?: string; parentId?: string } };
    return ticketIds.has(body.ticketId ?? body.parentId ?? '');
  });
  readmit(session, rows);
}

function readmit(session: SeatSession, rows: readonly BookRow[]): void {
  const isAtWork = new Set<string>(session.tables.drafts.list().map(({ id }) => id));
  const readmitted = rows.flatMap(({ head, state: before }): BookRow[] => {
    const { state } = transition(before, { type: 'readmitted' });
    return state === before || isAtWork.has(head.entityId) ? [] : [{ head, state }];
  });
  keepStates(session, readmitted);
  for (const { head } of readmitted) {
    if (head.kind === 'ticket.submit') session.tables.tickets.setSync(ticketIdSchema.parse(head.entityId), 'queued');
  }
  session.sealedRows.clearRefusals(readmitted.map(({ head }) => head.id));
  for (const { head } of readmitted) session.sealer.enqueue(head.id);
}

/** Applies the answers in one transaction; returns the tickets that changed by them. */
export function settleOutbox(session: SeatSession, outcomes: readonly PushOutcome[], now: number): Ticket[] {
  const steps = planSteps(session, outcomes, now);
  session.tables.inTransaction(() => {
    for (const step of steps) writeStep(session, step, now);
  });
  for (const step of steps) confirmStep(session, step);
  const gone = steps.flatMap((step) => step.pruned.map((row) => row.head.id));
  session.sealer.forget(gone);
  for (const { head, state } of steps) {
    if (state.kind === 'blocked') session.sealedRows.markRefused([head.id], state.code, now);
  }
  const changed = new Set(steps.flatMap((step) => (isShown(step) ? [ticketIdOf(step)] : [])));
  return [...changed].flatMap((id) => getTicket(session, id) ?? []);
}

interface Step extends BookRow {
  readonly effects: readonly OutboxEffect[];
  /** Rows that leave the outbox with this step. */
  readonly pruned: readonly BookRow[];
  /** No later change of the same thing is left here: this one says how far it is. */
  readonly isNewest: boolean;
  /** What becomes of an edit of a customer. */
  readonly edit: SettledEdit | undefined;
  /** What the agent did with a task did not count. */
  readonly isLostTask: boolean;
}

function planSteps(session: SeatSession, outcomes: readonly PushOutcome[], now: number): Step[] {
  const steps: Step[] = [];
  const answered = new Set<MutationId>();
  for (const outcome of outcomes) {
    const row = session.book.get(outcome.id);
    if (!row || answered.has(outcome.id)) continue;
    answered.add(outcome.id);
    const { state, effects } = transition(row.state, eventOf(row, outcome, now));
    if (state === row.state) continue;
    const isPruning = effects.some((effect) => effect.type === 'prune');
    const older = session.book.ofEntity(row.head.entityId).filter((other) => other.head.seq < row.head.seq);
    const superseded = isPruning ? older.filter((other) => other.state.kind === 'superseded') : [];
    const pruned = state.kind === 'acknowledged' ? [row, ...superseded] : [];
    const edit = state.kind === 'acknowledged' ? settleEdit(session, outcome, now) : undefined;
    const isNewest = session.book.ofEntity(row.head.entityId).at(-1)?.head.seq === row.head.seq;
    const isLost = isLostTask(row.head, outcome);
    steps.push({ head: row.head, state, effects, pruned, isNewest, edit, isLostTask: isLost });
  }
  return steps;
}

function eventOf({ head }: BookRow, outcome: PushOutcome, now: number): OutboxEvent {
  // The centre has done with it: the fields that clash are kept apart for the agent to choose.
  if (head.kind === 'customer.correct' && outcome.outcome === 'conflict') return { type: 'applied' };
  // Somebody else was first: his task it is, and there is nothing to send again.
  if (isLostTask(head, outcome)) return { type: 'applied' };
  // A centre of before counts none: no agent has to do with it, and the article keeps what it is worth on this machine.
  if (head.kind === 'article.helped' && outcome.code === 'mutation.unknownKind') return { type: 'applied' };
  switch (outcome.outcome) {
    case 'applied':
    case 'duplicate':
      return { type: 'applied' };
    case 'retry':
      return { type: 'retry', now, random: Math.random() };
    case 'rejected':
    case 'conflict': {
      const code = outcome.code ?? `mutation.${outcome.outcome}`;
      const refused = { type: 'refused', reason: outcome.outcome, code } as const;
      return outcome.field === undefined ? refused : { ...refused, field: outcome.field };
    }
    default:
      return assertNever(outcome.outcome);
  }
}

function isLostTask(head: BookRow['head'], { outcome }: PushOutcome): boolean {
  return head.kind === 'task.change' && outcome === 'conflict';
}

function writeStep(session: SeatSession, step: Step, now: number): void {
  const { outbox, sentRows, tickets } = session.tables;
  // It is in the centre's history, whatever came of it there; a centre that is restored to before may lack it.
  // A text message is never sent twice, whatever becomes of the centre.
  if (step.state.kind === 'acknowledged' && step.head.kind !== 'sms.send') sentRows.keep(step.head.seq, now);
  for (const row of step.pruned) outbox.remove(row.head.seq);
  if (step.edit) writeSettledEdit(session, step.edit);
  if (step.isLostTask) session.tables.tasks.drop(step.head.entityId);
  if (step.state.kind !== 'acknowledged') outbox.putState(step.head.seq, step.state);
  if (!isShown(step)) return;
  if (step.state.kind === 'blocked') {
    const { reason, code, field } = step.state;
    tickets.setSync(ticketIdOf(step), reason, field === undefined ? { code } : { code, field });
  } else if (step.state.kind === 'acknowledged' && step.isNewest) {
    tickets.setSync(ticketIdOf(step), 'synced');
  }
}

function confirmStep(session: SeatSession, step: Step): void {
  const { book } = session;
  if (step.edit) confirmSettledEdit(session, step.edit);
  book.put(step.head.seq, step.state);
  for (const row of step.pruned) book.remove(row.head.seq);
}

/** Whether a ticket looks different after this step. */
function isShown(step: Step): boolean {
  return step.head.kind === 'ticket.submit' && step.effects.some((effect) => effect.type === 'showSync');
}

function ticketIdOf(step: Step): TicketId {
  return ticketIdSchema.parse(step.head.entityId);
}

function keepStates(
  { tables, book }: SeatSession,
  rows: readonly { head: BookRow['head']; state: OutboxState }[],
): void {
  if (rows.length === 0) return;
  tables.inTransaction(() => {
    for (const { head, state } of rows) tables.outbox.putState(head.seq, state);
  });
  for (const { head, state } of rows) book.put(head.seq, state);
}
