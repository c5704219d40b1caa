import type { MutationId } from '../../shared/ids.ts';
import { freshOutboxRow, isReady, type OutboxState } from '../../shared/sync/outbox-machine.ts';
import type { OutboxHead } from './queries/outbox.ts';

export interface BookRow {
  readonly head: OutboxHead;
  readonly state: OutboxState;
}

/**
 * The seat's outbox without its payloads, in memory: order within an entity, counts and the way from an id to its row
 * cost no index in the file. What it says is what was committed; call its changes after the commit only.
 */
export interface OutboxBook {
  nextSeq(): number;
  /** The first of so many free places in a row before everything that is here. */
  seqBefore(count: number): number;
  get(id: MutationId): BookRow | undefined;
  add(head: OutboxHead): void;
  put(seq: number, state: OutboxState): void;
  remove(seq: number): void;
  /** Rows that may leave now, oldest first, at most one of an entity and none that has an earlier one under way. */
  ready(limit: number, now: number): BookRow[];
  /** All rows of an entity, oldest first. */
  ofEntity(entityId: string): readonly BookRow[];
  rows(): Iterable<BookRow>;
  isSending(entityId: string): boolean;
  counts(): { waiting: number; blocked: number };
}

export function createOutboxBook(stored: readonly BookRow[]): OutboxBook {
  const bySeq = new Map<number, BookRow>();
  const seqOf = new Map<MutationId, number>();
  const entities = new Map<string, number[]>();
  const totals = { waiting: 0, blocked: 0 };
  let lastSeq = 0;
  let firstSeq = 1;

  const count = (state: OutboxState, by: 1 | -1): void => {
    if (state.kind === 'blocked') totals.blocked += by;
    else if (state.kind === 'pending' || state.kind === 'sending') totals.waiting += by;
  };
  const add = (row: BookRow): void => {
    const { seq, id, entityId } = row.head;
    bySeq.set(seq, row);
    seqOf.set(id, seq);
    const seqs = entities.get(entityId) ?? [];
    entities.set(entityId, [...seqs.filter((other) => other < seq), seq, ...seqs.filter((other) => other > seq)]);
    lastSeq = Math.max(lastSeq, seq);
    firstSeq = Math.min(firstSeq, seq);
    count(row.state, 1);
  };
  const ofEntity = (entityId: string): BookRow[] =>
    (entities.get(entityId) ?? []).flatMap((seq) => bySeq.get(seq) ?? []);
  const leads = (row: BookRow): boolean =>
    ofEntity(row.head.entityId).find((other) => other.state.kind !== 'superseded')?.head.seq === row.head.seq;
  stored.forEach(add);

  return {
    nextSeq: () => lastSeq + 1,
    seqBefore: (count) => firstSeq - count,
    get: (id) => bySeq.get(seqOf.get(id) ?? -1),
    add: (head) => add({ head, state: freshOutboxRow }),
    put: (seq, state) => {
      const row = bySeq.get(seq);
      if (!row) return;
      count(row.state, -1);
      count(state, 1);
      bySeq.set(seq, { head: row.head, state });
    },
    remove: (seq) => {
      const row = bySeq.get(seq);
      if (!row) return;
      count(row.state, -1);
      bySeq.delete(seq);
      seqOf.delete(row.head.id);
      const rest = (entities.get(row.head.entityId) ?? []).filter((other) => other !== seq);
      if (rest.length > 0) entities.set(row.head.entityId, rest);
      else entities.delete(row.head.entityId);
    },
    ready: (limit, now) => {
      const rows: BookRow[] = [];
      for (const row of bySeq.values()) {
        if (rows.length >= limit) break;
        if (isReady(row.state, now) && leads(row)) rows.push(row);
      }
      return rows;
    },
    ofEntity,
    rows: () => bySeq.values(),
    isSending: (entityId) => ofEntity(entityId).some((row) => row.state.kind === 'sending'),
    counts: () => ({ ...totals }),
  };
}
