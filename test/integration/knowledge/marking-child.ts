import { createSeatStore } from '../../../src/main/db/create-seat-store.ts';
import { createKnowledgeStore } from '../../../src/main/db/knowledge/create-knowledge-store.ts';
import type { SeatStoreOptions } from '../../../src/main/db/seat-store.ts';
import { makeArticle } from '../../fixtures/mixed-articles.ts';
import { agentA, must, password, startOfTime } from '../main/db/test-centre.ts';
import { change, page, total } from './pages.ts';

// Started by killed-desk.test.ts with a seat's options as JSON, what happens to the cache, and from where on: a whole desk
// that reads, pins and notes while its cache is filled, changed or written anew. Says each number once its mark is
// acknowledged, with how many articles a search found, until killed.
const [text, what, from] = process.argv.slice(2);
if (text === undefined || from === undefined) throw new Error('usage: marking-child.ts OPTIONS fill|delta|swap FROM');
const options = JSON.parse(text) as SeatStoreOptions;
const db = new URL('../../../src/main/db/', import.meta.url);
const knowledge = createKnowledgeStore(new URL('knowledge/knowledge-worker.ts', db), {
  folder: options.folder,
  starter: { articles: [], packs: [] },
});
const seat = createSeatStore(new URL('seat-worker.ts', db), options);
must(await knowledge.open());
must(await seat.openOffline(agentA, password, startOfTime + 60_000));
for (let number = Number(from); ; number++) {
  const done = Number((await knowledge.pullCursor('knowledge')) ?? '0') + 1;
  if (what === 'delta') await knowledge.applyPull('knowledge', change(done), String(done));
  if (what === 'fill') {
    await knowledge.applyPull('knowledge', page(done), String(done), { isFirst: done === 1, isLast: false, total });
  }
  const article = makeArticle({ id: `mark-${number}`, title: `停电通知 ${number}` });
  await seat.markArticle(article, { type: 'pinned' }, startOfTime + number);
  await seat.markArticle(article, { type: 'noted', note: `先问户号 ${number}` }, startOfTime + number);
  const { hits } = await knowledge.search('停电', 10_000, 0);
  process.stdout.write(`${number} ${hits.length}\n`);
}
