import { setTimeout as pause } from 'node:timers/promises';
import type { KnowledgeStore } from '../../../src/main/db/knowledge-store.ts';
import type { Article } from '../../../src/shared/domain/article.ts';
import { changed } from './corpus-articles.ts';
import type { BenchQuery } from './queries.ts';

const hitsShown = 20;
const changesPerS = 1_000;
/** Seconds of each turn, and turns, with and without a pull. */
const turnS = 2;
const turns = 4;

interface WhileBusy {
  readonly busy: number[];
  readonly idle: number[];
}

/** The same queries with a thousand changes a second arriving, in pages as the puller asks for them, and without, in turns. */
export async function timeWhileBusy(
  store: KnowledgeStore,
  queries: readonly BenchQuery[],
  articles: readonly Article[],
): Promise<WhileBusy> {
  const times: WhileBusy = { busy: [], idle: [] };
  for (let turn = 0; turn < turns; turn += 1) {
    await queryFor(store, queries, times.idle);
    const stop = new AbortController();
    const pulling = pullChanges(store, articles, turn * 1_000, stop.signal);
    await queryFor(store, queries, times.busy);
    stop.abort();
    await pulling;
  }
  return times;
}

async function queryFor(store: KnowledgeStore, queries: readonly BenchQuery[], times: number[]): Promise<void> {
  const until = performance.now() + turnS * 1000;
  // Every turn begins with the same query, so that both kinds ask the same.
  for (let index = 0; performance.now() < until; index += 1) {
    const startedAt = performance.now();
    await store.search(queries[(index * 7) % queries.length]?.text ?? '', hitsShown, Date.now());
    times.push(performance.now() - startedAt);
    await pause(5);
  }
}

async function pullChanges(
  store: KnowledgeStore,
  articles: readonly Article[],
  firstPage: number,
  stop: AbortSignal,
): Promise<void> {
  const perPage = 200;
  const startedAt = performance.now();
  for (let page = firstPage; !stop.aborted; page += 1) {
    const items = Array.from({ length: perPage }, (_, index) => articles[(page * perPage + index * 31) % articles.length])
      .flatMap((article) => (article ? [changed(article, 1000 + page)] : [])); // prettier-ignore
    await store.applyPull('knowledge', items, `b${String(page)}`);
    const due = startedAt + ((page + 1 - firstPage) * perPage * 1000) / changesPerS;
    if (due > performance.now()) await pause(due - performance.now());
  }
}
