import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { percentile, type Figures } from '../run-bench.ts';
import { peers } from './peer-engines.ts';

/** An engine that isn't ready by then has not finished. */
const longestMs = 300_000;

/** Each engine over the same articles and queries, in a process of its own; one that does not finish is said to. */
export function timePeers(
  home: string,
  docs: number,
  seed: number,
  queries: readonly string[],
): Record<string, Figures> {
  const file = join(home, 'queries.json');
  writeFileSync(file, JSON.stringify(queries));
  return Object.fromEntries(Object.keys(peers).map((name) => [name, timePeer(name, docs, seed, file)]));
}

function timePeer(name: string, docs: number, seed: number, file: string): Figures {
  const child = join(import.meta.dirname, 'peer-child.ts');
  const { status, stdout } = spawnSync(process.execPath, [child, name, String(docs), String(seed), file], {
    encoding: 'utf8',
    timeout: longestMs,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // Killed when its time was over, or out of memory.
  if (status !== 0) return { finished: 0 };
  const said = JSON.parse(stdout) as { buildMs: number; times: number[]; rssMb: number; withHits: number };
  return {
    finished: 1,
    p50Ms: percentile(said.times, 0.5),
    p95Ms: percentile(said.times, 0.95),
    p99Ms: percentile(said.times, 0.99),
    buildS: said.buildMs / 1000,
    rssMb: said.rssMb,
    withHits: said.withHits / said.times.length,
  };
}
