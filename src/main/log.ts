import { closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';

const fileName = 'core.log';
const keptFiles = 3;

/** Facts of a log line: names, counts, durations, codes. Never a payload, never anything about a caller. */
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  info(message: string, facts?: LogFacts): void;
  warn(message: string, facts?: LogFacts): void;
  /** Something that must not happen. Only the kind and the place are written: a message may quote what it choked on. */
  bug(message: string, cause: unknown, facts?: LogFacts): void;
}

export interface FileLog extends Log {
  close(): void;
}

/** Log of the core in `folder`/core.log, JSON lines, with the last three files of `maxBytes` kept as core.1.log…core.3.log. */
export function createFileLog(folder: string, maxBytes = 1_000_000): FileLog {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = openRotating(folder, maxBytes);
  const logger = pino({ base: { pid: process.pid } }, { write: (line: string) => file.write(line) });
  return {
    info: (message, facts) => logger.info(facts ?? {}, message),
    warn: (message, facts) => logger.warn(facts ?? {}, message),
    bug: (message, cause, facts) => logger.error({ ...facts, ...describeBug(cause) }, message),
    close: () => file.close(),
  };
}

/** Kind and stack frames of a thrown value, without its message. */
export function describeBug(cause: unknown): { bug: string; code?: string; at?: string } {
  if (!(cause instanceof Error)) return { bug: typeof cause };
  const code = (cause as { code?: unknown }).code;
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    bug: cause.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(frames.length > 0
      ? {
          at: frames
            .slice(0, 8)
            .map((line) => line.trim())
            .join(' | '),
        }
      : {}),
  };
}

function openRotating(folder: string, maxBytes: number): { write(line: string): void; close(): void } {
  const path = join(folder, fileName);
  const open = () => openSync(path, 'a', 0o600);
  let handle: number | undefined = open();
  let size = statSync(path).size;
  const rotate = () => {
    if (handle !== undefined) closeSync(handle);
    rmSync(numbered(folder, keptFiles), { force: true });
    for (let index = keptFiles - 1; index >= 0; index -= 1) moveUp(folder, index);
    handle = open();
    size = 0;
  };
  return {
    write(line) {
      if (handle === undefined) return;
      try {
        if (size > maxBytes) rotate();
        size += writeSync(handle, line);
      } catch {
        // A full disk must not stop a call; the line is lost.
      }
    },
    close() {
      if (handle !== undefined) closeSync(handle);
      handle = undefined;
    },
  };
}

function numbered(folder: string, index: number): string {
  return join(folder, index === 0 ? fileName : `core.${index}.log`);
}

function moveUp(folder: string, index: number): void {
  try {
    renameSync(numbered(folder, index), numbered(folder, index + 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
