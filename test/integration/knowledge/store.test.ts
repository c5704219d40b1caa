import { expect, test } from 'vitest';
import { articleIdSchema } from '../../../src/shared/ids.ts';
import { makeArticle } from '../../fixtures/mixed-articles.ts';
import { startStore, testFolder } from './test-store.ts';

test('the store answers through its worker thread, across a restart', async () => {
  const folder = testFolder();
  const starter = [makeArticle({ id: 'zh', group: 'bill', title: '电费账单' })];
  const store = startStore(folder, starter);
  expect(await store.open()).toEqual({ ok: true, value: { warnings: [], cached: 1 } });
  const tibetan = makeArticle({ id: 'bo', group: 'bill', lang: 'bo', title: 'གློག་རིན་གྱི་བྱང་བུ' });
  const page = [{ op: 'put' as const, id: 'bo', schemaVersion: 1, body: tibetan }];
  expect(await store.applyPull('knowledge', page, 'k1')).toEqual({ cached: 2 });
  const losar = {
    id: 'losar',
    festival: 'losar',
    from: '2027-03-01',
    to: '2027-03-03',
    areas: ['yushu'],
    updatedAt: 1,
  };
  const days = [
    { op: 'put' as const, id: 'losar', schemaVersion: 1, body: losar },
    // Neither of these is taken for one: they wait for a build that can read them.
    { op: 'put' as const, id: 'other', schemaVersion: 1, body: losar },
    { op: 'put' as const, id: 'reversed', schemaVersion: 1, body: { ...losar, id: 'reversed', to: '2027-02-01' } },
  ];
  await store.applyPull('festivals', days, 'f1');
  await store.close();

  const again = startStore(folder, starter);
  await again.open();
  const [traditional, wylie] = await Promise.all([again.search('帳單', 5, 0), again.search('glog rin', 5, 0)]);
  expect(traditional.hits.map(({ id }) => id)).toEqual(['zh']);
  expect(wylie).toMatchObject({ hits: [{ id: 'bo' }], readAs: { kind: 'wylie', text: 'གློག་རིན' }, cached: 2 });
  expect(await again.article(articleIdSchema.parse('zh'))).toMatchObject({ translations: [{ id: 'bo', lang: 'bo' }] });
  expect(await again.pullCursor('knowledge')).toBe('k1');
  expect(await again.packs()).toEqual([]);
  expect(await again.notices(0)).toEqual([]);
  expect(await again.festivals()).toEqual([losar]);
  await again.applyPull('festivals', [{ op: 'drop', id: 'losar' }], 'f2');
  expect(await again.festivals()).toEqual([]);
  await again.close();
});
