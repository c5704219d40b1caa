import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNumberSource } from '../../../../src/main/db/number-source.ts';
import { createOutboxBook, type BookRow } from '../../../../src/main/db/outbox-book.ts';
import type { MutationId } from '../../../../src/shared/ids.ts';
import type { OutboxState } from '../../../../src/shared/sync/outbox-machine.ts';

const stateArb: fc.Arbitrary<OutboxState> = fc.oneof(
  fc.record({ kind: fc.constant('pending' as const), attempts: fc.nat(3), notBefore: fc.constantFrom(0, 50, 150) }),
  fc.constant<OutboxState>({ kind: 'sending', attempts: 0 }),
  fc.constant<OutboxState>({ kind: 'blocked', reason: 'rejected', code: 'x' }),
  fc.constant<OutboxState>({ kind: 'superseded' }),
);
const rowsArb = fc
  .array(fc.record({ entity: fc.constantFrom('a', 'b', 'c', 'd'), state: stateArb }), { maxLength: 20 })
  .map((rows) =>
    rows.map(({ entity, state }, index): BookRow => {
      const head = {
        seq: index + 1,
        id: `m-${index + 1}` as MutationId,
        kind: 'ticket.submit' as const,
        entityId: entity,
      };
      return { head, state };
    }),
  );

describe('outbox book', () => {
  it('lets one row of an entity leave at a time, and none past an earlier one', () => {
    fc.assert(
      fc.property(rowsArb, fc.integer({ min: 1, max: 10 }), (rows, limit) => {
        const ready = createOutboxBook(rows).ready(limit, 100);
        const expected = rows.filter(({ head, state }) => {
          const earlier = rows.filter((other) => other.head.entityId === head.entityId && other.head.seq < head.seq);
          const isFree = earlier.every((other) => other.state.kind === 'superseded');
          return state.kind === 'pending' && state.notBefore <= 100 && isFree;
        });
        expect(ready).toEqual(expected.slice(0, limit));
      }),
    );
  });

  it('keeps count through every change', () => {
    fc.assert(
      fc.property(rowsArb, fc.array(fc.tuple(fc.nat(21), fc.option(stateArb)), { maxLength: 30 }), (rows, changes) => {
        const book = createOutboxBook(rows);
        for (const [seq, state] of changes) {
          if (state) book.put(seq, state);
          else book.remove(seq);
        }
        const left = [...book.rows()];
        const kinds = left.map((row) => row.state.kind);
        expect(book.counts()).toEqual({
          waiting: kinds.filter((kind) => kind === 'pending' || kind === 'sending').length,
          blocked: kinds.filter((kind) => kind === 'blocked').length,
        });
        for (const entity of ['a', 'b', 'c', 'd']) {
          expect(book.ofEntity(entity)).toEqual(left.filter((row) => row.head.entityId === entity));
        }
        for (const row of left) expect(book.get(row.head.id)).toBe(row);
        expect(book.nextSeq()).toBe(rows.length + 1);
      }),
    );
  });
});

describe('ticket numbers', () => {
  it('are handed out in order, each once, wherever the seat is opened anew', () => {
    const blocksArb = fc
      .array(fc.record({ prefix: fc.constantFrom('W', 'K'), size: fc.integer({ min: 1, max: 4 }) }), { maxLength: 4 })
      .map((blocks) =>
        blocks.map(({ prefix, size }, id) => ({ id: id + 1, prefix, first: id * 10, last: id * 10 + size - 1 })),
      );
    fc.assert(
      fc.property(blocksArb, fc.array(fc.boolean(), { maxLength: 20 }), (blocks, reopenings) => {
        const all = blocks.flatMap(({ prefix, first, last }) =>
          Array.from({ length: last - first + 1 }, (_, index) => `${prefix}-${first + index}`),
        );
        let source = createNumberSource(blocks, undefined);
        let last: { block: number; ordinal: number } | undefined;
        const given: string[] = [];
        for (const isReopened of reopenings) {
          if (isReopened) source = createNumberSource(blocks, last);
          expect(source.left()).toBe(all.length - given.length);
          const taken = source.peek();
          expect(source.peek()).toEqual(taken);
          if (!taken) continue;
          source.confirm(taken);
          last = taken;
          given.push(taken.number);
        }
        expect(given).toEqual(all.slice(0, given.length));
      }),
    );
  });
});
