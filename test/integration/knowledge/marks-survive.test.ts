import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ArticleId } from '../../../src/shared/ids.ts';
import { now, useSeat } from '../main/db/seat-fixture.ts';
import { page } from './pages.ts';
import { startStore } from './test-store.ts';

const id = 'p1-3' as ArticleId;
const seat = useSeat({ isSignedIn: true });

test('pins, notes and what was read are still there after a damaged cache was replaced and filled again', async () => {
  const { folder, store } = seat;
  const cache = startStore(folder);
  await cache.open();
  await cache.applyPull('knowledge', page(1), '1');
  const found = await cache.article(id);
  if (!found) throw new Error('the article is not there');
  await store.openArticle(found.article, now);
  await store.markArticle(found.article, { type: 'pinned' }, now);
  const kept = await store.markArticle(found.article, { type: 'noted', note: '先问户号' }, now);
  await cache.close();

  const file = openSync(join(folder, 'knowledge.db'), 'r+');
  const noise = Buffer.alloc(30_000, 0xa5);
  writeSync(file, noise, 0, noise.length, Math.floor(statSync(join(folder, 'knowledge.db')).size * 0.4));
  closeSync(file);
  const again = startStore(folder);
  expect(await again.open()).toMatchObject({ ok: true, value: { warnings: [{ code: 'storage.damaged' }], cached: 0 } });
  expect(await store.articleMarks()).toEqual([kept]);

  expect(await again.pullCursor('knowledge')).toBeUndefined();
  await again.applyPull('knowledge', page(1), '1');
  await seat.reopen();
  expect(await store.articleMarks()).toEqual([kept]);
  const refilled = await again.article(id);
  if (!refilled) throw new Error('the article did not come again');
  const opened = await store.openArticle(refilled.article, now + 1);
  expect(opened).toMatchObject({ mark: { isPinned: true, note: '先问户号' }, before: { version: 1 } });
});
