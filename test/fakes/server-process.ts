import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

const root = resolve(import.meta.dirname, '..', '..');
export const resourcesFolder = resolve(root, 'resources');

export interface ServerReady {
  readonly url: string;
  readonly centreId: string;
  readonly name: string;
  readonly sealingKey: string;
  readonly signingKey: string;
  readonly fingerprint: string;
}

/** The central server as its own process, exactly as `npm run server` and the demo start it. */
export interface ServerProcess {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Rejects with what it logged when the process ends before it is ready. */
  readonly ready: Promise<ServerReady>;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Resolves once a log line holds this text. */
  logged(text: string): Promise<void>;
  readonly log: () => string;
}

const entry = resolve(root, 'server', 'main.ts');

/** A command of the server, such as `publish`, carried out beside the one that runs. */
export function runServerCommand(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; said: string; complained: string }> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [entry, ...args],
      { env: { ...withoutDatabase(), ...env } },
      (_e, out, err) => done({ code: child.exitCode, said: out, complained: err }),
    );
  });
}

function withoutDatabase(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _unset, ...inherited } = process.env;
  return inherited;
}

export function startServerProcess(args: readonly string[], env: Record<string, string> = {}): ServerProcess {
  const child = spawn(process.execPath, [entry, '--port', '0', ...args], {
    cwd: root,
    env: { ...withoutDatabase(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting: { text: string; found: () => void }[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    for (const { text, found } of waiting) if (line.includes(text)) found();
  });
  child.stdin.on('error', () => undefined);
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) => {
    child.once('close', (code, signal) => done({ code, signal }));
  });
  const ready = new Promise<ServerReady>((done, fail) => {
    createInterface({ input: child.stdout }).on('line', (line) => done(JSON.parse(line) as ServerReady));
    void exited.then(() => fail(new Error(`the server ended before it was ready:\n${lines.join('\n')}`)));
  });
  ready.catch(() => undefined);
  return {
    child,
    ready,
    exited,
    logged: (text) =>
      new Promise((found) => {
        if (lines.some((line) => line.includes(text))) found();
        else waiting.push({ text, found });
      }),
    log: () => lines.join('\n'),
  };
}
