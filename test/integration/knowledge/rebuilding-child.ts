import { createKnowledgeStore } from '../../../src/main/db/knowledge/create-knowledge-store.ts';

// Started by killed-rebuild.test.ts with a folder whose index is of other rules: searches while it is written anew, and
// says after each search how many articles were found, until killed.
const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: rebuilding-child.ts FOLDER');
const worker = new URL('../../../src/main/db/knowledge/knowledge-worker.ts', import.meta.url);
const store = createKnowledgeStore(worker, { folder, starter: { articles: [], packs: [] } });
const opened = await store.open();
if (!opened.ok) throw new Error(opened.error.code);
for (;;) {
  const { hits } = await store.search('停电', 10_000, 0);
  process.stdout.write(`${hits.length}\n`);
}
