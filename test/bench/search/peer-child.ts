import { readFileSync } from 'node:fs';
import { corpusArticles } from './corpus-articles.ts';
import { peers } from './peer-engines.ts';

// Started by peers.ts: a process that holds one engine and nothing else. Says as JSON how long its index took, how long
// each query took, and what the process weighs at the end.
const [name = '', docs = '0', seed = '0', queryFile = ''] = process.argv.slice(2);
const queries = JSON.parse(readFileSync(queryFile, 'utf8')) as string[];
const peer = peers[name]?.();
if (!peer) throw new Error(`no peer ${name}`);

const articles = [...corpusArticles(Number(docs), Number(seed))];
const startedAt = performance.now();
await peer.add(articles);
const buildMs = performance.now() - startedAt;
for (const query of queries.slice(0, 20)) await peer.find(query);
const times: number[] = [];
let withHits = 0;
for (const query of queries) {
  const askedAt = performance.now();
  const hits = await peer.find(query);
  times.push(performance.now() - askedAt);
  if (hits > 0) withHits += 1;
}
const rssMb = process.memoryUsage.rss() / 1024 / 1024;
process.stdout.write(JSON.stringify({ buildMs, times, rssMb, withHits }));
