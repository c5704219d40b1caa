import { createKnowledgeStore } from '../../../src/main/db/knowledge/create-knowledge-store.ts';
import { change, page, total } from './pages.ts';

// Started by killed-pull.test.ts with a folder and what to pull: page after page of a first filling, or changes. Says when
// each was acknowledged, until killed.
const [folder, what] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: pulling-child.ts FOLDER fill|delta');
const worker = new URL('../../../src/main/db/knowledge/knowledge-worker.ts', import.meta.url);
const store = createKnowledgeStore(worker, { folder, starter: { articles: [], packs: [] } });
const opened = await store.open();
if (!opened.ok) throw new Error(opened.error.code);
const done = Number((await store.pullCursor('knowledge')) ?? '0');
for (let number = done + 1; ; number++) {
  if (what === 'delta') await store.applyPull('knowledge', change(number), String(number));
  else
    await store.applyPull('knowledge', page(number), String(number), { isFirst: number === 1, isLast: false, total });
  process.stdout.write(`${number}\n`);
}
