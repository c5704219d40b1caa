import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ArticleId } from '../../../../src/shared/ids.ts';
import { StorageFailure } from '../../../../src/main/db/storage-failure.ts';
import { makeArticle } from '../../../fixtures/mixed-articles.ts';
import { openEngine, putItem, testFolder } from './test-engine.ts';

const now = 1_800_000_000_000;
const item = (id: string, title = `停电 ${id}`) => putItem(makeArticle({ id, title }));
const first = { isFirst: true, isLast: false, total: 6 };
const middle = { isFirst: false, isLast: false };
const last = { isFirst: false, isLast: true };
const last1 = { ...last, isFirst: true };

test('a filling says how far it is, also after a restart, and ends', () => {
  const { engine, folder } = openEngine();
  engine.applyPull('knowledge', [item('a'), item('b')], '1', first);
  expect(engine.cache()).toMatchObject({ cached: 2, fill: { done: 2, total: 6 }, isPaused: false });
  expect(engine.search('停电', 5, now).hits).toHaveLength(2);
  engine.close();
  const again = openEngine([], folder).engine;
  again.applyPull('knowledge', [item('c'), item('d')], '2', middle);
  expect(again.cache().fill).toEqual({ done: 4, total: 6 });
  again.applyPull('knowledge', [item('e'), item('f')], '3', last);
  expect(again.cache().fill).toBeUndefined();
});

test('it rests for every desk of the machine while it is under way, and never afterwards', () => {
  const { engine, folder } = openEngine();
  engine.rest(true);
  expect(engine.isResting()).toBe(false);
  engine.applyPull('knowledge', [item('a')], '1', first);
  expect(openEngine([], folder).engine.isResting()).toBe(true);
  expect(engine.cache().isPaused).toBe(true);
  engine.applyPull('knowledge', [item('b')], '2', last);
  expect(engine.isResting()).toBe(false);
});

test('what a whole pass does not bring is gone after it, not before; starter content stays', async () => {
  const { engine } = openEngine([makeArticle({ id: 'starter', title: '停电 starter' })]);
  engine.applyPull(
    'knowledge',
    ['a', 'b', 'c'].map((id) => item(id)),
    '1',
    { ...first, isLast: true },
  );
  engine.applyPull('knowledge', [item('b')], '2', first);
  expect(engine.search('停电', 9, now).hits).toHaveLength(4);
  engine.applyPull('knowledge', [item('d')], '3', last);
  const found = () => engine.search('停电', 9, now).hits.map(({ id }) => id);
  await expect.poll(() => found().toSorted()).toEqual(['b', 'd', 'starter']);
});

test('a page that was put aside keeps what it may hold, until it has come', async () => {
  const { engine } = openEngine();
  engine.applyPull(
    'knowledge',
    ['a', 'b', 'c'].map((id) => item(id)),
    '1',
    { ...first, isLast: true },
  );
  engine.applyPull('knowledge', [item('a')], '2', first);
  engine.parkPage('knowledge', '2', '3');
  expect(engine.cache()).toMatchObject({ parked: 1 });
  expect(engine.parkedPages('knowledge')).toEqual(['2']);
  expect(engine.pullCursor('knowledge')).toBe('3');
  engine.applyPull('knowledge', [item('d')], '4', last);
  // A pause in which the file would be tidied up.
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(engine.cache().cached).toBe(4);
  engine.mendPage('knowledge', '2', [item('b')]);
  expect(engine.pullCursor('knowledge')).toBe('4');
  await expect.poll(() => engine.cache()).toMatchObject({ cached: 3, parked: 0 });
  expect(
    engine
      .search('停电', 9, now)
      .hits.map(({ id }) => id)
      .toSorted(),
  ).toEqual(['a', 'b', 'd']);
});

test('a body of a newer schema is put aside and counted, the rest of its page is there', () => {
  const { engine } = openEngine();
  engine.applyPull('knowledge', [{ ...item('new'), schemaVersion: 2 }, item('a')] as never, '1', last);
  expect(engine.cache()).toMatchObject({ cached: 1, parked: 1 });
});

test('where the file may not grow the old texts answer, the page waits, and goes on when there is room', () => {
  const { engine } = openEngine([], testFolder());
  engine.applyPull('knowledge', [item('a')], '1', { ...first, isLast: true });
  engine.setBudget(engine.cache().bytes + 64 * 1024);
  const large = Array.from({ length: 60 }, (_, i) =>
    putItem(makeArticle({ id: `l${i}`, title: '很长', body: randomBytes(9000).toString('hex') })),
  );
  const failed = (): unknown => {
    try {
      return engine.applyPull('knowledge', [item('a', '新的题目'), ...large], '2', last);
    } catch (error) {
      return error;
    }
  };
  const failure = failed();
  expect(failure).toBeInstanceOf(StorageFailure);
  expect(failure).toMatchObject({ error: { code: 'storage.overBudget' } });
  expect(engine.cache()).toMatchObject({ cached: 1, problem: { code: 'storage.overBudget' } });
  expect(engine.pullCursor('knowledge')).toBe('1');
  expect(engine.search('停电', 5, now).hits.map(({ id }) => id)).toEqual(['a']);
  engine.setBudget(2 ** 30);
  expect(failed()).toEqual({ cached: 61 });
  expect(engine.cache().problem).toBeUndefined();
  expect(engine.search('新的题目', 5, now).hits.map(({ id }) => id)).toEqual(['a']);
});

test('what was of use here comes before what says the same, and stays there when the centre sends it anew', () => {
  const both = ['a', 'b'].map((id) => makeArticle({ id, title: '停电', usefulness: 500 }));
  const { engine, folder } = openEngine(both);
  const order = () => engine.search('停电', 5, now).hits.map(({ id }) => id as string);
  const before = order();
  const last = before[1] ?? '';
  engine.used(last, 5);
  expect(order()).toEqual(before.toReversed());
  engine.applyPull('knowledge', [putItem(makeArticle({ id: last, title: '停电了', usefulness: 500 }))], '1');
  expect(order()).toEqual(before.toReversed());
  engine.close();
  expect(openEngine(both, folder).engine.search('停电', 5, now).hits[0]?.id).toBe(last);
});

test('use never lifts an article above one that says it in its title, nor far above one the centre thinks far more of', () => {
  const { engine } = openEngine([
    makeArticle({ id: 'title', title: '停电', usefulness: 0 }),
    makeArticle({ id: 'body', title: '别的', body: '停电', usefulness: 0 }),
    makeArticle({ id: 'best', title: '停电', usefulness: 1000 }),
  ]);
  for (let i = 0; i < 5; i++) engine.used('body', 1_000_000);
  engine.used('title', 1_000_000);
  engine.used('gone', 5);
  expect(engine.search('停电', 5, now).hits.map(({ id }) => id)).toEqual(['best', 'title', 'body']);
});

test('what the centre counted as helpful moves an article up, here or on its way, and falls back when it is gone', async () => {
  const both = ['a', 'b'].map((id) => makeArticle({ id, title: '停电', usefulness: 500 }));
  const { engine } = openEngine(both);
  const order = () => engine.search('停电', 5, now).hits.map(({ id }) => id as string);
  const before = order();
  const last = before[1] ?? '';
  const counted = (id: string, helped: number) => ({ op: 'put', id, schemaVersion: 1, body: { id, helped } }) as const;
  engine.applyPull('uses', [counted(last, 40), counted('c', 9)], '1', { isFirst: true, isLast: true });
  expect(order()).toEqual(before.toReversed());
  expect(engine.article(last as ArticleId)).toMatchObject({ helped: 40 });
  engine.applyPull('knowledge', [putItem(makeArticle({ id: 'c', title: '停电', usefulness: 500 }))], '1', last1);
  expect(order()).toEqual([last, 'c', before[0]]);
  engine.applyPull('uses', [counted('c', 9)], '2', { isFirst: true, isLast: true });
  await expect.poll(order).toEqual(['c', ...before]);
  expect(engine.pullCursor('uses')).toBe('2');
});

test('a count that is none is put aside', () => {
  const { engine } = openEngine([makeArticle({ id: 'a', title: '停电' })]);
  engine.applyPull('uses', [{ op: 'put', id: 'a', schemaVersion: 1, body: { id: 'a', helped: -1 } }], '1');
  expect(engine.cache().parked).toBe(1);
});
