import { expect, test } from 'vitest';
import { createProcedureStore } from '../../../../src/renderer/features/procedures/procedure-store.ts';
import type { DeskApi } from '../../../../src/shared/ipc/desk-api.ts';

const text = { 'zh-Hans': '写下来' };
const procedure = {
  id: 'power.writing',
  title: text,
  steps: [
    { id: 'first', kind: 'write', field: 'description', text, to: 'second' },
    { id: 'second', kind: 'write', field: 'address', text, to: 'end' },
    { id: 'end', kind: 'end', text, ticket: { type: 'consultation', subType: 'other' } },
  ],
};

async function openStore() {
  const core = { procedures: [procedure], tell: (): void => undefined };
  const invoke = (): Promise<unknown> => Promise.resolve({ ok: true, value: core.procedures });
  const on = (name: string, tell: () => void): (() => void) => {
    if (name === 'proceduresUpdated') core.tell = tell;
    return () => undefined;
  };
  const store = createProcedureStore({ invoke, on } as unknown as DeskApi);
  await store.load();
  store.begin('call', procedure.id, {});
  const typed = (step: string): string | undefined => store.getState().typed['call']?.[step];
  return { store, typed, core };
}

test('what is typed into a step outlives its pane, a step forth and a step back', async () => {
  const { store, typed } = await openStore();
  store.type('call', 'first', '半夜停的');
  store.close();
  store.open();
  expect(typed('first')).toBe('半夜停的');
  store.send('call', { type: 'wrote', text: '半夜停的' }, {});
  store.type('call', 'second', '朝阳小区');
  store.send('call', { type: 'tookBack' }, {});
  expect(typed('first')).toBe('半夜停的');
  expect(typed('second')).toBe('朝阳小区');
});

test('it is gone with its run, and never stands in that of another call', async () => {
  const { store, typed } = await openStore();
  store.type('call', 'first', '半夜停的');
  store.begin('other', procedure.id, {});
  expect(store.getState().typed['other']).toBeUndefined();
  store.leave('call');
  expect(typed('first')).toBeUndefined();
});

test('one under way keeps the version that it began with; the next one has the new one', async () => {
  const { store, core } = await openStore();
  store.send('call', { type: 'wrote', text: '半夜停的' }, {});
  const [first, , end] = procedure.steps;
  // The step that the run stands at is gone in the new version.
  const next = {
    ...procedure,
    title: { 'zh-Hans': '新版' },
    steps: [{ ...first, to: 'end' }, end],
  } as typeof procedure;
  core.procedures = [next];
  core.tell();
  await expect.poll(() => store.getState().procedures).toEqual([next]);
  store.send('call', { type: 'wrote', text: '朝阳小区' }, {});
  expect(store.getState()).toMatchObject({ begun: { call: procedure }, runs: { call: { at: 'end' } } });
  expect(store.getState().runs['call']?.taken).toHaveLength(2);
  store.begin('other', procedure.id, {});
  expect(store.getState().begun['other']).toEqual(next);
  // Withdrawn altogether: what is under way goes on.
  core.procedures = [];
  core.tell();
  await expect.poll(() => store.getState().procedures).toEqual([]);
  store.send('call', { type: 'tookBack' }, {});
  expect(store.getState().runs['call']?.at).toBe('second');
});
