import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { centreSchema } from '../../shared/setup/seat-config.ts';
import type { Centre } from '../profile/profile.ts';

export interface ServerEntry {
  readonly execPath: string;
  /** Arguments up to and including the script. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface ServerChildOptions {
  readonly entry: ServerEntry;
  /** Name of the centre, taken at the first start. */
  readonly name: string;
  readonly dataFolder: string;
  readonly resourcesFolder: string;
  readonly logFolder: string;
}

/** One run of the embedded server's process. */
export interface ServerChild {
  /** Resolves with the centre once the server listens; rejects when the process ends before. */
  readonly ready: Promise<Centre>;
  readonly exited: Promise<void>;
  /** Asks it to end (its stdin closes), then insists. Resolves when the process is gone. */
  stop(): Promise<void>;
}

const readyLineSchema = z.object({ ready: z.literal(true), ...centreSchema.shape });

/** A graceful end flushes the database; past this it hangs. */
const patienceMs = 9000;

/**
 * Starts the server. Its stdin is our hold on it: when this process dies, however it dies, the pipe closes and the
 * server ends by itself. Its log goes to a file of its own, not through us, so that it can still write then.
 */
export function startServerChild(options: ServerChildOptions): ServerChild {
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  mkdirSync(options.logFolder, { recursive: true, mode: 0o700 });
  const log = openSync(join(options.logFolder, 'demo-server.log'), 'w', 0o600);
  const args = [
    ...options.entry.args,
    ...['--data', options.dataFolder, '--port', '0', '--host', '127.0.0.1'],
    ...['--demo', '--name', options.name, '--resources', options.resourcesFolder, '--parent-pipe'],
  ];
  const child = spawn(options.entry.execPath, args, { env: options.entry.env, stdio: ['pipe', 'pipe', log] });
  closeSync(log);
  child.stdin?.on('error', () => undefined);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return { ready: readReadyLine(child, exited), exited, stop: () => stopChild(child, exited) };
}

function readReadyLine(child: ChildProcess, exited: Promise<void>): Promise<Centre> {
  return new Promise((resolve, reject) => {
    void exited.then(() => reject(new Error('the server ended before it was ready')));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const centre = parseReadyLine(line);
      if (centre) resolve(centre);
    });
  });
}

function parseReadyLine(line: string): Centre | undefined {
  try {
    const { name, url, sealingKey, signingKey } = readyLineSchema.parse(JSON.parse(line));
    return { name, url, sealingKey, signingKey };
  } catch {
    return undefined;
  }
}

async function stopChild(child: ChildProcess, exited: Promise<void>): Promise<void> {
  child.stdin?.end();
  if (await endsWithin(exited, patienceMs)) return;
  child.kill('SIGTERM');
  if (await endsWithin(exited, patienceMs)) return;
  child.kill('SIGKILL');
  await exited;
}

async function endsWithin(exited: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const inTime = await Promise.race([exited.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}
