import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readmitRefused, settleOutbox, takeOutbox } from '../../../../src/main/db/outbox-ops.ts';
import { forgetLongSent, noteFeed } from '../../../../src/main/db/send-again.ts';
import { getTicket, reopenTicket, submitTicket } from '../../../../src/main/db/ticket-ops.ts';
import { changeKnownTask, createTask } from '../../../../src/main/db/task-ops.ts';
import type { Task } from '../../../../src/shared/domain/task.ts';
import { ticketDraftSchema } from '../../../../src/shared/domain/ticket.ts';
import { callIdSchema, taskIdSchema } from '../../../../src/shared/ids.ts';
import type { PushOutcome } from '../../../../src/shared/sync/wire.ts';
import { openMemorySeat, type MemorySeat } from '../../../fakes/memory-seat.ts';

const now = 1_790_000_000_000;
let seat: MemorySeat;
beforeEach(() => {
  seat = openMemorySeat();
});
afterEach(() => seat.close());

function promise(): Task {
  const task: Task = {
    ...{ id: taskIdSchema.parse(uuidv7()), kind: 'callBack', number: '+8613909742071' },
    ...{ callId: callIdSchema.parse(uuidv7()), language: 'adx', note: '', dueAt: now, createdAt: now },
    ...{ createdBy: seat.session.agentNo, status: 'open', calls: 0, version: 1 },
  };
  createTask(seat.session, task, now);
  return task;
}
const take = () => takeOutbox(seat.session, 10, now);
const answer = (outcome: PushOutcome['outcome'], code?: string): void =>
  void settleOutbox(
    seat.session,
    take().map(({ id }) => ({ id, outcome, ...(code !== undefined && { code }) })),
    now,
  );
const waiting = (): number => seat.session.book.counts().waiting;

it('sends again what it had sent, word for word and in its order, when the centre is another than before', () => {
  noteFeed(seat.session, 'first');
  const [one, two] = [promise(), promise()];
  const sent = take();
  settleOutbox(
    seat.session,
    sent.map(({ id }) => ({ id, outcome: 'applied' })),
    now,
  );
  expect(noteFeed(seat.session, 'first').rows).toBe(0);
  expect(waiting()).toBe(0);
  // What was done since, to the same task, has to wait for the task itself.
  changeKnownTask(seat.session, one.id, { type: 'taken' }, { languages: ['adx'], isLeader: false }, now);
  expect(noteFeed(seat.session, 'restored').rows).toBe(2);
  seat.reopen();
  expect(waiting()).toBe(3);
  expect(take()).toEqual(sent);
  settleOutbox(
    seat.session,
    sent.map(({ id }) => ({ id, outcome: 'duplicate' })),
    now,
  );
  expect(take()).toMatchObject([{ kind: 'task.change', entityId: one.id }]);
  expect(two.id).toBe(sent[1]?.entityId);
});

it('can do so again after the next restore, and knows a feed after a restart', () => {
  noteFeed(seat.session, 'first');
  promise();
  answer('applied');
  expect(noteFeed(seat.session, 'second').rows).toBe(1);
  answer('duplicate');
  seat.reopen();
  expect(noteFeed(seat.session, 'second').rows).toBe(0);
  expect(noteFeed(seat.session, 'third').rows).toBe(1);
});

it('has nothing to send again to a centre that it meets for the first time', () => {
  promise();
  answer('applied');
  expect(noteFeed(seat.session, 'first').rows).toBe(0);
  expect(noteFeed(seat.session, 'second').rows).toBe(1);
});

it('keeps nothing that the centre did not take, and what it took for 30 days', () => {
  noteFeed(seat.session, 'first');
  promise();
  answer('rejected', 'mutation.badSignature');
  expect(noteFeed(seat.session, 'second').rows).toBe(0);
  readmitRefused(seat.session);
  answer('applied');
  const days = 24 * 3_600_000;
  forgetLongSent(seat.session.tables, now + 29 * days);
  expect(seat.session.tables.sentRows.all()).toHaveLength(1);
  forgetLongSent(seat.session.tables, now + 31 * days);
  expect(noteFeed(seat.session, 'third').rows).toBe(0);
});

it('leaves a ticket to what became of its later version', () => {
  noteFeed(seat.session, 'first');
  const draft = ticketDraftSchema.parse({
    ...{ id: uuidv7(), type: 'consultation', subType: 'other', callerName: '', callerPhone: '' },
    ...{ area: 'guide', address: '', description: '问停电时间', priority: 'medium' },
    ...{ isPriorityChosen: false, isDueChosen: false, createdAt: now, updatedAt: now },
  });
  seat.session.numbers.setBlocks([{ id: 1, prefix: 'W', first: 1, last: 9 }]);
  const submitted = submitTicket(seat.session, draft, false, now);
  if (!submitted.ok) throw new Error(submitted.error.code);
  const { id, number, type, subType } = submitted.value;
  answer('applied');
  const body = { id, number, type, subType, status: 'returned', summary: '', createdAt: now, updatedAt: now + 1 };
  seat.session.directory.apply('tickets', [{ op: 'put', id, schemaVersion: 1, body }], uuidv7());
  const reopened = reopenTicket(seat.session, id, now + 2);
  if (!reopened.ok) throw new Error(reopened.error.code);
  submitTicket(seat.session, { ...reopened.value, description: '问停电时间和范围' }, false, now + 3);
  answer('conflict', 'ticket.textChanged');
  const refused = getTicket(seat.session, id);
  expect(refused).toMatchObject({ sync: 'conflict', refusal: { code: 'ticket.textChanged' } });
  expect(noteFeed(seat.session, 'restored').rows).toBe(1);
  answer('applied');
  expect(getTicket(seat.session, id)).toEqual(refused);
});
