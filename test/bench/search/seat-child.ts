import { createKnowledgeStore } from '../../../src/main/db/knowledge/create-knowledge-store.ts';

// Started by search.bench.ts with a worker, a folder and queries: a process that holds nothing but the store. Says as
// JSON how long the first answer took from the start of the store, and what the process weighs after all queries.
const [worker = '', folder = '', asked = '[]'] = process.argv.slice(2);
const queries = JSON.parse(asked) as string[];
const now = Date.now();

const startedAt = performance.now();
const store = createKnowledgeStore(new URL(worker), { folder, starter: { articles: [], packs: [] } });
const opened = await store.open();
if (!opened.ok) throw new Error(opened.error.code);
const first = await store.search(queries[0] ?? '', 20, now);
const coldMs = performance.now() - startedAt;
for (const query of queries) await store.search(query, 20, now);
const rssMb = process.memoryUsage.rss() / 1024 / 1024;
process.stdout.write(JSON.stringify({ coldMs, rssMb, hits: first.hits.length }));
await store.close();
