import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readmitEarly, settleOutbox, takeOutbox } from '../../../../src/main/db/outbox-ops.ts';
import { forgetSettledTasks } from '../../../../src/main/db/settled-tasks.ts';
import { changeKnownTask, createTask, openTasks } from '../../../../src/main/db/task-ops.ts';
import type { Task, TaskChange } from '../../../../src/shared/domain/task.ts';
import { agentNoSchema, callIdSchema, taskIdSchema } from '../../../../src/shared/ids.ts';
import type { PullItem, PushOutcome } from '../../../../src/shared/sync/wire.ts';
import { openMemorySeat, type MemorySeat } from '../../../fakes/memory-seat.ts';

const now = 1_790_000_000_000;
let seat: MemorySeat;
beforeEach(() => {
  seat = openMemorySeat();
});
afterEach(() => seat.close());

const other = agentNoSchema.parse('9999');
const newTask = (): Task => ({
  id: taskIdSchema.parse(uuidv7()),
  kind: 'callBack',
  number: '+8613909742071',
  callId: callIdSchema.parse(uuidv7()),
  language: 'adx',
  note: '',
  dueAt: now,
  createdAt: now,
  createdBy: other,
  status: 'open',
  calls: 0,
  version: 1,
});
/** As a page of the centre's feed. */
function pull(...items: PullItem[]): void {
  seat.session.directory.apply('tasks', items, uuidv7());
  forgetSettledTasks(
    seat.session,
    items.map(({ id }) => id),
  );
}
const agent = { languages: ['adx'] as const, isLeader: false };
const change = (task: Task, said: TaskChange, by: Parameters<typeof changeKnownTask>[3] = agent) =>
  changeKnownTask(seat.session, task.id, said, by, now);
const put = (task: Task): PullItem => ({ op: 'put', id: task.id, schemaVersion: 1, body: task });
function answer(outcome: PushOutcome['outcome'], code?: string): void {
  const rows = takeOutbox(seat.session, 10, now);
  const outcomes = rows.map(({ id }) => ({ id, outcome, ...(code === undefined ? {} : { code }) }));
  settleOutbox(seat.session, outcomes, now);
}
const listed = (): unknown[] =>
  openTasks(seat.session).map(({ task: { assignee, version }, isUnsent }) => ({ assignee, version, isUnsent }));

it('keeps a promise until the centre has it, once', () => {
  const task = newTask();
  createTask(seat.session, task, now);
  createTask(seat.session, { ...task, note: 'again' }, now);
  expect(openTasks(seat.session)).toEqual([{ task, isUnsent: true }]);
  answer('applied');
  expect(listed()).toEqual([{ assignee: undefined, version: 1, isUnsent: false }]);
  pull(put(task));
  expect(seat.session.tables.tasks.all()).toEqual([]);
  expect(listed()).toHaveLength(1);
});

it('counts what the agent did himself until the centre has answered', () => {
  const task = newTask();
  const { agentNo } = seat.session;
  pull(put(task));
  expect(change(task, { type: 'taken' })).toMatchObject({ ok: true });
  // The feed is a moment behind.
  pull(put({ ...task, note: 'later' }));
  expect(listed()).toEqual([{ assignee: agentNo, version: 2, isUnsent: true }]);
  answer('applied');
  expect(listed()).toEqual([{ assignee: agentNo, version: 2, isUnsent: false }]);
  change(task, { type: 'done' });
  answer('applied');
  expect(listed()).toEqual([]);
  pull({ op: 'drop', id: task.id });
  expect(seat.session.tables.tasks.all()).toEqual([]);
});

it('gives a task to the colleague who was first, and asks nothing of the agent', () => {
  const task = newTask();
  pull(put(task));
  change(task, { type: 'taken' });
  change(task, { type: 'called' });
  answer('conflict', 'task.takenByOther');
  answer('conflict', 'task.takenByOther');
  pull(put({ ...task, assignee: other, version: 2 }));
  expect(listed()).toEqual([{ assignee: other, version: 2, isUnsent: false }]);
  expect(seat.session.book.counts()).toEqual({ waiting: 0, blocked: 0 });
  expect(change(task, { type: 'taken' })).toMatchObject({
    ok: false,
    error: { code: 'task.takenByOther' },
  });
});

it('knows nothing of a task that is not there', () => {
  expect(change(newTask(), { type: 'done' })).toMatchObject({
    ok: false,
    error: { code: 'task.notFound' },
  });
});

it('gives nothing to do with a task that is none of his', () => {
  const task = newTask();
  pull(put(task));
  const stranger = { languages: ['en'] as const, isLeader: false };
  for (const said of [{ type: 'called' }, { type: 'cancelled', reason: 'x' }] as const)
    expect(change(task, said, stranger)).toMatchObject({ ok: false, error: { code: 'task.notFound' } });
  expect(seat.session.book.counts().waiting).toBe(0);
  expect(change(task, { type: 'cancelled', reason: 'x' }, { ...stranger, isLeader: true })).toMatchObject({ ok: true });
});

it('gives up what a colleague has in hand for its promiser or a leader only', () => {
  const [task, own] = [
    { ...newTask(), assignee: other },
    { ...newTask(), assignee: other, createdBy: seat.session.agentNo },
  ];
  pull(put(task), put(own));
  const giveUp = { type: 'cancelled', reason: 'x' } as const;
  expect(change(task, giveUp)).toMatchObject({ ok: false, error: { code: 'task.takenByOther' } });
  expect(change(own, giveUp)).toMatchObject({ ok: true });
  expect(change(task, giveUp, { ...agent, isLeader: true })).toMatchObject({ ok: true });
});

it('does not bring back what ended while another agent was at the machine', () => {
  const [kept, task] = [newTask(), newTask()];
  pull(put(task));
  change(task, { type: 'taken' });
  change(task, { type: 'released' });
  answer('applied');
  answer('applied');
  createTask(seat.session, kept, now);
  expect(listed()).toHaveLength(2);
  // The directory is the machine's: the other agent's desk heard of the end.
  seat.session.directory.apply('tasks', [{ op: 'drop', id: task.id }], uuidv7());
  seat.reopen();
  expect(openTasks(seat.session)).toMatchObject([{ task: { id: kept.id }, isUnsent: true }]);
  expect(seat.session.tables.tasks.all()).toHaveLength(1);
});

it('keeps what it knows where the machine has pulled nothing yet', () => {
  createTask(seat.session, newTask(), now);
  answer('applied');
  seat.reopen();
  expect(listed()).toHaveLength(1);
});

it('keeps a promise that the centre acknowledged and has not told of yet, also through a new sign-in', () => {
  const [kept, task] = [newTask(), newTask()];
  pull(put(newTask()), put(task));
  createTask(seat.session, kept, now);
  answer('applied');
  pull({ op: 'drop', id: task.id });
  seat.reopen();
  expect(openTasks(seat.session).map(({ task: { id } }) => id)).toContain(kept.id);
  pull(put(kept));
  expect(seat.session.tables.tasks.all()).toEqual([]);
  expect(listed()).toHaveLength(2);
});

it('believes a centre that was put back to a time before the end of a task', () => {
  const task = newTask();
  pull(put(task));
  pull({ op: 'drop', id: task.id });
  pull(put(task));
  change(task, { type: 'taken' });
  answer('applied');
  seat.reopen();
  expect(listed()).toEqual([{ assignee: seat.session.agentNo, version: 2, isUnsent: false }]);
});

it('sends again what came before the task was at the centre', () => {
  const task = newTask();
  pull(put(task));
  change(task, { type: 'taken' });
  answer('rejected', 'task.unknown');
  expect(openTasks(seat.session)).toMatchObject([{ refusal: 'task.unknown' }]);
  expect(takeOutbox(seat.session, 10, now)).toEqual([]);
  readmitEarly(seat.session, [newTask().id]);
  expect(takeOutbox(seat.session, 10, now)).toEqual([]);
  readmitEarly(seat.session, [task.id]);
  answer('applied');
  expect(listed()).toEqual([{ assignee: seat.session.agentNo, version: 2, isUnsent: false }]);
});

it('says of a promise that it has not arrived, and why it was refused', () => {
  const task = newTask();
  createTask(seat.session, task, now);
  answer('rejected', 'mutation.invalid');
  expect(openTasks(seat.session)).toEqual([{ task, isUnsent: true, refusal: 'mutation.invalid' }]);
  pull(put(newTask()));
  seat.reopen();
  expect(openTasks(seat.session)).toContainEqual({ task, isUnsent: true, refusal: 'mutation.invalid' });
});

it('shows what the centre says where it refused a change, and sends the next one', () => {
  const task = newTask();
  pull(put(task));
  change(task, { type: 'done' });
  answer('rejected', 'mutation.invalid');
  expect(openTasks(seat.session)).toEqual([{ task, isUnsent: true, refusal: 'mutation.invalid' }]);
  change(task, { type: 'taken' });
  expect(listed()).toEqual([{ assignee: seat.session.agentNo, version: 2, isUnsent: true }]);
  expect(seat.session.book.counts()).toEqual({ waiting: 1, blocked: 0 });
  answer('applied');
  expect(openTasks(seat.session)).toMatchObject([{ isUnsent: false }]);
  expect([...seat.session.book.rows()]).toEqual([]);
});

it('keeps nobody’s number with what is done', () => {
  const task = { ...newTask(), name: '卓玛', note: '问电费' };
  pull(put(task));
  change(task, { type: 'done' });
  expect(JSON.stringify(seat.session.tables.tasks.all())).not.toMatch(/13909742071|卓玛|问电费/);
});
