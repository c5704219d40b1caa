import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { newHome, startLauncher } from '../e2e/support/launcher.ts';
import { attach, cookieOf, exchange, readAddress, type Attachment } from '../integration/shell/seat-client.ts';
import { percentile, type Bench } from './run-bench.ts';

/**
 * Submitting a ticket, from the page's websocket message to the acknowledgement, in the built desk with its server off;
 * over appending the same bytes to a file with fdatasync, in turns on the same disk.
 */
export const bench: Bench = {
  defaultRuns: 300,
  async run({ runs, slowMs }) {
    const home = newHome();
    const env = { TASHI_DESK_CHECKED: '0', ...(slowMs > 0 && { NODE_OPTIONS: `--import ${slowWorker(slowMs)}` }) };
    const launcher = await startLauncher(home, [], env);
    const floorFile = openSync(join(home, 'floor'), 'a');
    try {
      const seat = readAddress(launcher.address);
      const page = await attach(seat, { cookie: cookieOf(await exchange(seat)) });
      if (typeof page === 'number') throw new Error(`refused with ${page}`);
      await signIn(page);
      await ask(page, 'demo:setServerPower', { isOn: false });
      const submits: number[] = [];
      const floors: number[] = [];
      const warmUp = 20;
      for (let round = 0; round < runs + warmUp; round += 1) {
        const submit = await timeSubmit(page);
        const floor = timeAppend(floorFile, submit.bytes);
        if (round < warmUp) continue;
        submits.push(submit.ms);
        floors.push(floor);
      }
      page.socket.close();
      const figures = {
        submitP50OverFloor: percentile(submits, 0.5) / percentile(floors, 0.5),
        submitP99OverFloor: percentile(submits, 0.99) / percentile(floors, 0.99),
        submitP50Ms: percentile(submits, 0.5),
        submitP99Ms: percentile(submits, 0.99),
      };
      // Faster than the disk means that the disk was not waited for.
      if (figures.submitP50OverFloor < 0.7)
        throw new Error('the submit is faster than its floor: this bench is broken');
      return {
        figures,
        peers: { floor: { p50Ms: percentile(floors, 0.5), p99Ms: percentile(floors, 0.99) } },
      };
    } finally {
      closeSync(floorFile);
      await launcher.stop();
      rmSync(home, { recursive: true, force: true });
    }
  },
};

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

/** Makes every answer of the core's workers late by a known time. */
function slowWorker(ms: number): string {
  const code = `import { MessagePort, isMainThread } from 'node:worker_threads';
    const post = MessagePort.prototype.postMessage;
    if (!isMainThread) MessagePort.prototype.postMessage = function (...sent) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms});
      return post.apply(this, sent);
    };`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
