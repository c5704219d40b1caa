import { setTimeout as delay } from 'node:timers/promises';
import { smsPatienceMs } from '../../src/shared/sms/sms-limits.ts';
import { nextDelayMs } from '../../src/shared/sync/backoff.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { retellTickets } from '../sync/publish-ticket.ts';
import type { SmsAnswer, SmsPort } from './sms-port.ts';

/** A process that died leaves a message behind as being sent: so long after, ms, nobody will say any more what became of it. */
const lostAfterMs = 120_000;
/** Times that the word of the port is tried to be kept, with growing pauses, ms: less than `lostAfterMs` in all. */
const mostKeeps = 6;
const keepAgainMs = 1000;
const lookEveryMs = 5000;
const backoff = { baseMs: 5000, maxMs: 600_000 };
const atOnce = 10;

interface Claimed {
  readonly id: string;
  readonly ticket_id: string;
  readonly agent_no: string;
  readonly number: string;
  readonly text: string;
  readonly attempts: number;
  readonly received_at: number;
  readonly said_at: number;
}

type Settled = { readonly state: 'waiting' | 'handedOver' | 'refused' | 'unknown'; readonly reason: string | null };

/**
 * Hands messages to the port, each once. A message is marked as being sent, and that is committed, before the port hears of
 * it; what became of it is written afterwards. Whatever happens in between, it is never handed over a second time without
 * a word of the port that it has not gone.
 */
export class SmsRunner {
  readonly #port: SmsPort;
  #centre: Centre | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isAskedAgain = false;
  #isStopped = false;

  constructor(port: SmsPort) {
    this.#port = port;
  }

  start(centre: Centre): void {
    this.#centre = centre;
    this.#timer = setInterval(() => void this.wake(), lookEveryMs).unref();
    void this.wake();
  }

  /** Resolves when nothing is left that could go now. Never rejects. */
  wake(): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    this.#isAskedAgain = true;
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return this.#running;
  }

  /** Ends once the message under way is settled. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    const centre = this.#centre;
    if (!centre) return;
    try {
      do {
        this.#isAskedAgain = false;
        await this.#giveUpLost(centre);
        while (await this.#sendSome(centre));
      } while (this.#isWanted());
    } catch (error) {
      // Never the error itself: PostgreSQL quotes values in its messages.
      centre.log.error({ error: (error as Error).name }, 'text messages have to wait');
    }
  }

  #isWanted(): boolean {
    return this.#isAskedAgain && !this.#isStopped;
  }

  /** One by one: whoever holds the audit log waits for nobody's row. */
  async #giveUpLost(centre: Centre): Promise<void> {
    const rows = await centre.engine.query<Claimed>(
      "SELECT * FROM sms_messages WHERE state = 'sending' AND due_at <= $1 ORDER BY entry",
      [centre.now() - lostAfterMs],
    );
    const lost: Settled = { state: 'unknown', reason: 'centre.stopped' };
    for (const row of rows) await this.#keep(centre, row, lost);
  }

  async #keep(centre: Centre, message: Claimed, settled: Settled): Promise<void> {
    await centre.engine.transaction((client) => settle(centre, client, message, settled));
    centre.changes.tell(['tickets']);
  }

  /** The port's word is heard once: a database that is away for a moment must not turn it into a guess. */
  async #keepOrTryAgain(centre: Centre, message: Claimed, settled: Settled): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#keep(centre, message, settled);
      } catch (error) {
        if (attempt >= mostKeeps || this.#isStopped) throw error;
        await delay(keepAgainMs * attempt);
      }
    }
  }

  /** True when there was something to send. */
  async #sendSome(centre: Centre): Promise<boolean> {
    if (this.#isStopped) return false;
    const claimed = await centre.engine.query<Claimed>(
      `UPDATE sms_messages SET state = 'sending', attempts = attempts + 1, due_at = $1
        WHERE id IN (SELECT id FROM sms_messages WHERE state = 'waiting' AND due_at <= $1
                      ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING id, ticket_id, agent_no, number, text, attempts, received_at, said_at`,
      [centre.now(), atOnce],
    );
    // All of them, whatever becomes of one: none may be under way when this is over.
    const sent = await Promise.allSettled(claimed.map((message) => this.#send(centre, message)));
    const failed = sent.find((each) => each.status === 'rejected');
    if (failed) throw failed.reason;
    return claimed.length > 0;
  }

  async #send(centre: Centre, message: Claimed): Promise<void> {
    const answer = await this.#port.send(message.id, message.number, message.text);
    // By whichever clock it is older.
    const settled = settledBy(answer, centre.now() - Math.min(message.received_at, message.said_at));
    centre.metrics.messages.add({ state: settled.state });
    await this.#keepOrTryAgain(centre, message, settled);
  }
}

function settledBy(answer: SmsAnswer, age: number): Settled {
  if (answer.kind === 'accepted') return { state: 'handedOver', reason: null };
  if (answer.kind !== 'tryAgain') return { state: answer.kind, reason: answer.reason };
  return age > smsPatienceMs
    ? { state: 'refused', reason: 'gateway.tooLong' }
    : { state: 'waiting', reason: answer.reason };
}

/** In one transaction: what became of it, the word to every desk, and the entry of the audit log. */
async function settle(
  centre: Centre,
  client: SqlClient,
  { id, ticket_id: ticketId, agent_no: agentNo, attempts }: Claimed,
  { state, reason }: Settled,
): Promise<void> {
  const now = centre.now();
  const dueAt = state === 'waiting' ? now + nextDelayMs(attempts - 1, Math.random(), backoff) : now;
  const changed = await client.query(
    "UPDATE sms_messages SET state = $2, reason = $3, due_at = $4 WHERE id = $1 AND state = 'sending' RETURNING 1",
    [id, state, reason, dueAt],
  );
  // Another process has given it up meanwhile, and said so.
  if (changed.length === 0) return;
  await retellTickets(client, [ticketId]);
  if (state !== 'waiting') {
    const detail = { smsId: id, ticketId, state, ...(reason !== null && { reason }) };
    await appendAudit(client, centre.crypto, [{ kind: 'smsSettled', agentNo, detail }], now);
  }
}
