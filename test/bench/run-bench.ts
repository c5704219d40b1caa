import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { findChromium } from '../../scripts/system-parts.mjs';

export interface BenchOptions {
  /** How often each part is measured; the figures are medians over it. */
  readonly runs: number;
  /** Self-check: a delay in ms planted in the measured path. The figure must move by it. */
  readonly slowMs: number;
  /** Articles searched. */
  readonly docs: number;
  /** Of the corpus and the queries. */
  readonly seed: number;
}

export type Figures = Readonly<Record<string, number>>;

export interface BenchResult {
  readonly figures: Figures;
  readonly peers?: Readonly<Record<string, Figures>>;
}

export interface Bench {
  readonly defaultRuns: number;
  run(options: BenchOptions): Promise<BenchResult>;
}

/** Runs one bench, prints its table, and writes it as JSON where `--json FILE` asks for it. */
export async function runBench(name: string, bench: Bench, argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      runs: { type: 'string' },
      slow: { type: 'string' },
      json: { type: 'string' },
      docs: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '42' },
    },
  });
  const options: BenchOptions = {
    runs: Number(values.runs ?? bench.defaultRuns),
    slowMs: Number(values.slow ?? 0),
    docs: Number(values.docs),
    seed: Number(values.seed),
  };
  const { figures, peers = {} } = await bench.run(options);
  const report = { bench: name, machine: describeMachine(), options, figures, peers };
  console.log(`\n${name} on ${report.machine.cpu}, ${report.machine.cores} cores`);
  console.table(figures);
  for (const [peer, ofPeer] of Object.entries(peers)) {
    console.log(peer);
    console.table(ofPeer);
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** @param share 0–1 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function describeMachine() {
  const chromium = findChromium();
  const asked = chromium === null ? undefined : spawnSync(chromium, ['--version'], { encoding: 'utf8' });
  const version = asked?.stdout.trim();
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory: totalmem(),
    node: process.version,
    ...(version !== undefined && { chromium: version }),
    date: new Date().toISOString().slice(0, 10),
  };
}
