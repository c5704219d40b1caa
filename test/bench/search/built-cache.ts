import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { createKnowledgeStore } from '../../../src/main/db/knowledge/create-knowledge-store.ts';
import type { KnowledgeStore } from '../../../src/main/db/knowledge-store.ts';
import { rowsPerPage } from '../../../src/main/sync/asked-page.ts';
import type { Article } from '../../../src/shared/domain/article.ts';
import { percentile } from '../run-bench.ts';
import { buildBare, indexBytes, type BuiltIndex } from './bare-index.ts';
import { putItem } from './corpus-articles.ts';

/** A cache that was filled through the built worker. */
export interface BuiltCache {
  readonly store: KnowledgeStore;
  readonly folder: string;
  /** Of our index, when what can wait for a pause is done. */
  readonly bytes: number;
  readonly ms: number;
  readonly bare: BuiltIndex;
  readonly buildOverBare: number;
}

/** The bare index and ours, one after the other, `rounds` times: what else the machine does is in both. */
export async function buildInTurns(
  worker: URL,
  home: string,
  articles: readonly Article[],
  rounds: number,
): Promise<BuiltCache> {
  const times: { readonly own: number; readonly bare: number }[] = [];
  for (let round = 1; ; round += 1) {
    const folder = join(home, `round-${String(round)}`);
    mkdirSync(folder);
    const bare = buildBare(join(folder, 'bare.db'), articles, rowsPerPage);
    const { store, buildMs } = await fill(worker, folder, articles);
    times.push({ own: buildMs, bare: bare.ms });
    if (round < rounds) {
      await store.close();
      rmSync(folder, { recursive: true });
      continue;
    }
    await atRest(folder);
    const ratios = times.map((time) => time.own / time.bare);
    return { store, folder, bytes: ownIndexBytes(folder), ms: buildMs, bare, buildOverBare: percentile(ratios, 0.5) };
  }
}

async function fill(
  worker: URL,
  folder: string,
  articles: readonly Article[],
): Promise<{ store: KnowledgeStore; buildMs: number }> {
  const store = createKnowledgeStore(worker, { folder, starter: { articles: [], packs: [] } });
  const opened = await store.open();
  if (!opened.ok) throw new Error(opened.error.code);
  const startedAt = performance.now();
  for (let from = 0; from < articles.length; from += rowsPerPage) {
    await store.applyPull('knowledge', articles.slice(from, from + rowsPerPage).map(putItem), String(from));
  }
  return { store, buildMs: performance.now() - startedAt };
}

/** When nothing has been written to the file for a second: the store merges parts of its index in pauses. */
export async function atRest(folder: string): Promise<void> {
  const db = new Database(join(folder, 'knowledge.db'), { readonly: true });
  try {
    const written = (): unknown => db.pragma('data_version', { simple: true });
    for (let before = written(), now: unknown; ; before = now) {
      await pause(1_000);
      now = written();
      if (now === before) return;
    }
  } finally {
    db.close();
  }
}

function ownIndexBytes(folder: string): number {
  const db = new Database(join(folder, 'knowledge.db'));
  try {
    return indexBytes(db);
  } finally {
    db.close();
  }
}
