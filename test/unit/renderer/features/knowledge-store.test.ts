import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createKnowledgeStore } from '../../../../src/renderer/features/knowledge/knowledge-store.ts';
import type { DeskApi } from '../../../../src/shared/ipc/desk-api.ts';

type Updated = (cache: { fill?: { done: number; total: number } }) => void;

/** A core that answers with the ids it is given. */
function openStore() {
  const core = {
    ids: ['a', 'b', 'c'],
    instead: [{ kind: 'shorter', query: '停电', count: 2 }],
    asked: 0,
    /** Of the last question. */
    wish: {} as unknown,
    /** The articles that were opened. */
    read: [] as string[],
  };
  let updated: Updated = () => undefined;
  const desk = {
    invoke(name: string, input: { wish?: unknown; id?: string }): Promise<unknown> {
      core.wish = input.wish;
      if (name === 'knowledge:article') {
        core.read.push(String(input.id));
        return Promise.resolve({ ok: true, value: { article: { id: input.id, body: '' } } });
      }
      if (name === 'knowledge:instead') return Promise.resolve({ ok: true, value: core.instead });
      core.asked += 1;
      return Promise.resolve({ ok: true, value: { hits: core.ids.map((id) => ({ id })), cached: core.ids.length } });
    },
    on: (_event: string, listener: Updated) => void (updated = listener),
  };
  return {
    core,
    store: createKnowledgeStore(desk as unknown as DeskApi),
    update: (...cache: Parameters<Updated>) => updated(...cache),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const settle = () => vi.advanceTimersByTimeAsync(200);

test('the agent stays at the hit he chose while the cache changes under it', async () => {
  const { core, store, update } = openStore();
  store.getState().type('停电');
  await settle();
  store.getState().move(1);
  core.ids = ['new', 'a', 'b', 'c'];
  update({});
  await settle();
  expect(store.getState().selected).toBe(2);
  store.getState().type('停电了');
  await settle();
  expect(store.getState().selected).toBe(0);
});

test('keys pressed before the answer is there mean that answer, not the one that it replaces', async () => {
  const { core, store } = openStore();
  store.getState().type('停');
  await settle();
  core.ids = ['x', 'y', 'z'];
  store.getState().type('停电');
  store.getState().move(1);
  store.getState().openSelected();
  expect(core.read).toEqual([]);
  await settle();
  expect(core.read).toEqual(['y']);
  expect(store.getState().selected).toBe(1);
  // What he typed after the key was pressed is another question: the key went with the first.
  store.getState().type('欠费');
  store.getState().openSelected();
  store.getState().type('欠费停电');
  await settle();
  expect(core.read).toEqual(['y']);
  // Nothing was found: no other question is asked for him.
  core.ids = [];
  store.getState().type('停电 火星');
  store.getState().openSelected();
  await settle();
  expect(store.getState().query).toBe('停电 火星');
});

test('pages of a filling ask anew once in a while, its end always', async () => {
  const { core, store, update } = openStore();
  vi.setSystemTime(1_000_000);
  store.getState().type('停电');
  await settle();
  for (let page = 0; page < 30; page += 1) {
    update({ fill: { done: page, total: 30 } });
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(core.asked).toBeLessThanOrEqual(3);
  const before = core.asked;
  update({});
  await settle();
  expect(core.asked).toBe(before + 1);
});

test('help comes at a pause in typing, is chosen by keys, and stays while the cache changes', async () => {
  const { core, store, update } = openStore();
  core.ids = [];
  store.getState().type('停电 火星');
  await vi.advanceTimersByTimeAsync(50);
  expect(store.getState().instead).toEqual([]);
  await settle();
  expect(store.getState().instead).toEqual(core.instead);
  update({});
  await vi.advanceTimersByTimeAsync(50);
  expect(store.getState().instead).toEqual(core.instead);
  core.ids = ['a'];
  store.getState().openSelected();
  await settle();
  expect(store.getState()).toMatchObject({ query: '停电', instead: [], answer: { hits: [{ id: 'a' }] } });
});

test('a search is narrowed to what the agent chose, with the area of the caller first, until he signs out', async () => {
  const { core, store } = openStore();
  const { type, filter, nearTo, clear } = store.getState();
  type('停电');
  await settle();
  expect(core.wish).toEqual({});
  filter({ area: 'xining', onlyValid: true });
  nearTo('yushu');
  await settle();
  expect(core.wish).toEqual({ area: 'xining', onlyValid: true, callerArea: 'yushu' });
  core.ids = [];
  filter({ languages: ['bo'] });
  await settle();
  expect(core.wish).toEqual({ languages: ['bo'], callerArea: 'yushu' });
  expect(store.getState().instead).toEqual(core.instead);
  const before = core.asked;
  nearTo('yushu');
  await settle();
  expect(core.asked).toBe(before);
  clear();
  type('停电');
  await settle();
  expect(core.wish).toEqual({});
  expect(store.getState().filters).toEqual({});
});
