import { appError, type AppError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { pullStreams, type PullAnswer, type PullItem, type PullStream } from '../../shared/sync/wire.ts';
import type { Log } from '../log.ts';
import type { PullPass } from '../db/directory.ts';
import { StorageFailure } from '../db/storage-failure.ts';
import { createRepeatingTask } from './repeating-task.ts';
import { endsConnection, type ServerSession } from './server-session.ts';

/** Where the pages of a stream go; the cursor lies beside the rows. */
export interface PullTarget {
  pullCursor(stream: PullStream): Promise<string | undefined>;
  applyPull(stream: PullStream, items: readonly PullItem[], cursor: string, pass?: PullPass): Promise<unknown>;
}

export interface PullerOptions {
  readonly server: ServerSession;
  /** Undefined where the store could not be opened: its streams rest. */
  readonly targetOf: (stream: PullStream) => Promise<PullTarget | undefined>;
  readonly log: Log;
  /** A page with changes lies on the disk. `isFirst`: this desk had nothing of the stream before. */
  readonly onApplied: (stream: PullStream, items: readonly PullItem[], isFirst: boolean) => Promise<void>;
  readonly onExchanged: () => void;
  readonly onFailed: (error: AppError) => void;
}

export interface Puller {
  /** Resolves when these streams are up to date, or when that failed. Does nothing while paused. */
  pull(streams: readonly PullStream[]): Promise<void>;
  start(): Promise<void>;
  /** No page is applied any more; resolves when the page under way is. */
  pause(): Promise<void>;
}

/** Small pages: while the seat's worker writes one, a ringing call waits for it. */
const rowsPerPage = 200;

/** What a ringing call needs comes first, the large stream last. */
const order: readonly PullStream[] = ['notices', 'customers', 'tickets', 'calls', 'phrases', 'knowledge'];

/** Fetches what changed at the centre, one page at a time. */
export function createPuller(options: PullerOptions): Puller {
  const wanted = new Set<PullStream>();
  let isRunning = false;
  const mayGoOn = (): boolean => isRunning;

  const pullWanted = async (): Promise<void> => {
    const again = new Set<PullStream>();
    for (let stream = next(wanted); mayGoOn() && stream; stream = next(wanted)) {
      wanted.delete(stream);
      const pulled = await pullStream(options, stream, mayGoOn);
      if (pulled.ok || !mayGoOn()) continue;
      options.log.warn('pull broke off', { stream, code: pulled.error.code });
      options.onFailed(pulled.error);
      // The store put a fresh file in the place of a damaged one: its cursor is another now.
      if (pulled.error.code === 'storage.damaged' && !again.has(stream)) wanted.add(stream);
      again.add(stream);
      // What is wrong with one stream need not be wrong with the next, unless nothing comes through at all.
      if (endsConnection(pulled.error)) wanted.clear();
    }
  };
  const task = createRepeatingTask(pullWanted, (bug) => options.log.bug('pull failed', bug));
  const pull = (streams: readonly PullStream[]): Promise<void> => {
    if (!isRunning) return task.idle();
    for (const stream of streams) wanted.add(stream);
    return task.request();
  };
  return {
    pull,
    start() {
      isRunning = true;
      return pull(pullStreams);
    },
    async pause() {
      isRunning = false;
      wanted.clear();
      await task.idle();
    },
  };
}

/** Expected failures of the store as values; the page stays with the server and is asked for again. */
async function applyPage(
  target: PullTarget,
  stream: PullStream,
  { items, cursor, startsAnew, more }: PullAnswer,
): Promise<Result<void>> {
  try {
    await target.applyPull(stream, items, cursor, { isFirst: startsAnew, isLast: !more });
    return ok(undefined);
  } catch (error) {
    if (error instanceof StorageFailure) return err(error.error);
    throw error;
  }
}

function next(wanted: ReadonlySet<PullStream>): PullStream | undefined {
  return order.find((stream) => wanted.has(stream));
}

async function pullStream(options: PullerOptions, stream: PullStream, isRunning: () => boolean): Promise<Result<void>> {
  const target = await options.targetOf(stream);
  if (!target) return ok(undefined);
  let cursor = await target.pullCursor(stream);
  const isFirst = cursor === undefined;
  while (isRunning()) {
    const page = await options.server.pull(stream, cursor, rowsPerPage);
    if (!page.ok) return page;
    options.onExchanged();
    const { items, more } = page.value;
    if (more && page.value.cursor === cursor) return err(appError('server.badAnswer', 'auto'));
    if (!isRunning()) return ok(undefined);
    if (items.length > 0 || page.value.cursor !== cursor) {
      const applied = await applyPage(target, stream, page.value);
      if (!applied.ok) return applied;
    }
    cursor = page.value.cursor;
    if (items.length > 0) await options.onApplied(stream, items, isFirst);
    if (!more) break;
  }
  return ok(undefined);
}
