import { closeSync, fdatasyncSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { v7 as uuidv7 } from 'uuid';
import { newHome, startLauncher } from '../e2e/support/launcher.ts';
import { attach, cookieOf, exchange, readAddress, type Attachment } from '../integration/shell/seat-client.ts';
import { agentA, createTestCentre, makeDraft, must, startOfTime } from '../integration/main/db/test-centre.ts';
import { percentile, type Bench } from './run-bench.ts';
import { slowWorker } from './slow-worker.ts';
import { measureBook } from './ticket-book.ts';

/**
 * Submitting a ticket over appending the same bytes to a file with fdatasync, in turns on the same disk.
 *
 * `submit…` is the core's own path: the call of the built seat worker until its acknowledgement, which comes after the
 * flush. `page…` is what the agent waits for: from the page's websocket message to the answer of the whole built desk,
 * its server off.
 */
export const bench: Bench = {
  defaultRuns: 300,
  async run({ runs, slowMs }) {
    const core = await measureCore(runs, slowMs);
    const page = await measurePage(runs, slowMs);
    const book = await measureBook(Math.min(runs, 30));
    const figures = {
      submitP50OverFloor: percentile(core.submits, 0.5) / percentile(core.floors, 0.5),
      submitP99OverFloor: percentile(core.submits, 0.99) / percentile(core.floors, 0.99),
      submitP50Ms: percentile(core.submits, 0.5),
      submitP99Ms: percentile(core.submits, 0.99),
      pageP50Ms: percentile(page.submits, 0.5),
      pageP99Ms: percentile(page.submits, 0.99),
      ...book,
    };
    // Faster than the disk means that the disk was not waited for.
    if (figures.submitP50OverFloor < 0.7) throw new Error('the submit is faster than its floor: this bench is broken');
    const floor = { p50Ms: percentile(core.floors, 0.5), p99Ms: percentile(core.floors, 0.99) };
    return { figures, peers: { floor } };
  },
};

interface Samples {
  readonly submits: readonly number[];
  readonly floors: readonly number[];
}

const warmUp = 30;

async function measureInTurns(
  runs: number,
  folder: string,
  submit: () => Promise<{ ms: number; bytes: Buffer }>,
): Promise<Samples> {
  const floorFile = openSync(join(folder, 'floor'), 'a');
  const submits: number[] = [];
  const floors: number[] = [];
  try {
    for (let round = 0; round < runs + warmUp; round += 1) {
      const submitted = await submit();
      const floor = timeAppend(floorFile, submitted.bytes);
      if (round < warmUp) continue;
      submits.push(submitted.ms);
      floors.push(floor);
    }
  } finally {
    closeSync(floorFile);
  }
  return { submits, floors };
}

async function measureCore(runs: number, slowMs: number): Promise<Samples> {
  const folder = newHome();
  const built = pathToFileURL(join(import.meta.dirname, '../../out/main/seat-worker.js'));
  const centre = createTestCentre(folder, slowMs > 0 ? slowed(folder, built, slowMs) : built);
  const store = centre.store();
  try {
    must(await centre.enter(store, agentA, startOfTime, [{ prefix: 'W', from: 20_001, to: 90_000 }]));
    return await measureInTurns(runs, folder, async () => {
      const draft = makeDraft();
      const startedAt = performance.now();
      const ticket = must(await store.submitTicket(draft, false, startOfTime));
      return { ms: performance.now() - startedAt, bytes: Buffer.from(JSON.stringify(ticket)) };
    });
  } finally {
    await store.close();
    await store.terminate();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measurePage(runs: number, slowMs: number): Promise<Samples> {
  const home = newHome();
  const env = { TASHI_DESK_CHECKED: '0', ...(slowMs > 0 && { NODE_OPTIONS: `--import ${slowWorker(slowMs)}` }) };
  const launcher = await startLauncher(home, [], env);
  try {
    const seat = readAddress(launcher.address);
    const page = await attach(seat, { cookie: cookieOf(await exchange(seat)) });
    if (typeof page === 'number') throw new Error(`refused with ${page}`);
    await signIn(page);
    await ask(page, 'demo:setServerPower', { isOn: false });
    const samples = await measureInTurns(runs, home, () => timeSubmit(page));
    page.socket.close();
    return samples;
  } finally {
    await launcher.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function timeSubmit(page: Attachment): Promise<{ ms: number; bytes: Buffer }> {
  const draft = newDraft();
  const startedAt = performance.now();
  const ticket = await ask(page, 'tickets:submit', { draft, isClosedAtFirstContact: false });
  return { ms: performance.now() - startedAt, bytes: Buffer.from(JSON.stringify(ticket)) };
}

function timeAppend(file: number, bytes: Buffer): number {
  const startedAt = performance.now();
  writeSync(file, bytes);
  fdatasyncSync(file);
  return performance.now() - startedAt;
}

async function signIn(page: Attachment): Promise<void> {
  for (;;) {
    const result = (await page.call('auth:signIn', { agentNo: '9527', password: 'tashi-demo' })) as Answer;
    if (result.ok) return;
    // The demo's server is still starting.
    if (!['auth.serverUnreachable', 'auth.firstSignInNeedsServer'].includes(result.error.code))
      throw new Error(result.error.code);
    await new Promise((done) => setTimeout(done, 200));
  }
}

type Answer = { ok: true; value: unknown } | { ok: false; error: { code: string } };

async function ask(page: Attachment, name: string, input: unknown): Promise<unknown> {
  const result = (await page.call(name, input)) as Answer;
  if (!result.ok) throw new Error(`${name}: ${result.error.code}`);
  return result.value;
}

function newDraft(): object {
  const now = Date.now();
  return {
    id: uuidv7(),
    type: 'faultRepair',
    subType: 'single-no-power',
    callerName: '多杰',
    callerPhone: '13900000012',
    area: 'guide',
    address: '贵德县河西镇 3 社',
    description: '一户无电，已查表箱。',
    priority: 'medium',
    isPriorityChosen: false,
    isDueChosen: false,
    createdAt: now,
    updatedAt: now,
  };
}

/** The built worker behind a module that makes its answers late. */
function slowed(folder: string, built: URL, ms: number): URL {
  const file = join(folder, 'slow-worker.mjs');
  writeFileSync(file, `import ${JSON.stringify(slowWorker(ms))};\nawait import(${JSON.stringify(built.href)});\n`);
  return pathToFileURL(file);
}
