import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changeTask,
  errandOfTask,
  placeOf,
  taskSchema,
  type Task,
  type TaskChange,
} from '../../../../src/shared/domain/task.ts';
import { agentNoSchema, callIdSchema, customerIdSchema, taskIdSchema } from '../../../../src/shared/ids.ts';

const [one, two, three] = ['1001', '9527', '8801'].map((text) => agentNoSchema.parse(text)) as [
  ReturnType<typeof agentNoSchema.parse>,
  ReturnType<typeof agentNoSchema.parse>,
  ReturnType<typeof agentNoSchema.parse>,
];
const task: Task = {
  id: taskIdSchema.parse('0192d3a0-0000-7000-8000-000000000001'),
  kind: 'callBack',
  number: '+8613909742071',
  callId: callIdSchema.parse('0192d3a0-0000-7000-8000-000000000002'),
  language: 'adx',
  note: '',
  dueAt: 5_000,
  createdAt: 1_000,
  createdBy: one,
  status: 'open',
  calls: 0,
  version: 1,
};
const after = (from: Task, by: typeof one, change: TaskChange, isLeader = false): ReturnType<typeof changeTask> =>
  changeTask(from, { change, by, isLeader, at: 2_000 });

describe('a shared task', () => {
  test('the first of two agents has it', () => {
    const taken = after(task, two, { type: 'taken' });
    expect(taken).toMatchObject({ assignee: two, version: 2 });
    expect(after(taken as Task, three, { type: 'taken' })).toBe('takenByOther');
    expect(after(taken as Task, three, { type: 'called' })).toBe('takenByOther');
    expect(after(taken as Task, two, { type: 'taken' })).toBe(taken);
  });

  test('calling it takes it, and is counted', () => {
    const called = after(task, two, { type: 'called' }) as Task;
    expect(called).toMatchObject({ assignee: two, calls: 1 });
    expect(after(called, two, { type: 'called' })).toMatchObject({ calls: 2 });
    const free = after(called, two, { type: 'released' }) as Task;
    expect(free).not.toHaveProperty('assignee');
    expect(after(free, three, { type: 'taken' })).toMatchObject({ assignee: three });
  });

  test('closed is closed, said again it is the same', () => {
    const done = after(task, two, { type: 'done' }) as Task;
    expect(done).toMatchObject({ status: 'done', assignee: two });
    expect(after(done, two, { type: 'done' })).toBe(done);
    expect(after(done, three, { type: 'taken' })).toBe('closed');
    expect(after(done, one, { type: 'cancelled', reason: 'x' })).toBe('closed');
  });

  test('whoever promised it may give it up, whoever has it', () => {
    const taken = after(task, two, { type: 'taken' }) as Task;
    expect(after(taken, one, { type: 'cancelled', reason: '客户来电取消' })).toMatchObject({
      status: 'cancelled',
      putOff: { by: one, reason: '客户来电取消' },
    });
  });

  test('what a colleague has in hand is given up by nobody else but a leader', () => {
    const taken = after(task, two, { type: 'taken' }) as Task;
    const cancelled = { type: 'cancelled', reason: 'x' } as const;
    expect(after(taken, three, cancelled)).toBe('takenByOther');
    expect(after(taken, three, cancelled, true)).toMatchObject({ status: 'cancelled' });
    expect(after(taken, three, { type: 'done' }, true)).toBe('takenByOther');
    expect(after(task, three, cancelled)).toMatchObject({ status: 'cancelled' });
  });

  test('handed to a colleague, it is his until he takes it over, puts it back or does it', () => {
    const held = after(task, two, { type: 'taken' }) as Task;
    const given = after(held, two, { type: 'handedOver', to: three, note: '约了下午' }) as Task;
    const pending = { by: two, at: 2_000, note: '约了下午', to: three };
    expect(given).toMatchObject({ assignee: three, version: 3, handOver: pending });
    expect(taskSchema.parse(given)).toEqual(given);
    expect(after(given, two, { type: 'done' })).toBe('takenByOther');
    const { to: _to, ...settled } = pending;
    for (const change of [
      { type: 'taken' },
      { type: 'called' },
      { type: 'postponed', dueAt: 9, reason: 'x' },
    ] as const) {
      expect(after(given, three, change), change.type).toMatchObject({ assignee: three });
      expect((after(given, three, change) as Task).handOver, change.type).toEqual(settled);
    }
    const taken = after(given, three, { type: 'taken' }) as Task;
    expect(after(taken, three, { type: 'taken' })).toBe(taken);
    const free = after(given, three, { type: 'released' }) as Task;
    expect(free).toMatchObject({ handOver: settled });
    expect(free).not.toHaveProperty('assignee');
    expect(after(given, three, { type: 'done' })).not.toHaveProperty('handOver');
  });

  test('handed back to all, it is free and keeps its note; what a colleague has only a leader gives on', () => {
    const held = after(task, two, { type: 'taken' }) as Task;
    const free = after(held, two, { type: 'handedOver', note: '还没打通' }) as Task;
    expect(free).not.toHaveProperty('assignee');
    expect(free.handOver).toEqual({ by: two, at: 2_000, note: '还没打通' });
    const give = { type: 'handedOver', to: three, note: '' } as const;
    expect(after(held, three, give)).toBe('takenByOther');
    // Who promised it may give it up, not away.
    expect(after(held, one, give)).toBe('takenByOther');
    expect(after(held, one, give, true)).toMatchObject({ assignee: three, handOver: { by: one, to: three } });
    const own = after(held, three, give, true) as Task;
    expect(own.assignee).toBe(three);
    expect(own.handOver).not.toHaveProperty('to');
    expect(after(after(held, two, { type: 'done' }) as Task, two, give)).toBe('closed');
  });

  test('closed, it keeps nothing of what a caller said', () => {
    const message = { sha256: 'a'.repeat(64), kind: 'wav', size: 9, seconds: 3, leftAt: 1 } as const;
    const left = taskSchema.parse({ ...task, kind: 'offHours', message });
    expect(after(left, two, { type: 'done' })).not.toHaveProperty('message');
    expect(errandOfTask(left)).toEqual({ kind: 'callback', taskId: left.id });
  });

  test('closed, it keeps no number, no name and no note', () => {
    const named = { ...task, name: '卓玛', note: '问电费', customerId: customerIdSchema.parse('c-drolma') };
    for (const change of [{ type: 'done' }, { type: 'cancelled', reason: 'x' }] as const) {
      const ended = after(named, two, change) as Task;
      expect(ended).toMatchObject({ number: '', note: '', customerId: named.customerId });
      expect(ended).not.toHaveProperty('name');
      expect(taskSchema.parse(ended)).toEqual(ended);
    }
  });

  test('whose it is', () => {
    const speaks = { agentNo: two, languages: ['adx'] as const, isLeader: false };
    const silent = { agentNo: one, languages: ['zh-Hans'] as const, isLeader: false };
    const other = { agentNo: three, languages: ['en'] as const, isLeader: false };
    expect(placeOf(task, speaks)).toBe('open');
    expect(placeOf(task, silent)).toBe('promised');
    expect(placeOf(task, other)).toBeUndefined();
    expect(placeOf(task, { ...other, isLeader: true })).toBe('promised');
    const taken = after(task, two, { type: 'taken' }) as Task;
    expect([placeOf(taken, speaks), placeOf(taken, silent)]).toEqual(['mine', undefined]);
    expect(placeOf(after(taken, two, { type: 'done' }) as Task, speaks)).toBeUndefined();
  });

  test('whatever is said of it, it stays a task, its version rises, and two desks agree', () => {
    const change: fc.Arbitrary<TaskChange> = fc.oneof(
      fc.constantFrom<TaskChange>({ type: 'taken' }, { type: 'called' }, { type: 'released' }, { type: 'done' }),
      fc.nat().map((dueAt) => ({ type: 'postponed', dueAt, reason: 'r' }) as const),
      fc.constant({ type: 'cancelled', reason: 'r' } as const),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(change, fc.constantFrom(one, two, three)), { maxLength: 20 }), (said) => {
        let current = task;
        for (const [next, by] of said) {
          const changed = after(current, by, next, by === three);
          if (typeof changed === 'string') continue;
          expect(taskSchema.parse(changed)).toEqual(changed);
          expect(changed === current || changed.version === current.version + 1).toBe(true);
          if (current.status === 'open' && current.assignee !== undefined && changed !== current)
            expect(by === current.assignee || (next.type === 'cancelled' && by !== two)).toBe(true);
          expect(changed.status === 'open').toBe(changed.number !== '');
          current = changed;
        }
      }),
    );
  });
});
