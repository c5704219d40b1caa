import { curableCodes } from '../../shared/sync/outbox-machine.ts';
import type { PushOutcome } from '../../shared/sync/wire.ts';
import type { OutboxBook } from './outbox-book.ts';
import type { SealedRowQueries } from './queries/sealed-rows.ts';
import type { SealedRow } from './seat-store.ts';

/** Rows of the machine that the open seat does not deliver itself: of other agents, or of a seat set aside. */
export interface SealedOthers {
  /** Of somebody who is not the agent of the open seat, or who signed at it. */
  add(rows: readonly SealedRow[]): void;
  take(limit: number, now: number): SealedRow[];
  /** Of no more use to anybody. */
  forget(ids: readonly SealedRow['id'][]): void;
  /** To be delivered again: what they speak of has reached the centre. */
  readmit(ids: readonly SealedRow['id'][]): void;
  settle(outcomes: readonly PushOutcome[], now: number): void;
  /** Cheap: it is asked after every ticket. */
  count(): number;
  /** Kept aside until their authors sign in. */
  countRefused(): number;
}

/** The pause before a row is sent again that was refused for a reason that may have passed. */
const readmittedAfterMs = 24 * 3_600_000;

export function createSealedOthers(rows: SealedRowQueries, book: OutboxBook): SealedOthers {
  const isOwn = (id: SealedRow['id']): boolean => book.get(id) !== undefined;
  // The open seat's own rows come and go without changing this; what another process does shows in the version.
  let counted: { version: number; count: number } | undefined;
  return {
    add: (added) => {
      counted = undefined;
      rows.insert(added);
    },
    take: (limit, now) => {
      const due = rows.refusedBefore(now - readmittedAfterMs, now, curableCodes).filter((id) => !isOwn(id));
      if (due.length > 0) counted = undefined;
      rows.clearRefusals(due);
      return rows.waiting(limit, isOwn);
    },
    forget: (ids) => {
      counted = undefined;
      rows.remove(ids);
    },
    readmit: (ids) => {
      if (ids.length === 0) return;
      counted = undefined;
      rows.clearRefusals(ids);
    },
    settle: (outcomes, now) => {
      counted = undefined;
      rows.remove(
        outcomes.flatMap(({ id, outcome }) => (outcome === 'applied' || outcome === 'duplicate' ? [id] : [])),
      );
      for (const { id, outcome, code } of outcomes) {
        // Kept aside: its author sees the refusal when he signs in again.
        if (outcome === 'rejected' || outcome === 'conflict')
          rows.markRefused([id], code ?? `mutation.${outcome}`, now);
      }
    },
    countRefused: () => rows.countRefused(isOwn),
    count: () => {
      const version = rows.foreignVersion();
      if (counted?.version !== version) counted = { version, count: rows.countWaiting(isOwn) };
      return counted.count;
    },
  };
}
