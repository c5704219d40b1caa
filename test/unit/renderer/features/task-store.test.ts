import { expect, test } from 'vitest';
import { createTaskStore, type TaskStore } from '../../../../src/renderer/features/tasks/task-store.ts';
import { taskRowSchema, type TaskRow } from '../../../../src/shared/domain/task.ts';
import { agentNoSchema } from '../../../../src/shared/ids.ts';
import type { DeskApi } from '../../../../src/shared/ipc/desk-api.ts';

function rowOf(id: string): TaskRow {
  return taskRowSchema.parse({
    ...{ id, kind: 'callBack', maskedNumber: '139 •••• 0071', name: '卓玛', language: 'adx', note: '', dueAt: 1000 },
    ...{ createdAt: 0, createdBy: '1001', calls: 0, place: 'open', hasSound: false, isUnsent: false },
  });
}

const task = rowOf('01890a5d-ac96-774b-bcce-b302099a8057');
const other = rowOf('01890a5d-ac96-774b-bcce-b302099a8058');
const draft = { taskId: task.id, what: 'postponed', reason: '客户在开会', dueAt: 2000 } as const;

function storeAnswering(isKept: boolean): TaskStore {
  const answer = isKept ? { ok: true, value: [] } : { ok: false, error: { code: 'task.gone', retry: 'none' } };
  return createTaskStore({ invoke: () => Promise.resolve(answer), on: () => () => undefined } as unknown as DeskApi);
}

test('a call that comes in between leaves what was written of a task where it was', () => {
  const store = storeAnswering(true);
  store.ask(task, 'postponed');
  store.write(draft);
  store.putAside();
  expect(store.getState()).toMatchObject({ asking: undefined, written: draft });
  // Another sheet that is closed in the meantime takes nothing of it away.
  store.ask(other, 'postponed');
  store.closeSheet();
  expect(store.getState().written).toEqual(draft);
  store.ask(task, 'postponed');
  expect(store.getState()).toMatchObject({ asking: { task }, written: draft });
});

test('who goes back has thrown it away, and so has who has done it', async () => {
  const store = storeAnswering(true);
  store.ask(task, 'postponed');
  store.write(draft);
  store.closeSheet();
  expect(store.getState().written).toBeUndefined();
  store.ask(task, 'postponed');
  store.write(draft);
  await store.change(task.id, { type: 'postponed', dueAt: 2000, reason: draft.reason });
  expect(store.getState().written).toBeUndefined();
});

test('what was refused stands there to be mended, and nothing of it is left for the next agent', async () => {
  const store = storeAnswering(false);
  store.ask(task, 'postponed');
  store.write(draft);
  await store.change(task.id, { type: 'postponed', dueAt: 2000, reason: draft.reason });
  expect(store.getState()).toMatchObject({ asking: { task }, written: draft });
  store.clear();
  expect(store.getState().written).toBeUndefined();
});

test('what could not be handed over stays in the sheet with its note; all gone, nothing of it is left', async () => {
  const held = [task, other].map(({ place: _place, hasSound: _here, ...rest }) => ({ ...rest, assignee: '1001' }));
  const gone = new Set<string>();
  let failing: string | undefined = other.id;
  const invoke = (name: string, input: { id?: string; change?: object }) => {
    if (name === 'tasks:held') return Promise.resolve({ ok: true, value: held.filter(({ id }) => !gone.has(id)) });
    if (name !== 'tasks:change') return Promise.resolve({ ok: true, value: [] });
    expect(input.change).toEqual({ type: 'handedOver', to: '9527', note: '下午再打' });
    if (input.id === failing) return Promise.resolve({ ok: false, error: { code: 'task.closed', retry: 'none' } });
    gone.add(String(input.id));
    return Promise.resolve({ ok: true, value: {} });
  };
  const store = createTaskStore({ invoke, on: () => () => undefined } as unknown as DeskApi);
  await store.openHandOver(true);
  store.writeHandOver(' 下午再打 ');
  // A call comes in between: the sheet makes room.
  store.putAside();
  await store.openHandOver(true);
  const colleague = agentNoSchema.parse('9527');
  expect(await store.handOver([task.id, other.id], colleague)).toBe(false);
  expect(store.getState()).toMatchObject({ handOverNote: ' 下午再打 ', error: { code: 'task.closed' } });
  expect(store.getState().handingOver).toMatchObject({ isLeaving: true, held: [{ id: other.id }] });
  failing = undefined;
  expect(await store.handOver([other.id], colleague)).toBe(true);
  expect(store.getState()).toMatchObject({ handOverNote: '', handingOver: undefined, error: undefined });
});
