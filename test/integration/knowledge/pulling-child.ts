import { createKnowledgeStore } from '../../../src/main/db/knowledge/create-knowledge-store.ts';
import { page } from './pages.ts';

// Started by killed-pull.test.ts with a folder: pulls page after page and says when each was acknowledged, until killed.
const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: pulling-child.ts FOLDER');
const worker = new URL('../../../src/main/db/knowledge/knowledge-worker.ts', import.meta.url);
const store = createKnowledgeStore(worker, { folder, starter: { articles: [], packs: [] } });
const opened = await store.open();
if (!opened.ok) throw new Error(opened.error.code);
const done = Number((await store.pullCursor('knowledge')) ?? '0');
for (let number = done + 1; ; number++) {
  await store.applyPull('knowledge', page(number), String(number));
  process.stdout.write(`${number}\n`);
}
