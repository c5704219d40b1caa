import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { KnowledgeStore } from '../../src/main/db/knowledge-store.ts';
import { rowsPerPage } from '../../src/main/sync/asked-page.ts';
import type { Article } from '../../src/shared/domain/article.ts';
import { percentile, type Bench, type Figures } from './run-bench.ts';
import { buildTrigram, type BuiltIndex } from './search/bare-index.ts';
import { atRest, buildInTurns } from './search/built-cache.ts';
import { changed, corpusArticles } from './search/corpus-articles.ts';
import { measureKeys } from './search/key-times.ts';
import { oracleDoc } from './search/oracle.ts';
import { timePeers } from './search/peers.ts';
import { measureQuality } from './search/quality.ts';
import { makeQueries, type BenchQuery } from './search/queries.ts';
import { timeWhileBusy } from './search/while-busy.ts';
import { slowWorker } from './slow-worker.ts';

/**
 * Search over the synthetic corpus in a cache filled page by page through the built worker, as the puller does it. A time
 * is that of one query, from the core's call of the store to the answer with twenty snippets.
 */
export const bench: Bench = {
  defaultRuns: 3,
  async run({ runs, slowMs, docs, seed }) {
    const home = mkdtempSync(join(tmpdir(), 'tashi-search-bench-'));
    try {
      const articles = [...corpusArticles(docs, seed)];
      const worker = workerUrl(home, slowMs);
      const built = await buildInTurns(worker, home, articles, docs > largeSize ? 1 : runs);
      const { store } = built;
      const queries = makeQueries(articles, queriesPerBand, seed);
      const quality = await measureQuality(
        store,
        articles,
        articles.map(({ id, title, body }) => oracleDoc(id, title, body)),
        comparedQueries(queries),
      );
      const idle = await timeQueries(store, queries, runs);
      const updates = await timeUpdates(store, articles);
      await atRest(built.folder);
      const busy = await timeWhileBusy(store, queries, articles);
      await store.close();
      const seat = measureSeat(worker, built.folder, queries);
      const typed = articles.slice(0, typedAmong);
      const keys = await measureKeys(typed, queries.filter((_, at) => at % 6 === 0).map(({ text }) => text), slowMs); // prettier-ignore
      return {
        figures: {
          ...timesOf(idle.map(({ ms }) => ms)),
          recallMin: Math.min(...quality.map(({ recall }) => recall)),
          precisionMin: Math.min(...quality.map(({ precision }) => precision)),
          top20Overlap: mean(quality.flatMap(({ overlap }) => (overlap === undefined ? [] : [overlap]))),
          indexOverBare: built.bytes / built.bare.bytes,
          buildOverBare: built.buildOverBare,
          workerRssMb: seat.rssMb,
          coldMs: seat.coldMs,
          updateP95Ms: percentile(updates, 0.95),
          busyOverIdleP95: percentile(busy.busy, 0.95) / percentile(busy.idle, 0.95),
          keyToPaintP50Ms: percentile(keys, 0.5),
          keyToPaintP95Ms: percentile(keys, 0.95),
          busyP95Ms: percentile(busy.busy, 0.95),
          indexMb: built.bytes / 1e6,
          buildS: built.ms / 1000,
        },
        peers: {
          ...byClass(idle, quality),
          bare: builtFigures(built.bare),
          trigram: timeTrigram(home, articles, queries),
          ...timePeers(home, docs, seed, queries.map(({ text }) => text)), // prettier-ignore
        },
      };
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  },
};

const queriesPerBand = 12;
/** Of these everything that the query finds is compared with reading through every text. */
const comparedPerBand = 3;
const hitsShown = 20;
const updateCount = 200;
/** Articles of the desk whose page is measured: its centre sends them one page after the other. */
const typedAmong = 20_000;
/** Indexes of more articles are built once. */
const largeSize = 50_000;

interface Timed {
  readonly query: BenchQuery;
  readonly ms: number;
}

/** Every query `runs` times, in turns; the median of each counts. */
async function timeQueries(store: KnowledgeStore, queries: readonly BenchQuery[], runs: number): Promise<Timed[]> {
  const times = queries.map((): number[] => []);
  for (let round = 0; round <= runs; round += 1) {
    for (const [index, { text }] of queries.entries()) {
      const startedAt = performance.now();
      await store.search(text, hitsShown, Date.now());
      const ms = performance.now() - startedAt;
      if (round > 0) times[index]?.push(ms);
    }
  }
  return queries.map((query, index) => ({ query, ms: percentile(times[index] ?? [], 0.5) }));
}

function comparedQueries(queries: readonly BenchQuery[]): BenchQuery[] {
  const taken = new Map<string, number>();
  return queries.filter((query) => {
    const place = `${query.class} ${query.band}`;
    const count = taken.get(place) ?? 0;
    taken.set(place, count + 1);
    return count < comparedPerBand;
  });
}

/** One changed article at a time, each page until it is on the disk. */
async function timeUpdates(store: KnowledgeStore, articles: readonly Article[]): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < updateCount; round += 1) {
    const article = articles[(round * 7919) % articles.length];
    if (!article) continue;
    const items = [changed(article, round)];
    const startedAt = performance.now();
    await store.applyPull('knowledge', items, `u${String(round)}`);
    times.push(performance.now() - startedAt);
  }
  return times;
}

function measureSeat(worker: URL, folder: string, queries: readonly BenchQuery[]): { coldMs: number; rssMb: number } {
  const asked = JSON.stringify(queries.filter(({ needs }) => needs.length > 0).map(({ text }) => text));
  const child = join(import.meta.dirname, 'search/seat-child.ts');
  const runs = Array.from({ length: 3 }, () => {
    const said = execFileSync(process.execPath, [child, worker.href, folder, asked], { encoding: 'utf8' });
    return JSON.parse(said) as { coldMs: number; rssMb: number };
  });
  return {
    coldMs: percentile(runs.map(({ coldMs }) => coldMs), 0.5), // prettier-ignore
    rssMb: Math.max(...runs.map(({ rssMb }) => rssMb)),
  };
}

function timeTrigram(home: string, articles: readonly Article[], queries: readonly BenchQuery[]): Figures {
  const trigram = buildTrigram(join(home, 'trigram.db'), articles, rowsPerPage);
  try {
    const times = queries.map(({ text }) => {
      const startedAt = performance.now();
      trigram.search(text);
      return performance.now() - startedAt;
    });
    return { finished: 1, ...timesOf(times), ...builtFigures(trigram.built) };
  } finally {
    trigram.close();
  }
}

function timesOf(times: readonly number[]): Record<'p50Ms' | 'p95Ms' | 'p99Ms', number> {
  return { p50Ms: percentile(times, 0.5), p95Ms: percentile(times, 0.95), p99Ms: percentile(times, 0.99) };
}

function byClass(
  idle: readonly Timed[],
  quality: readonly { class: string; recall: number; precision: number; overlap?: number }[],
): Record<string, Figures> {
  const names = [...new Set(idle.map(({ query }) => query.class))];
  return Object.fromEntries(
    names.map((name): [string, Figures] => {
      const times = idle.filter(({ query }) => query.class === name).map(({ ms }) => ms);
      const { class: _, ...found } = quality.find((one) => one.class === name) ?? { class: name };
      return [`class ${name}`, { ...timesOf(times), ...found }];
    }),
  );
}

function builtFigures({ ms, bytes }: BuiltIndex): Figures {
  return { buildS: ms / 1000, indexMb: bytes / 1e6 };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The built worker; with `slowMs` behind a module that makes its answers late. */
function workerUrl(folder: string, slowMs: number): URL {
  const built = pathToFileURL(join(import.meta.dirname, '../../out/main/knowledge-worker.js'));
  if (slowMs === 0) return built;
  const file = join(folder, 'slow-worker.mjs');
  writeFileSync(file, `import ${JSON.stringify(slowWorker(slowMs))};\nawait import(${JSON.stringify(built.href)});\n`);
  return pathToFileURL(file);
}
