import type { PushOutcome } from '../../src/shared/sync/wire.ts';
import type { Proven } from './settle-mutations.ts';

/** What one author sent in one request. */
export interface SettleGroup {
  /** Key of the author, as `authorKey` has it. */
  readonly author: string;
  readonly items: readonly Proven[];
  /** Shares a transaction with nobody: it may wait for rows that others hold, or failed with others. */
  readonly isAlone: boolean;
}

/** Settles some groups at once: one list of outcomes each, in their order. */
export type Settle = (groups: readonly SettleGroup[]) => Promise<readonly (readonly PushOutcome[])[]>;

interface Waiting extends SettleGroup {
  readonly settle: Settle;
  readonly resolve: (outcomes: readonly PushOutcome[]) => void;
  readonly reject: (error: unknown) => void;
}

/** A transaction that takes longer than this, ms, waits for something: another begins beside it. */
const slowMs = 100;
/** Transactions of pushes that one process has under way, all but one of them slow. */
const mostAtOnce = 4;
/** Mutations that share a transaction; a group that is longer has one by itself. */
const mostItems = 400;

/**
 * Pushes that arrive while others are being settled wait, and share the next transaction: the busier a server is, the more
 * of them go into one, so a burst makes transactions longer but not many. A lone push waits for nothing.
 */
export class SettleQueue {
  #waiting: Waiting[] = [];
  #running = 0;
  #slow = 0;
  /** Authors whose changes are being settled: what they sent since would only wait for a lock. */
  readonly #busy = new Set<string>();

  /** @throws what `settle` throws */
  run(group: SettleGroup, settle: Settle): Promise<readonly PushOutcome[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...group, settle, resolve, reject });
      this.#start();
    });
  }

  #start(): void {
    while (this.#running - this.#slow < 1 && this.#running < mostAtOnce) {
      const groups = this.#take();
      if (groups.length === 0) return;
      void this.#settle(groups);
    }
  }

  /** The longest waiting ones, and of each author one request: what he sent later is judged after it. */
  #take(): readonly Waiting[] {
    const taken: Waiting[] = [];
    const left: Waiting[] = [];
    const passedOver = new Set<string>();
    let items = 0;
    for (const group of this.#waiting) {
      const isFull = taken.some(({ isAlone }) => isAlone) || items + group.items.length > mostItems;
      const fits = taken.length === 0 || !(group.isAlone || isFull);
      if (!fits || this.#busy.has(group.author) || passedOver.has(group.author)) {
        left.push(group);
        passedOver.add(group.author);
      } else {
        taken.push(group);
        this.#busy.add(group.author);
        items += group.items.length;
      }
    }
    this.#waiting = left;
    return taken;
  }

  async #settle(groups: readonly Waiting[]): Promise<void> {
    this.#running += 1;
    const lane = { isSlow: false };
    const timer = setTimeout(() => {
      lane.isSlow = true;
      this.#slow += 1;
      this.#start();
    }, slowMs);
    await this.#tell(groups);
    clearTimeout(timer);
    this.#running -= 1;
    if (lane.isSlow) this.#slow -= 1;
    for (const { author } of groups) this.#busy.delete(author);
    this.#start();
  }

  /** Never rejects: each group hears what became of it. Those that failed together go on one by one, before all others. */
  async #tell(groups: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = (await groups[0]?.settle(groups)) ?? [];
      groups.forEach((group, nth) => {
        const own = outcomes[nth];
        if (own) group.resolve(own);
        else group.reject(new Error('a push was left without outcomes'));
      });
    } catch (error) {
      if (groups.length === 1) groups[0]?.reject(error);
      else this.#waiting = [...groups.map((group) => ({ ...group, isAlone: true })), ...this.#waiting];
    }
  }
}
