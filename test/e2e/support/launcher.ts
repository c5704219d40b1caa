import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { putDemoDatabase } from '../../fakes/pglite-template.ts';
import { childrenOf, processesOf } from '../../fakes/processes.ts';

const root = resolve(import.meta.dirname, '../../..');
const launcherFile = join(root, 'out/main/launcher.js');

export interface RunningLauncher {
  readonly process: ChildProcess;
  readonly home: string;
  /** The printed address, good for one entry. */
  readonly address: string;
  /** All that it said so far. */
  output(): string;
  /** Waits until it has said something that fits; answers what was caught. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  corePid(): number;
  /** kill -9 of the core; settles when the next one has been started. */
  killCore(): Promise<void>;
  /** Ends everything, and throws when something was left running. Its home goes with it unless it is kept. */
  stop(keepsHome?: boolean): Promise<void>;
}

export function newHome(): string {
  return mkdtempSync(join(tmpdir(), 'tashi-desk-test-'));
}

/** A home whose demo finds an empty database, which it would need seconds to make. */
export async function newDemoHome(): Promise<string> {
  const home = newHome();
  await putDemoDatabase(home);
  return home;
}

/** Starts the built browser seat without a window, and waits for its address. */
export async function startLauncher(
  home: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<RunningLauncher> {
  const child = spawnLauncher(home, args, env);
  const said = listen(child);
  const [, address = ''] = await said.wait(/(http:\/\/\S+)/);
  const corePid = (): number => {
    const [pid] = childrenOf(child.pid ?? 0);
    if (pid === undefined) throw new Error('no core is running');
    return pid;
  };
  return {
    process: child,
    home,
    address,
    output: said.all,
    said: said.wait,
    corePid,
    async killCore() {
      const lostBefore = countLost(said.all());
      process.kill(corePid(), 'SIGKILL');
      await said.wait(new RegExp(`(?:ended unexpectedly[^]*){${lostBefore + 1}}`));
      while (childrenOf(child.pid ?? 0).length === 0) await new Promise(setImmediate);
    },
    stop: (keepsHome = false) => stopProcess(child, home, keepsHome),
  };
}

/** For what ends by itself: answers the exit code and what was said. */
export async function runLauncher(
  home: string,
  args: readonly string[] = [],
): Promise<{ code: number | null; output: string }> {
  const child = spawnLauncher(home, args);
  const said = listen(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: said.all() };
}

function spawnLauncher(home: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, [launcherFile, '--no-open', ...args], {
    cwd: root,
    env: { ...process.env, TASHI_DESK_HOME: home, TASHI_DESK_CHECKED: '1', NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function listen(child: ChildProcess): { all(): string; wait(pattern: RegExp): Promise<RegExpExecArray> } {
  let output = '';
  const look = new Set<() => void>();
  const collect = (data: Buffer): void => {
    output += data.toString('utf8');
    for (const one of look) one();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  return {
    all: () => output,
    wait: (pattern) =>
      new Promise((resolve, reject) => {
        const one = (): void => {
          const found = pattern.exec(output);
          if (!found) return;
          look.delete(one);
          child.off('exit', tooLate);
          resolve(found);
        };
        const tooLate = (): void => {
          reject(new Error(`the launcher ended before it said ${String(pattern)}:\n${output}`));
        };
        look.add(one);
        child.once('exit', tooLate);
        one();
      }),
  };
}

function countLost(output: string): number {
  return output.split('ended unexpectedly').length - 1;
}

/** A server whose core was killed while it was starting ends when it next looks at its pipe. */
const patienceMs = 30_000;

async function leftAfter(ms: number, home: string): Promise<number[]> {
  const end = performance.now() + ms;
  for (;;) {
    const left = processesOf(home);
    if (left.length === 0 || performance.now() > end) return left;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Ends a desk that is still running, removes its home, and throws when something was left running. */
export async function stopProcess(child: ChildProcess, home: string, keepsHome = false): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const timer = setTimeout(() => child.kill('SIGKILL'), 40_000);
    child.kill('SIGTERM');
    await once(child, 'exit');
    clearTimeout(timer);
  }
  const left = await leftAfter(patienceMs, home);
  for (const pid of left) process.kill(pid, 'SIGKILL');
  if (!keepsHome) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  if (left.length > 0) throw new Error(`left running: ${left.join(', ')}`);
}
