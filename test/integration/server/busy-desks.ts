import { createHash } from 'node:crypto';
import { numbersAnswerSchema } from '../../../src/shared/sync/wire.ts';
import type { NumberBlock, PullItem, PushOutcome } from '../../../src/shared/sync/wire.ts';
import { callSketch, numberOf, sampleCall, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import type { MutationSketch, SignedMutation, TestSeat } from '../../fakes/test-seat.ts';

/** One change of a desk and what the server said to it so far. */
export interface Sent {
  readonly row: SignedMutation;
  readonly sketch: MutationSketch;
  /** SHA-256 of the signed text, as the server keeps it. */
  readonly digest: string;
  timesApplied: number;
  timesDuplicate: number;
}

export function isAcknowledged({ timesApplied, timesDuplicate }: Sent): boolean {
  return timesApplied + timesDuplicate > 0;
}

/**
 * A desk that pushes without a pause: tickets, newer versions of them, calls and reveals, in batches, as a seat's outbox
 * does. What was not acknowledged goes out again; now and then also what was, as after a lost answer.
 */
export class BusyDesk {
  readonly sent: Sent[] = [];
  /** What is not `applied` or `duplicate`, and not to be sent again either. */
  readonly refused: PushOutcome[] = [];
  readonly #seat: TestSeat;
  #block: NumberBlock | undefined;
  #used = 0;
  #isEnding = false;
  #working: Promise<void> = Promise.resolve();
  #onAcknowledged: () => void = () => undefined;

  constructor(seat: TestSeat) {
    this.#seat = seat;
  }

  /** `whenBack` is asked after each broken exchange and resolves with the address to go on at. */
  start(whenBack: () => Promise<string>): void {
    this.#working = this.#work(whenBack);
  }

  /** Writes nothing new; resolves when everything is acknowledged. */
  async finish(): Promise<void> {
    this.#isEnding = true;
    await this.#working;
  }

  /** Resolves with the next acknowledgement that reaches this desk. */
  acknowledged(): Promise<void> {
    return new Promise((resolve) => (this.#onAcknowledged = resolve));
  }

  async #work(whenBack: () => Promise<string>): Promise<void> {
    for (let round = 0; ; round += 1) {
      const isThrough = await this.#exchange(round % 5 === 0).catch(() => undefined);
      if (isThrough === undefined) this.#seat.url = await whenBack();
      else if (isThrough) return;
    }
  }

  /** True when there is nothing left to do; rejects when the exchange broke. */
  async #exchange(hasRepeats: boolean): Promise<boolean> {
    if (!this.#isEnding) this.#write(await this.#nextNumber());
    const waiting = this.sent.filter((row) => !isAcknowledged(row)).slice(0, 100);
    if (waiting.length === 0) return true;
    const again = hasRepeats ? this.sent.filter(isAcknowledged).slice(-3) : [];
    this.#take(await this.#seat.push(...[...waiting, ...again].map(({ row }) => row)));
    return false;
  }

  async #nextNumber(): Promise<string> {
    if (!this.#block || this.#block.from + this.#used > this.#block.to) {
      const { body } = await this.#seat.request('POST', '/v1/numbers', { numbersLeft: 0 });
      this.#block = numbersAnswerSchema.parse(body).numberBlocks[0];
      this.#used = 0;
    }
    return numberOf(this.#block, this.#used++);
  }

  #take(outcomes: readonly PushOutcome[]): void {
    const byId = new Map(this.sent.map((entry) => [entry.row.id, entry]));
    for (const outcome of outcomes) {
      const entry = byId.get(outcome.id);
      if (entry && outcome.outcome === 'applied') entry.timesApplied += 1;
      else if (entry && outcome.outcome === 'duplicate') entry.timesDuplicate += 1;
      else if (outcome.outcome !== 'retry') this.refused.push(outcome);
    }
    if (outcomes.some(({ outcome }) => outcome === 'applied' || outcome === 'duplicate')) this.#onAcknowledged();
  }

  /** A caller's visit: call and ticket, a newer version of the ticket, a look at his number. */
  #write(number: string): void {
    const call = sampleCall();
    const ticket = sampleTicket(number, { callId: call.id });
    const at = Date.now();
    const reveal = { customerId: 'c-drolma', field: 'phone', reason: 'callBack', at };
    this.#add(ticketSketch(ticket));
    this.#add(callSketch(call));
    this.#add(ticketSketch({ ...ticket, description: `${ticket.description}，已补充` }, 2));
    this.#add({ kind: 'customer.reveal', entityId: reveal.customerId, seq: 1, body: reveal } as MutationSketch);
  }

  #add(sketch: MutationSketch): void {
    const row = this.#seat.signMutation(this.#seat.compose(sketch));
    const digest = createHash('sha256').update(row.payload).digest('base64url');
    this.sent.push({ row, sketch, digest, timesApplied: 0, timesDuplicate: 0 });
  }
}

/** A desk that pulls tickets from page to page all the while and keeps its cursor through everything. */
export class ListeningDesk {
  readonly tickets = new Map<string, PullItem>();
  readonly #seat: TestSeat;
  #cursor: string | undefined;
  #isEnding = false;
  #working: Promise<void> = Promise.resolve();

  constructor(seat: TestSeat) {
    this.#seat = seat;
  }

  start(whenBack: () => Promise<string>): void {
    this.#working = this.#work(whenBack);
  }

  /** Resolves after one last pull that began after this call. */
  async finish(): Promise<void> {
    this.#isEnding = true;
    await this.#working;
  }

  async #work(whenBack: () => Promise<string>): Promise<void> {
    for (;;) {
      const isLast = this.#isEnding;
      const pulled = await this.#seat.pullAll('tickets', this.#cursor, 20).catch(() => undefined);
      if (pulled) {
        this.#cursor = pulled.cursor;
        for (const item of pulled.items) this.tickets.set(item.id, item);
        if (isLast) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      } else this.#seat.url = await whenBack();
    }
  }
}
