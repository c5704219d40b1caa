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
  const invoke = (): Promise<unknown> => Promise.resolve({ ok: true, value: [procedure] });
  const store = createProcedureStore({ invoke } as unknown as DeskApi);
  await store.load();
  store.begin('call', procedure.id, {});
  const typed = (step: string): string | undefined => store.getState().typed['call']?.[step];
  return { store, typed };
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
