import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser } from '@playwright/test';
import { build } from 'vite';
import { findChromium } from '../../scripts/system-parts.mjs';
import { childrenOf, processesOf } from '../fakes/processes.ts';
import { median, type Bench } from './run-bench.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * From spawning the built entry, on a warm profile, until the sign-in field is editable and a core command has answered,
 * in a browser that is running already; over the same for a trivial React page of a trivial Node server.
 */
export const bench: Bench = {
  defaultRuns: 9,
  async run({ runs, slowMs }) {
    const home = mkdtempSync(join(tmpdir(), 'tashi-desk-bench-'));
    const trivialFolder = await buildTrivialPage();
    const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox'] });
    const desk = { args: [join(root, 'out/main/launcher.js'), '--no-open'], env: { TASHI_DESK_HOME: home } };
    const trivial = { args: [join(import.meta.dirname, 'trivial-server.ts'), trivialFolder], env: {} };
    try {
      await measure(browser, desk, 0);
      await measure(browser, trivial, 0);
      await allGone(home);
      const deskRuns: Run[] = [];
      const trivialRuns: Run[] = [];
      for (let round = 0; round < runs; round += 1) {
        trivialRuns.push(await measure(browser, trivial, 0));
        deskRuns.push(await measure(browser, desk, slowMs));
        // The demo's server goes on closing for a moment: it must not disturb the next round.
        await allGone(home);
      }
      const startMs = median(deskRuns.map((run) => run.ms));
      const trivialMs = median(trivialRuns.map((run) => run.ms));
      const rssMb = median(deskRuns.map((run) => run.rssMb));
      return {
        figures: { startOverTrivial: startMs / trivialMs, startMs, rssMb },
        peers: { trivial: { startMs: trivialMs, rssMb: median(trivialRuns.map((run) => run.rssMb)) } },
      };
    } finally {
      await browser.close();
      await allGone(home);
      for (const folder of [home, trivialFolder]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

interface Run {
  readonly ms: number;
  /** Of the processes that serve the page, the demo's server left out. */
  readonly rssMb: number;
}

interface Entry {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

async function measure(browser: Browser, entry: Entry, slowMs: number): Promise<Run> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const startedAt = performance.now();
  const slow = slowMs > 0 ? ['--import', slowModule(slowMs)] : [];
  const child = spawn(process.execPath, [...slow, ...entry.args], {
    env: { ...process.env, ...entry.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await page.goto(await printedAddress(child), { waitUntil: 'commit' });
  // The page shows the field only after a command has answered.
  await page.waitForFunction(() => {
    const field = document.querySelector<HTMLInputElement>('input[type="password"]');
    return field !== null && !field.disabled && !field.readOnly;
  });
  const ms = performance.now() - startedAt;
  const pid = child.pid ?? 0;
  const rssMb = [pid, ...childrenOf(pid)].reduce((sum, one) => sum + rssOf(one), 0);
  await context.close();
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { ms, rssMb };
}

/** Holds the start up by a known time: a bench that does not show it measures something else. */
function slowModule(ms: number): string {
  return `data:text/javascript,Atomics.wait(new Int32Array(new SharedArrayBuffer(4)),0,0,${ms})`;
}

async function printedAddress(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const [address] = /http:\/\/\S+/.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('ended without an address');
}

function rssOf(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

async function allGone(home: string): Promise<void> {
  while (processesOf(home).length > 0) await new Promise((done) => setTimeout(done, 50));
}

async function buildTrivialPage(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'tashi-desk-trivial-'));
  await build({
    root: join(import.meta.dirname, 'trivial-page'),
    logLevel: 'error',
    configFile: false,
    build: { outDir, emptyOutDir: true, minify: true },
  });
  return outDir;
}
