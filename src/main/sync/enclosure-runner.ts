import type { EnclosureCacheState } from '../../shared/domain/enclosure.ts';
import type { AppError } from '../../shared/ipc/app-error.ts';
import { nextDelayMs } from '../../shared/sync/backoff.ts';
import { outboxBackoff } from '../../shared/sync/outbox-machine.ts';
import type { EnclosureCache } from '../db/enclosures/enclosure-cache.ts';
import type { Log } from '../log.ts';
import { askedWaitMs } from './asked-pause.ts';
import { planEnclosures, type WantedFile } from './plan-enclosures.ts';
import { createRepeatingTask } from './repeating-task.ts';
import { endsConnection, type ServerSession } from './server-session.ts';

/** Files that the machine should have, those that it has, and how much there is room for. */
export interface FileShelf {
  readonly cache: Pick<EnclosureCache, 'list' | 'keep' | 'remove'>;
  /** In the order of their worth: of articles by rank, of what callers said by when it is due. */
  wanted(): Promise<readonly WantedFile[]>;
  /** Bytes. */
  budget(): number;
}

/** The machine's pictures and documents of articles. */
export interface EnclosureShelf extends FileShelf {
  readonly cache: EnclosureCache;
}

export interface EnclosureRunnerOptions {
  readonly shelf: FileShelf;
  readonly server: Pick<ServerSession, 'enclosure'>;
  readonly log: Log;
  readonly now: () => number;
  /** This file is here now. */
  readonly onCame: (sha256: string) => void;
  readonly onFailed: (error: AppError) => void;
}

export interface EnclosureRunner {
  start(): Promise<void>;
  /** Articles or the budget changed. Does nothing while paused. */
  wake(): Promise<void>;
  /** An agent has this before him and it is not here: it comes before all others, whatever has to go for it. */
  ask(file: WantedFile): void;
  pause(): Promise<void>;
}

/** A file that the centre does not have, or sends damaged, is not asked for again before. */
const longPauseMs = 30 * 60_000;

/**
 * Fetches pictures, documents and what callers said in the background, one after another, within the budget: after the
 * articles and tasks, which never wait for them.
 */
export function createEnclosureRunner(options: EnclosureRunnerOptions): EnclosureRunner {
  const { shelf, now, log } = options;
  const asked = new Map<string, WantedFile>();
  const pauses = new Map<string, { until: number; attempts: number }>();
  let isRunning = false;
  let recheck: NodeJS.Timeout | undefined;
  const mayGoOn = (): boolean => isRunning;
  const leftOf = (sha256: string): number => {
    const left = (pauses.get(sha256)?.until ?? 0) - now();
    // Longer than any that is ever made: the clock was set back since.
    return left > longPauseMs ? 0 : left;
  };
  const putOff = (sha256: string, atLeastMs: number): void => {
    const attempts = (pauses.get(sha256)?.attempts ?? 0) + 1;
    const waitMs = Math.max(atLeastMs, nextDelayMs(attempts - 1, Math.random(), outboxBackoff));
    pauses.set(sha256, { until: now() + Math.min(waitMs, longPauseMs), attempts });
  };

  /** One file. False when nothing more can be asked of the server now. */
  const take = async (file: WantedFile): Promise<boolean> => {
    const fetched = await fetchWhole(options, file, mayGoOn);
    if (fetched.kind === 'here') {
      if (await shelf.cache.keep(file.sha256, fetched.bytes, asked.has(file.sha256) ? now() : 0)) {
        pauses.delete(file.sha256);
        options.onCame(file.sha256);
        return true;
      }
      log.warn('a fetched file came damaged');
    }
    if (fetched.kind === 'offline') return false;
    putOff(file.sha256, fetched.kind === 'later' ? fetched.waitMs : longPauseMs);
    return true;
  };
  const drain = async (): Promise<void> => {
    clearTimeout(recheck);
    while (mayGoOn()) {
      const { fetch, drop } = await planOf(shelf, asked);
      for (const sha256 of drop) await shelf.cache.remove(sha256);
      const ready = fetch.filter(({ sha256 }) => leftOf(sha256) <= 0);
      if (ready.length === 0) {
        const waits = fetch.map(({ sha256 }) => leftOf(sha256));
        if (waits.length > 0) recheck = setTimeout(() => void wake(), Math.min(...waits));
        return;
      }
      const before = asked.size;
      for (const file of ready) {
        if (!mayGoOn() || !(await take(file))) return;
        // Whoever looks at one that is not here comes before the rest.
        if (asked.size > before) break;
      }
    }
  };
  const task = createRepeatingTask(drain, (bug) => log.bug('files could not be fetched', bug));
  const wake = (): Promise<void> => (isRunning ? task.request() : task.idle());
  return {
    start() {
      isRunning = true;
      return wake();
    },
    wake,
    ask(file) {
      asked.set(file.sha256, file);
      pauses.delete(file.sha256);
      void wake();
    },
    async pause() {
      isRunning = false;
      clearTimeout(recheck);
      await task.idle();
    },
  };
}

/** How the shelf stands. */
export async function enclosureState(shelf: EnclosureShelf): Promise<EnclosureCacheState> {
  const [wanted, cached] = await Promise.all([shelf.wanted(), shelf.cache.list()]);
  const { fetch } = planEnclosures(wanted, cached, shelf.budget());
  const bytes = cached.reduce((sum, { size }) => sum + size, 0);
  return { count: cached.length, bytes, awaited: fetch.length, budget: shelf.budget() };
}

/** What somebody asked for and is here now is not asked for any more. */
async function planOf(shelf: FileShelf, asked: Map<string, WantedFile>) {
  const [wanted, cached] = await Promise.all([shelf.wanted(), shelf.cache.list()]);
  for (const { sha256, size } of cached) if (asked.get(sha256)?.size === size) asked.delete(sha256);
  return planEnclosures([...asked.values(), ...wanted], cached, shelf.budget(), new Set(asked.keys()));
}

type Fetched =
  | { readonly kind: 'here'; readonly bytes: Uint8Array }
  | { readonly kind: 'later'; readonly waitMs: number }
  | { readonly kind: 'gone' }
  | { readonly kind: 'offline' };

async function fetchWhole(
  { server, onFailed, log }: EnclosureRunnerOptions,
  { sha256, size }: WantedFile,
  isRunning: () => boolean,
): Promise<Fetched> {
  const parts: Buffer[] = [];
  for (let at = 0; at < size;) {
    if (!isRunning()) return { kind: 'offline' };
    const part = await server.enclosure(sha256, at);
    if (!part.ok) {
      if (endsConnection(part.error)) {
        onFailed(part.error);
        return { kind: 'offline' };
      }
      log.warn('a file to be fetched waits', { code: part.error.code });
      if (part.error.retry !== 'auto') return { kind: 'gone' };
      return { kind: 'later', waitMs: askedWaitMs(part.error) ?? outboxBackoff.baseMs };
    }
    const bytes = Buffer.from(part.value.data, 'base64');
    if (part.value.size !== size || bytes.length === 0) return { kind: 'gone' };
    parts.push(bytes);
    at += bytes.length;
  }
  return { kind: 'here', bytes: Buffer.concat(parts) };
}
