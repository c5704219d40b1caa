import type { TicketId } from '../../shared/ids.ts';
import type { AppError } from '../../shared/ipc/app-error.ts';
import { nextDelayMs } from '../../shared/sync/backoff.ts';
import { outboxBackoff } from '../../shared/sync/outbox-machine.ts';
import type { SeatStore, SentAttachment, WaitingAttachment } from '../db/seat-store.ts';
import type { Log } from '../log.ts';
import { askedWaitMs } from './asked-pause.ts';
import { createRepeatingTask } from './repeating-task.ts';
import { endsConnection, type ServerSession } from './server-session.ts';

export interface AttachmentRunnerOptions {
  readonly seat: Pick<
    SeatStore,
    'waitingAttachments' | 'attachmentsOf' | 'attachmentBytes' | 'settleAttachment' | 'ticketsStored'
  >;
  readonly server: Pick<ServerSession, 'attachmentStates' | 'putAttachment' | 'completeAttachment'>;
  readonly log: Log;
  readonly now: () => number;
  /** A file of this ticket got further, or is stuck. */
  readonly onChanged: (ticketId: TicketId) => void;
  readonly onFailed: (error: AppError) => void;
}

export interface AttachmentRunner {
  /** From now on files may travel; what the centre confirmed before is asked for once. */
  start(): Promise<void>;
  /** There may be something to send. Does nothing while paused. */
  wake(): Promise<void>;
  /** The centre may be another than before: what it was just asked does not count, and is asked again. */
  doubt(): void;
  /** Resolves when nothing is under way any more: within one chunk. */
  pause(): Promise<void>;
}

/** What became of one file: its fate, later (in ms), or nothing more can be asked of the server now. */
type Sent =
  | Exclude<SentAttachment, { kind: 'waiting' }>
  | { readonly kind: 'waiting'; readonly code: string; readonly waitMs: number }
  | { readonly kind: 'later'; readonly waitMs: number }
  | 'offline';

/** Once a day is enough for what a day allows. */
const overQuotaMs = 30 * 60_000;
/** A transfer that arrives damaged this often is not the network's fault. */
const mostAttempts = 4;
/** Tickets whose files are asked for again after a new connection, at first. */
const ticketsLookedAt = 20;
/** The centre confirmed it once and may not have it any more. */
const sentAgain = 'attachment.sentAgain';

/**
 * Sends the files of tickets that the centre has, chunk by chunk, one file at a time: apart from the outbox, which never
 * waits for them. Where an upload goes on is what the centre says, so a kill of either side costs a chunk.
 */
export function createAttachmentRunner(options: AttachmentRunnerOptions): AttachmentRunner {
  const { seat, now } = options;
  let isRunning = false;
  let isLookedOver = false;
  let doubts = 0;
  let recheck: NodeJS.Timeout | undefined;
  const pauses = createPauses(now);

  const drain = async (): Promise<void> => {
    clearTimeout(recheck);
    if (!isLookedOver) isLookedOver = await lookOver(options, () => isRunning);
    while (isRunning) {
      const waiting = await seat.waitingAttachments();
      const next = waiting.find((file) => pauses.leftOf(file) <= 0);
      if (!next) {
        const left = waiting.map((file) => pauses.leftOf(file));
        if (left.length > 0) recheck = setTimeout(() => void wake(), Math.min(...left));
        return;
      }
      const doubtsBefore = doubts;
      const sent = await send(options, next, () => isRunning);
      if (sent === 'offline') return;
      if (doubts === doubtsBefore) await keep(next, sent);
    }
  };
  const keep = async (file: WaitingAttachment, sent: Exclude<Sent, 'offline'>): Promise<void> => {
    if (sent.kind === 'later') {
      pauses.put(file, sent.waitMs);
      return;
    }
    const { ticketId, sha256 } = file;
    const attempt = sent.kind === 'waiting' ? pauses.put(file, sent.waitMs) : 0;
    const fate: SentAttachment =
      sent.kind === 'waiting' && sent.code === 'attachment.wrongHash' && attempt >= mostAttempts
        ? { kind: 'stuck', code: sent.code }
        : sent;
    await seat.settleAttachment(ticketId, sha256, fate, now());
    options.onChanged(ticketId);
  };
  const task = createRepeatingTask(drain, (bug) => options.log.bug('files could not be sent', bug));
  const wake = (): Promise<void> => (isRunning ? task.request() : task.idle());
  return {
    start() {
      isRunning = true;
      isLookedOver = false;
      return wake();
    },
    wake,
    doubt: () => void (doubts += 1),
    async pause() {
      isRunning = false;
      clearTimeout(recheck);
      await task.idle();
    },
  };
}

/** A centre may lose files that it had confirmed: they are sent again, or the agent is told that they are gone here, too. */
async function lookOver(options: AttachmentRunnerOptions, isRunning: () => boolean): Promise<boolean> {
  const looked = new Set<TicketId>();
  // Where one of the newest is lost, older ones may be: an older copy of the folder of files was put back.
  for (let limit = ticketsLookedAt; ; limit *= 4) {
    const stored = await options.seat.ticketsStored(limit, options.now());
    let lost = 0;
    for (const ticketId of stored.filter((id) => !looked.has(id))) {
      looked.add(ticketId);
      const found = isRunning() ? await lookAt(options, ticketId) : 'offline';
      if (found === 'offline') return false;
      lost += found;
    }
    if (lost === 0 || stored.length < limit) return true;
  }
}

/** How many of its files are lost there. */
async function lookAt(
  { seat, server, now, onChanged }: AttachmentRunnerOptions,
  ticketId: TicketId,
): Promise<number | 'offline'> {
  const states = await server.attachmentStates(ticketId);
  if (!states.ok) return endsConnection(states.error) || states.error.retry === 'auto' ? 'offline' : 0;
  const known = (await seat.attachmentsOf(ticketId)).filter(({ progress }) => progress === 'stored');
  const lost = known.filter(({ sha256 }) => states.value.find((state) => state.sha256 === sha256)?.isStored === false);
  for (const { sha256, have, size } of lost) {
    const fate: SentAttachment =
      have === size ? { kind: 'waiting', code: sentAgain } : { kind: 'stuck', code: 'attachment.lostAtCentre' };
    await seat.settleAttachment(ticketId, sha256, fate, now());
    onChanged(ticketId);
  }
  return lost.length;
}

async function send(
  options: AttachmentRunnerOptions,
  { ticketId, sha256, size }: WaitingAttachment,
  isRunning: () => boolean,
): Promise<Sent> {
  const { seat, server } = options;
  const states = await server.attachmentStates(ticketId);
  if (!states.ok) return sentBy(options, states.error);
  const state = states.value.find((each) => each.sha256 === sha256);
  if (!state) return { kind: 'stuck', code: 'attachment.notNamed' };
  if (state.isStored) return { kind: 'stored' };
  for (let have = state.have; have < size;) {
    if (!isRunning()) return 'offline';
    const chunk = await seat.attachmentBytes(sha256, have);
    if (!chunk) return { kind: 'stuck', code: 'attachment.lostAtCentre' };
    const put = await server.putAttachment(ticketId, sha256, have, chunk);
    if (!put.ok) return sentBy(options, put.error);
    // Another window or a late answer got in between: asked anew, where it goes on.
    if (put.value <= have) return { kind: 'later', waitMs: outboxBackoff.baseMs };
    have = put.value;
  }
  const completed = await server.completeAttachment(ticketId, sha256);
  return completed.ok ? { kind: 'stored' } : sentBy(options, completed.error);
}

function sentBy(options: AttachmentRunnerOptions, error: AppError): Sent {
  if (endsConnection(error)) {
    options.onFailed(error);
    return 'offline';
  }
  options.log.warn('a file waits', { code: error.code });
  const code = String(error.params?.['code'] ?? error.code);
  if (error.retry === 'auto') return { kind: 'later', waitMs: askedWaitMs(error) ?? outboxBackoff.baseMs };
  if (code === 'attachment.overQuota') return { kind: 'waiting', code, waitMs: overQuotaMs };
  if (code === 'attachment.wrongHash') return { kind: 'waiting', code, waitMs: outboxBackoff.baseMs };
  if (code === 'attachment.incomplete') return { kind: 'later', waitMs: 0 };
  return { kind: 'stuck', code: code === 'notFound' ? 'attachment.unknownTicket' : code };
}

interface Pauses {
  /** ms until it may be tried again. */
  leftOf(file: WaitingAttachment): number;
  /** Puts it off, for longer each time. Answers how often that was. */
  put(file: WaitingAttachment, atLeastMs: number): number;
}

function createPauses(now: () => number): Pauses {
  const until = new Map<string, { at: number; attempts: number }>();
  const keyOf = ({ ticketId, sha256 }: WaitingAttachment): string => `${ticketId} ${sha256}`;
  return {
    leftOf: (file) => {
      const left = (until.get(keyOf(file))?.at ?? 0) - now();
      // Longer than any that is ever made: the clock was set back since.
      return left > overQuotaMs ? 0 : left;
    },
    put: (file, atLeastMs) => {
      const attempts = (until.get(keyOf(file))?.attempts ?? 0) + 1;
      const waitMs = Math.max(atLeastMs, nextDelayMs(attempts - 1, Math.random(), outboxBackoff));
      until.set(keyOf(file), { at: now() + Math.min(waitMs, overQuotaMs), attempts });
      return attempts;
    },
  };
}
