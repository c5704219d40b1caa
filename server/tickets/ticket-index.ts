import type { Logger } from 'pino';
import { submittedTicketSchema } from '../../src/shared/domain/ticket.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { wordsVector } from './ticket-words.ts';

/** Tickets of one statement: about 10 ms of work. */
const ticketsAtOnce = 50;
/** What was pushed in one burst is indexed together, after it: once nothing came for so long, ms. */
const quietMs = 500;
/** A burst that does not end is not waited for any longer, ms. */
const longestMs = 4000;
/** What a crash, or another process that died, left out is looked for so often, ms. */
const regularMs = 3_600_000;
/** After a failure, ms. */
const againMs = 5000;

interface Lacking {
  readonly id: string;
  readonly revision: number;
  readonly body: string;
  readonly received_at: number;
}

/**
 * Keeps the words that tickets are found by. It is told of tickets after their commit and does its work then, so a push
 * waits for none of it; a pass through all tickets, at the start and every hour, finds what was never told.
 */
export class TicketIndex {
  readonly #engine: SqlEngine;
  readonly #log: Logger;
  readonly #told = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  /** The first of what was told and is not yet indexed, ms of the process's own clock. */
  #toldSince: number | undefined;
  #regular: NodeJS.Timeout | undefined;
  /** What was told, one piece after another. */
  #telling: Promise<void> = Promise.resolve();
  /** The passes through all tickets. */
  #filling: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(engine: SqlEngine, log: Logger) {
    this.#engine = engine;
    this.#log = log;
  }

  start(): void {
    const fill = (): void => void (this.#filling = this.#after(this.#filling, () => this.#fill()));
    this.#regular = setInterval(fill, regularMs).unref();
    fill();
  }

  /** These were written, and their transaction is over. To find words in them takes longer than to keep them. */
  note(ids: readonly string[], pauseMs = quietMs): void {
    for (const id of ids) this.#told.add(id);
    if (this.#told.size === 0 || this.#isStopped) return;
    const now = performance.now();
    this.#toldSince ??= now;
    clearTimeout(this.#timer);
    const wait = Math.min(pauseMs, Math.max(0, this.#toldSince + longestMs - now));
    this.#timer = setTimeout(() => this.#indexAfter(), wait).unref();
  }

  /** Resolves when all that this process was told of can be found; where it could not be written, without it. */
  async settled(): Promise<void> {
    if (this.#told.size > 0) this.#indexAfter();
    await this.#telling;
  }

  /** Resolves when the pass under way is over. */
  async whole(): Promise<void> {
    await this.#filling;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#regular);
    clearTimeout(this.#timer);
    await Promise.all([this.#telling, this.#filling]);
  }

  #indexAfter(): void {
    this.#telling = this.#after(this.#telling, () => this.#indexTold());
  }

  #after(before: Promise<void>, work: () => Promise<void>): Promise<void> {
    return before.then(work).catch((error: unknown) => {
      this.#log.error({ error: (error as Error).name }, 'tickets could not be indexed');
    });
  }

  async #indexTold(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#toldSince = undefined;
    while (this.#told.size > 0) {
      const ids = [...this.#told].slice(0, ticketsAtOnce);
      // Before they are read: what is told of them from now on is of a later version.
      for (const id of ids) this.#told.delete(id);
      try {
        await this.#write(
          await this.#engine.query<Lacking>(
            'SELECT id, revision, body, received_at FROM tickets WHERE id = ANY ($1::text[])',
            [ids],
          ),
        );
      } catch (error) {
        this.note(ids, againMs);
        throw error;
      }
    }
  }

  /** From the newest on, a page by its key; what comes meanwhile is told. */
  async #fill(): Promise<void> {
    let from: Lacking | undefined;
    do {
      const rows: Lacking[] = await this.#engine.query<Lacking>(
        `SELECT t.id, t.revision, t.body, t.received_at FROM tickets t LEFT JOIN ticket_words w ON w.ticket_id = t.id
          WHERE w.revision IS DISTINCT FROM t.revision AND ($1::bigint IS NULL OR (t.received_at, t.id) < ($1, $2::text))
          ORDER BY t.received_at DESC, t.id DESC LIMIT $3`,
        [from?.received_at ?? null, from?.id ?? null, ticketsAtOnce],
      );
      await this.#write(rows);
      from = rows.at(-1);
    } while (from && !this.#isStopped);
  }

  /** A version that was overtaken meanwhile changes nothing. */
  async #write(found: readonly Lacking[]): Promise<void> {
    if (found.length === 0) return;
    // In one order, whoever writes: two that write the same wait for each other, never in a circle.
    const rows = found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    await this.#engine.query(
      `INSERT INTO ticket_words (ticket_id, revision, words)
       SELECT id, revision, words::tsvector FROM unnest($1::text[], $2::bigint[], $3::text[]) AS row (id, revision, words)
       ON CONFLICT (ticket_id) DO UPDATE SET revision = excluded.revision, words = excluded.words
        WHERE ticket_words.revision < excluded.revision`,
      [rows.map(({ id }) => id), rows.map(({ revision }) => revision), rows.map(({ body }) => wordsOf(body))],
    );
  }
}

/** One that can't be read holds up no other. */
function wordsOf(body: string): string {
  const ticket = submittedTicketSchema.safeParse(JSON.parse(body)).data;
  return ticket ? wordsVector(ticket) : '';
}
