import { spawn, type ChildProcess } from 'node:child_process';
import { seen } from './until.ts';

/** A program of the lab, in a process group of its own: what it starts ends with it. */
export interface LabProcess {
  readonly ended: Promise<number | null>;
  hasEnded(): boolean;
  /** All that it said so far. */
  output(): string;
  /** Waits until it has said something that fits; rejects when it ends before. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  /** To the whole group. */
  signal(signal: NodeJS.Signals): void;
  /** Of the whole group; settles when the program has ended. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export function startProcess(file: string, args: readonly string[], cwd: string): LabProcess {
  const child = spawn(file, args, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code));
  });
  let output = '';
  let hasEnded = false;
  const looking = new Set<() => void>();
  const look = (): void => {
    for (const one of looking) one();
  };
  const collect = (data: Buffer): void => {
    output += data.toString('utf8');
    look();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  void ended.then(() => {
    hasEnded = true;
    look();
  });
  return {
    ended,
    hasEnded: () => hasEnded,
    output: () => output,
    said: (pattern) =>
      seen(`${file} saying ${String(pattern)}`, looking, () => {
        const found = pattern.exec(output) ?? undefined;
        if (found || !hasEnded) return found;
        throw new Error(`${file} ended before it said ${String(pattern)}:\n${output.slice(-4000)}`);
      }),
    signal: (signal) => signalGroup(child, signal),
    stop: async (signal = 'SIGTERM') => {
      signalGroup(child, signal);
      await ended;
    },
  };
}

function signalGroup({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  process.kill(-pid, signal);
}
