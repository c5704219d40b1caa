import type { Ticket } from '../../shared/domain/ticket.ts';
import type { MutationId } from '../../shared/ids.ts';
import type { AppError } from '../../shared/ipc/app-error.ts';
import type { OutboxRow, SeatStore } from '../db/seat-store.ts';
import { mostTogether } from '../../shared/sync/push-together-wire.ts';
import { mostSingly } from '../../shared/sync/wire.ts';
import type { Log } from '../log.ts';
import { askedWaitMs } from './asked-pause.ts';
import { deliver, isFinal, type Delivery } from './deliver.ts';
import { createRowPusher, type RowPusher } from './push-rows.ts';
import { createRepeatingTask } from './repeating-task.ts';
import { endsConnection, type ServerSession } from './server-session.ts';

export interface OutboxRunnerOptions {
  readonly seat: SeatStore;
  readonly server: ServerSession;
  readonly log: Log;
  readonly now: () => number;
  readonly onTicketsChanged: (tickets: readonly Ticket[]) => void;
  /** The server decided on what the agent entered of customers. */
  readonly onCustomersSettled: () => void;
  readonly onTasksSettled: () => void;
  readonly onAdditionsSettled: () => void;
  /** The server decided on work on the lines of the packs. */
  readonly onLinesSettled: () => void;
  /** The server decided on what was done in a pass test. */
  readonly onExamsSettled: () => void;
  /** The server answered a push. */
  readonly onExchanged: () => void;
  /** What waits is not what it was: rows were written down as sent, settled or left for later. */
  readonly onMoved: () => void;
  /** The centre asked to be left alone until then, UTC epoch ms; undefined once it answered. */
  readonly onBusy: (until: number | undefined) => void;
  /** A push broke off; its rows wait. */
  readonly onFailed: (error: AppError) => void;
}

export interface OutboxRunner {
  /** From now on rows may leave. Resolves when all that may leave now has left. */
  start(): Promise<void>;
  /** There may be new rows. Does nothing while paused. */
  wake(): Promise<void>;
  /** No row leaves any more; resolves when the push under way is accounted for. */
  pause(): Promise<void>;
}

/** The server said "later" for some rows: look again. */
const recheckMs = 5000;

/** Moves rows from the seat's outbox, and the sealed rows of others, to the server. One push at a time. */
export function createOutboxRunner(options: OutboxRunnerOptions): OutboxRunner {
  let isRunning = false;
  let recheck: NodeJS.Timeout | undefined;
  const underWay = new Set<MutationId>();
  const pusher = createRowPusher(options.seat, options.server);

  const drain = async (): Promise<void> => {
    clearTimeout(recheck);
    let laterMs: number | undefined = recheckMs;
    try {
      await giveBack(options.seat, underWay);
      const own = await drainOwn(options, pusher.push, underWay, () => isRunning);
      const sealed = own === 'failed' ? 'failed' : await drainSealed(options, () => isRunning);
      const waits = [own, sealed].filter((drained) => typeof drained === 'number');
      laterMs = waits.length > 0 ? Math.max(...waits) : undefined;
    } finally {
      if (isRunning && laterMs !== undefined) recheck = setTimeout(() => void wake(), laterMs);
      // After something unforeseen: rows that stayed taken would not be looked at again before the next sign-in.
      await giveBack(options.seat, underWay);
      options.onMoved();
    }
  };
  const task = createRepeatingTask(drain, (bug) => options.log.bug('outbox run failed', bug));
  const wake = (): Promise<void> => (isRunning ? task.request() : task.idle());
  return {
    start() {
      isRunning = true;
      pusher.renew();
      return wake();
    },
    wake,
    async pause() {
      isRunning = false;
      clearTimeout(recheck);
      await task.idle();
    },
  };
}

/** Lets rows wait again that were taken and not accounted for. They stay noted while even that fails. */
async function giveBack(seat: SeatStore, underWay: Set<MutationId>): Promise<void> {
  if (underWay.size === 0) return;
  await seat.releaseOutbox([...underWay]);
  underWay.clear();
}

/** A number: rows are left that the server wants at another time, in so many ms. `failed`: the exchange broke off. */
type Drained = 'empty' | number | 'failed';

/**
 * While one batch is on its way, the one before is accounted for and the next one is read and signed. A batch leaves only
 * when the answer to the one before is there, so what was written first arrives first; and of one entity no second row is
 * taken before the first is accounted for.
 */
async function drainOwn(
  options: OutboxRunnerOptions,
  push: RowPusher['push'],
  underWay: Set<MutationId>,
  isRunning: () => boolean,
): Promise<Drained> {
  const { seat } = options;
  const take = async (): Promise<readonly OutboxRow[]> => {
    const rows = await seat.takeOutbox(mostTogether, options.now());
    for (const row of rows) underWay.add(row.id);
    return rows;
  };
  let answered: Answered | undefined;
  let rows = await take();
  while (isRunning()) {
    if (rows.length === 0) {
      if (!answered) return (await seat.outboxCounts()).waiting > 0 ? recheckMs : 'empty';
      await settle(options, underWay, answered);
      answered = undefined;
      // Of the same entities there may be more.
      rows = await take();
      continue;
    }
    const [delivery, next] = await bothOf(deliver(rows, push), settle(options, underWay, answered).then(take));
    answered = { rows, delivery };
    const end = judge(options, delivery);
    if (end) {
      await settle(options, underWay, answered);
      await giveBack(seat, underWay);
      return end;
    }
    rows = next;
  }
  await settle(options, underWay, answered);
  return 'failed';
}

/** A batch with what the server said of it. */
interface Answered {
  readonly rows: readonly OutboxRow[];
  readonly delivery: Delivery;
}

/** Keeps the server's word and tells of it. What it said nothing of stays noted as under way. */
async function settle(
  options: OutboxRunnerOptions,
  underWay: Set<MutationId>,
  answered: Answered | undefined,
): Promise<void> {
  if (!answered || answered.delivery.outcomes.length === 0) return;
  const { rows, delivery } = answered;
  const changed = await options.seat.settleOutbox(delivery.outcomes, options.now());
  for (const { id } of delivery.outcomes) underWay.delete(id);
  options.onTicketsChanged(changed);
  options.onMoved();
  if (rows.some(({ kind }) => isEdit(kind))) options.onCustomersSettled();
  if (rows.some(({ kind }) => kind.startsWith('task.'))) options.onTasksSettled();
  if (rows.some(({ kind }) => kind === 'sms.send' || kind === 'ticket.supplement')) options.onAdditionsSettled();
  if (rows.some(({ kind }) => kind.startsWith('line.'))) options.onLinesSettled();
  if (rows.some(({ kind }) => kind === 'exam.act')) options.onExamsSettled();
}

/** Both are over when this resolves, or throws what one of them threw. */
async function bothOf<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([one, other]);
  if (first.status === 'rejected') throw first.reason;
  if (second.status === 'rejected') throw second.reason;
  return [first.value, second.value];
}

async function drainSealed(options: OutboxRunnerOptions, isRunning: () => boolean): Promise<Drained> {
  const { seat, server } = options;
  while (isRunning()) {
    const rows = await seat.takeSealed(mostSingly, options.now());
    if (rows.length === 0) return 'empty';
    const delivery = await deliver(rows, (part) => server.pushSealed(part.map(({ id, sealed }) => ({ id, sealed }))));
    const isOfLines = delivery.outcomes.length > 0 && (await seat.settleSealed(delivery.outcomes, options.now()));
    if (isOfLines) options.onLinesSettled();
    if (delivery.outcomes.length > 0) options.onMoved();
    const end = judge(options, delivery);
    if (end) return end;
  }
  return 'failed';
}

function isEdit(kind: OutboxRow['kind']): boolean {
  return kind === 'customer.create' || kind === 'customer.correct';
}

/** How the drain ends after this delivery, or undefined when it goes on. */
function judge(options: OutboxRunnerOptions, delivery: Delivery): Drained | undefined {
  if (delivery.outcomes.length > 0) {
    options.onExchanged();
    options.onBusy(undefined);
  }
  if (delivery.failure) {
    options.log.warn('push broke off', { code: delivery.failure.code });
    options.onFailed(delivery.failure);
    if (endsConnection(delivery.failure)) return 'failed';
    const askedMs = askedWaitMs(delivery.failure);
    if (askedMs !== undefined) options.onBusy(options.now() + askedMs);
    return Math.max(recheckMs, askedMs ?? 0);
  }
  // Without one row settled the next batch would be the same again.
  return delivery.outcomes.some(isFinal) ? undefined : recheckMs;
}
