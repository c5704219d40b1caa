import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextDelayMs } from '../../../../src/shared/sync/backoff.ts';

const limits = { baseMs: 1000, maxMs: 30_000 };

test('doubles up to the longest pause', () => {
  const longest = [0, 1, 2, 3, 4, 5, 6].map((attempt) => nextDelayMs(attempt, 1, limits));
  expect(longest).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

test('stays in the upper half of its ceiling, whatever the try and the dice', () => {
  fc.assert(
    fc.property(fc.nat(2000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
      const ceiling = nextDelayMs(attempt, 1, limits);
      const pause = nextDelayMs(attempt, random, limits);
      expect(pause).toBeLessThanOrEqual(limits.maxMs);
      expect(pause).toBeGreaterThanOrEqual(Math.floor(ceiling / 2));
      expect(pause).toBeLessThanOrEqual(ceiling);
    }),
  );
});
