import { expect, test } from 'vitest';
import fc from 'fast-check';
import { roundsOf } from '../../../server/sync/apply-mutations.ts';

const items = fc.array(fc.record({ id: fc.nat(4), number: fc.nat(4) }), { maxLength: 30 });
const keysOf = ({ id, number }: { id: number; number: number }): string[] => [`id ${id}`, `number ${number}`];

test('every item has its round, none shares a key with another of its round, and none overtakes one that it shares a key with', () => {
  fc.assert(
    fc.property(items, (given) => {
      const rounds = roundsOf(given, keysOf);
      expect(rounds.flat()).toHaveLength(given.length);
      for (const round of rounds) {
        for (const part of ['id', 'number'] as const) {
          expect(new Set(round.map((item) => item[part])).size).toBe(round.length);
        }
      }
      const placeOf = new Map(rounds.flatMap((round, nth) => round.map((item) => [item, nth] as const)));
      given.forEach((later, at) => {
        for (const earlier of given.slice(0, at)) {
          if (earlier.id !== later.id && earlier.number !== later.number) continue;
          expect(placeOf.get(earlier) ?? NaN).toBeLessThan(placeOf.get(later) ?? NaN);
        }
      });
    }),
  );
});

test('what shares no key goes in one round', () => {
  expect(roundsOf([1, 2, 3], (item) => [String(item)])).toEqual([[1, 2, 3]]);
  expect(roundsOf([], () => [])).toEqual([]);
});
