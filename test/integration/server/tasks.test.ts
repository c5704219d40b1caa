import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { taskSchema, type Task, type TaskChange } from '../../../src/shared/domain/task.ts';
import { taskIdSchema, type CallId } from '../../../src/shared/ids.ts';
import type { PullItem } from '../../../src/shared/sync/wire.ts';
import type { MutationSketch, TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { startTestCentre, type TestCentre } from './test-centre.ts';

describeContract('tasks', (kind) => {
  let centre: TestCentre;
  let seat: TestSeat;
  let other: TestSeat;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    [seat, other] = [await centre.openSeat(), await centre.openSeat()];
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const newTask = (more: Partial<Task> = {}): Task => ({
    id: taskIdSchema.parse(uuidv7()),
    kind: 'callBack',
    number: '+8613909742071',
    callId: uuidv7() as CallId,
    language: 'adx',
    note: '问电费',
    dueAt: 2_000_000_000_000,
    createdAt: 1_790_000_000_000,
    createdBy: seat.agentNo,
    status: 'open',
    calls: 0,
    version: 1,
    ...more,
  });
  const create = (task: Task): MutationSketch => ({ kind: 'task.create', entityId: task.id, seq: 1, body: task });
  const change = (task: Task, said: TaskChange, seq = 2): MutationSketch => ({
    ...{ kind: 'task.change', entityId: task.id, seq },
    body: { taskId: task.id, change: said },
  });
  const send = async (from: TestSeat, sketch: MutationSketch) => {
    const mutation = from.signMutation(from.compose(sketch));
    const [outcome] = await from.push(mutation);
    return { mutation, outcome };
  };
  const find = async (id: string): Promise<PullItem | undefined> =>
    (await other.pullAll('tasks')).items.findLast((item) => item.id === id);
  const promised = async (more: Partial<Task> = {}): Promise<Task> => {
    const task = newTask(more);
    expect((await send(seat, create(task))).outcome).toMatchObject({ outcome: 'applied' });
    return task;
  };

  test('what one desk promises reaches the others, once', async () => {
    const task = newTask();
    const { mutation } = await send(seat, create(task));
    expect(await seat.push(mutation)).toMatchObject([{ outcome: 'duplicate' }]);
    const item = await find(task.id);
    expect(taskSchema.parse(item?.op === 'put' && item.body)).toEqual(task);
  });

  test.each([
    ['createdBy', { createdBy: '9999' as Task['createdBy'] }],
    ['status', { status: 'done' as const }],
    ['status', { version: 3 }],
    ['status', { assignee: '9999' as Task['createdBy'] }],
    ['kind', { kind: 'offHours' as const }],
    ['handOver', { handOver: { by: '9999' as Task['createdBy'], at: 1, note: '' } }],
  ])('a task that begins with a false %s is refused', async (field, more) => {
    const { outcome } = await send(seat, create(newTask(more)));
    expect(outcome).toMatchObject({ outcome: 'rejected', code: 'mutation.invalid', field });
  });

  test('an alarm comes from a leader only', async () => {
    const alarm = newTask({ kind: 'risk', alarm: { transferAt: 1_790_000_000_000, amountFen: 500_000 } });
    expect((await send(seat, create(alarm))).outcome).toMatchObject({ outcome: 'rejected', field: 'kind' });
    const leader = await centre.openSeat({ role: 'leader' });
    const own = { ...alarm, createdBy: leader.agentNo };
    expect((await send(leader, create(own))).outcome).toMatchObject({ outcome: 'applied' });
    expect(await find(own.id)).toMatchObject({ body: { kind: 'risk', alarm: { amountFen: 500_000 } } });
  });

  test('the first of two agents has it, and both are on record', async () => {
    const task = await promised();
    expect((await send(other, change(task, { type: 'called' }))).outcome).toMatchObject({ outcome: 'applied' });
    const late = await send(seat, change(task, { type: 'taken' }));
    expect(late.outcome).toMatchObject({ outcome: 'conflict', code: 'task.takenByOther' });
    expect(await seat.push(late.mutation)).toMatchObject([{ outcome: 'conflict', code: 'task.takenByOther' }]);
    expect(await find(task.id)).toMatchObject({ op: 'put', body: { assignee: other.agentNo, calls: 1, version: 2 } });
    const noted = await centre.engine.query<{ agent_no: string; clash: string | null }>(
      'SELECT agent_no, clash FROM task_changes WHERE task_id = $1 ORDER BY clash NULLS FIRST',
      [task.id],
    );
    expect(noted).toEqual([
      { agent_no: other.agentNo, clash: null },
      { agent_no: seat.agentNo, clash: 'takenByOther' },
    ]);
  });

  test('a task that is done leaves every desk and stays on record', async () => {
    const task = await promised({ name: '卓玛' });
    await send(other, change(task, { type: 'postponed', dueAt: 7, reason: '客户在开会' }));
    expect(await find(task.id)).toMatchObject({ body: { dueAt: 7, putOff: { reason: '客户在开会' } } });
    await send(other, change(task, { type: 'done' }, 3));
    expect(await find(task.id)).toEqual({ op: 'drop', id: task.id });
    const again = await send(seat, change(task, { type: 'taken' }));
    expect(again.outcome).toMatchObject({ outcome: 'conflict', code: 'task.closed' });
    const [kept] = await centre.engine.query<{ status: string; body: string }>(
      'SELECT status, body FROM tasks WHERE id = $1',
      [task.id],
    );
    expect(kept?.status).toBe('done');
    expect(kept?.body).not.toMatch(/13909742071|卓玛|问电费/);
    expect(taskSchema.parse(JSON.parse(kept?.body ?? ''))).toMatchObject({ callId: task.callId });
  });

  test('only who promised it and a leader give up what another agent has in hand', async () => {
    const [third, leader] = [await centre.openSeat(), await centre.openSeat({ role: 'leader' })];
    const giveUp: TaskChange = { type: 'cancelled', reason: '客户来电取消' };
    const held = async (): Promise<Task> => {
      const task = await promised();
      expect((await send(other, change(task, { type: 'taken' }))).outcome).toMatchObject({ outcome: 'applied' });
      return task;
    };
    const task = await held();
    expect((await send(third, change(task, giveUp, 3))).outcome).toMatchObject({ code: 'task.takenByOther' });
    expect((await send(leader, change(task, giveUp, 3))).outcome).toMatchObject({ outcome: 'applied' });
    expect((await send(seat, change(await held(), giveUp, 3))).outcome).toMatchObject({ outcome: 'applied' });
  });

  test('is handed to who works here and speaks its language, whoever asks, and by a leader also from others', async () => {
    const [third, leader] = [await centre.openSeat(), await centre.openSeat({ role: 'leader' })];
    const give = (to: TestSeat | undefined, note = '约了下午'): TaskChange => ({
      ...{ type: 'handedOver', note },
      ...(to && { to: to.agentNo }),
    });
    const task = await promised({ language: 'zh-Hans' });
    expect((await send(seat, change(task, { type: 'taken' }))).outcome).toMatchObject({ outcome: 'applied' });
    expect((await send(third, change(task, give(third), 3))).outcome).toMatchObject({ code: 'task.takenByOther' });
    const given = await send(seat, change(task, give(other), 3));
    expect(given.outcome).toMatchObject({ outcome: 'applied' });
    expect(await seat.push(given.mutation)).toMatchObject([{ outcome: 'duplicate' }]);
    const handOver = { by: seat.agentNo, note: '约了下午', to: other.agentNo };
    expect(await find(task.id)).toMatchObject({ body: { assignee: other.agentNo, version: 3, handOver } });
    // It is not his any more: somebody else was first.
    expect((await send(seat, change(task, give(undefined), 4))).outcome).toMatchObject({ outcome: 'conflict' });
    expect((await send(leader, change(task, give(third, ''), 4))).outcome).toMatchObject({ outcome: 'applied' });
    expect((await send(third, change(task, { type: 'taken' }, 5))).outcome).toMatchObject({ outcome: 'applied' });
    const item = await find(task.id);
    const body = taskSchema.parse(item?.op === 'put' && item.body);
    expect(body).toMatchObject({ assignee: third.agentNo, version: 5 });
    expect(body.handOver).toEqual({ by: leader.agentNo, at: body.handOver?.at, note: '' });
  });

  test.each([
    ['does not speak its language', 'khg' as const, false],
    ['has left', 'zh-Hans' as const, true],
  ])('is not handed to who %s', async (_why, language, hasLeft) => {
    const to = await centre.openSeat();
    if (hasLeft) await centre.engine.query('UPDATE agents SET is_active = false WHERE agent_no = $1', [to.agentNo]);
    const task = await promised({ language });
    await send(seat, change(task, { type: 'taken' }));
    const { outcome } = await send(seat, change(task, { type: 'handedOver', to: to.agentNo, note: '' }, 3));
    expect(outcome).toMatchObject({ outcome: 'rejected', code: 'task.notForThem', field: 'to' });
    expect(await find(task.id)).toMatchObject({ body: { assignee: seat.agentNo, version: 2 } });
  });

  test('of a task without a number nothing is kept', async () => {
    const { outcome } = await send(seat, create(newTask({ number: '' })));
    expect(outcome).toMatchObject({ outcome: 'rejected', code: 'mutation.invalid', field: 'number' });
  });

  test('what overtook its task is judged anew when it comes again', async () => {
    const task = newTask();
    const taken = other.signMutation(other.compose(change(task, { type: 'taken' })));
    expect(await other.push(taken)).toMatchObject([{ outcome: 'rejected', code: 'task.unknown' }]);
    await send(seat, create(task));
    expect(await other.push(taken)).toMatchObject([{ outcome: 'applied' }]);
    expect(await other.push(taken)).toMatchObject([{ outcome: 'duplicate' }]);
    expect(await find(task.id)).toMatchObject({ body: { assignee: other.agentNo } });
  });
});
