import { appError, type AppError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { pullStreams, type PullItem, type PullStream } from '../../shared/sync/wire.ts';
import type { Log } from '../log.ts';
import type { PullPass } from '../db/directory.ts';
import { StorageFailure } from '../db/storage-failure.ts';
import { askedWaitMs } from './asked-pause.ts';
import { askPage } from './asked-page.ts';
import { createRepeatingTask } from './repeating-task.ts';
import { endsConnection, type ServerSession } from './server-session.ts';

/** Where the pages of a stream go; the cursor lies beside the rows. */
export interface PullTarget {
  pullCursor(stream: PullStream): Promise<string | undefined>;
  applyPull(stream: PullStream, items: readonly PullItem[], cursor: string, pass?: PullPass): Promise<Applied>;
  /** Absent where a page that did not arrive whole is simply asked for again, and nothing after it meanwhile. */
  readonly pages?: PageBook;
}

export interface Applied {
  /** Items that could not be read and were put aside, and why, where the target tells. */
  readonly parked?: readonly { readonly id: string; readonly reason: string }[];
}

/** Of a target that goes on without a page, or rests. */
export interface PageBook {
  /** The agent wants its first filling to wait. */
  isResting(stream: PullStream): Promise<boolean>;
  /** Goes on behind a page that did not arrive whole, and remembers it by the cursor it was asked for with. */
  park(stream: PullStream, from: string | undefined, to: string): Promise<unknown>;
  /** The cursors of pages that were put aside. */
  parked(stream: PullStream): Promise<(string | undefined)[]>;
  /** Such a page came whole; the place of the pull stays. */
  mend(stream: PullStream, from: string | undefined, items: readonly PullItem[]): Promise<unknown>;
}

export interface PullerOptions {
  readonly server: Pick<ServerSession, 'pull'>;
  /** Undefined where the store could not be opened: its streams rest. */
  readonly targetOf: (stream: PullStream) => Promise<PullTarget | undefined>;
  readonly log: Log;
  /** A page with changes lies on the disk. `isFirst`: this desk had nothing of the stream before. */
  readonly onApplied: (stream: PullStream, items: readonly PullItem[], isFirst: boolean) => Promise<void>;
  /** Nothing more of the stream is at the centre just now, or the agent wants it to wait. */
  readonly onCaughtUp: (stream: PullStream) => void;
  readonly onExchanged: () => void;
  /** Each answered page tells which run of changes it is of. */
  readonly onFeed: (feed: string) => Promise<void>;
  readonly onFailed: (error: AppError, stream: PullStream) => void;
}

export interface Puller {
  /** Resolves when these streams are up to date, or when that failed. Does nothing while paused. */
  pull(streams: readonly PullStream[]): Promise<void>;
  start(): Promise<void>;
  /** No page is applied any more; resolves when the page under way is. */
  pause(): Promise<void>;
}

/** What a ringing call needs comes first, the large stream last: also between two of its pages. */
const order: readonly PullStream[] = [
  'notices',
  'phrases',
  'festivals',
  'procedures',
  'customers',
  'tickets',
  'calls',
  'tasks',
  'forms',
  'lines',
  'recordings',
  'questions',
  'sms',
  // Before the articles, which get their places by it.
  'uses',
  'knowledge',
];

/** Pages of one run that may be damaged before something on the way is believed to damage them all. */
const damagedMax = 20;

/** One run of the puller. */
interface Run {
  readonly mayGoOn: () => boolean;
  /** Streams of which this desk had nothing when their turn came. */
  readonly fresh: Set<PullStream>;
  damaged: number;
}

/** Fetches what changed at the centre, one page at a time. */
export function createPuller(options: PullerOptions): Puller {
  const wanted = new Set<PullStream>();
  let isRunning = false;
  let resume: NodeJS.Timeout | undefined;
  const mayGoOn = (): boolean => isRunning;

  const pullWanted = async (): Promise<void> => {
    clearTimeout(resume);
    const again = new Set<PullStream>();
    const run: Run = { mayGoOn, fresh: new Set(), damaged: 0 };
    for (let stream = next(wanted); mayGoOn() && stream; stream = next(wanted)) {
      wanted.delete(stream);
      const pulled = await stored(pullPage(options, stream, run));
      if (pulled.ok && pulled.value === 'more') wanted.add(stream);
      else if (pulled.ok && mayGoOn()) options.onCaughtUp(stream);
      if (pulled.ok || !mayGoOn()) continue;
      options.log.warn('pull broke off', { stream, code: pulled.error.code });
      options.onFailed(pulled.error, stream);
      const waitMs = askedWaitMs(pulled.error);
      if (waitMs !== undefined) {
        // All that is wanted still is, once the pause is over.
        wanted.add(stream);
        resume = setTimeout(() => void task.request(), waitMs);
        return;
      }
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
      clearTimeout(resume);
      wanted.clear();
      await task.idle();
    },
  };
}

function next(wanted: ReadonlySet<PullStream>): PullStream | undefined {
  return order.find((stream) => wanted.has(stream));
}

/** Expected failures of the store as values; a page stays with the server and is asked for again. */
async function stored<T>(work: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StorageFailure) return err(error.error);
    throw error;
  }
}

type Pulled = Result<'more' | 'done'>;

async function pullPage(options: PullerOptions, stream: PullStream, run: Run): Promise<Pulled> {
  const target = await options.targetOf(stream);
  if (!target || (await target.pages?.isResting(stream))) return ok('done');
  const cursor = await target.pullCursor(stream);
  if (cursor === undefined) run.fresh.add(stream);
  const asked = await askPage(options.server, stream, cursor);
  if (!asked.ok) return cursor === undefined && isUnknown(asked.error) ? ok('done') : asked;
  options.onExchanged();
  const { page, isIntact } = asked.value;
  if (isIntact && page.feed !== undefined) await options.onFeed(page.feed);
  if (!run.mayGoOn()) return ok('done');
  const isGoingOn = page.more && page.cursor !== cursor;
  if (!isIntact) {
    options.log.warn('a page came damaged', { stream });
    run.damaged += 1;
    if (!target.pages || !isGoingOn || run.damaged > damagedMax) return err(appError('server.badAnswer', 'auto'));
    await target.pages.park(stream, cursor, page.cursor);
    return ok('more');
  }
  if (page.more && !isGoingOn) return err(appError('server.badAnswer', 'auto'));
  if (page.items.length > 0 || page.cursor !== cursor) {
    const { total } = page;
    const pass = { isFirst: page.startsAnew, isLast: !page.more, ...(total !== undefined && { total }) };
    const applied = await target.applyPull(stream, page.items, page.cursor, pass);
    for (const parked of applied.parked ?? []) options.log.warn('an item was put aside', { stream, ...parked });
  }
  if (page.items.length > 0) await options.onApplied(stream, page.items, run.fresh.has(stream));
  if (page.more) return ok('more');
  await mendParked(options, stream, target, run);
  return ok('done');
}

/** A server that is older than the stream: there is nothing of it yet. */
function isUnknown({ code, params }: AppError): boolean {
  return code === 'server.rejected' && params?.['code'] === 'request.invalid';
}

/** Asks once more for pages that were put aside. What they hold by now is the newest state, so it is right after the others. */
async function mendParked(options: PullerOptions, stream: PullStream, target: PullTarget, run: Run): Promise<void> {
  for (const from of (await target.pages?.parked(stream)) ?? []) {
    if (!run.mayGoOn()) return;
    const asked = await askPage(options.server, stream, from);
    if (!asked.ok) return;
    const { page, isIntact } = asked.value;
    if (!isIntact) continue;
    await target.pages?.mend(stream, from, page.items);
    await options.onApplied(stream, page.items, run.fresh.has(stream));
  }
}
