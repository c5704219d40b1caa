import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planEnclosures } from '../../../../src/main/sync/plan-enclosures.ts';

const wanted = ['a', 'b', 'c', 'd'].map((sha256) => ({ sha256, size: 10 }));
const here = (sha256: string, openedAt = 0, size = 10) => ({ sha256, size, openedAt });
const namesOf = (files: readonly { sha256: string }[]) => files.map(({ sha256 }) => sha256);

test('fetches in the order of the articles, as far as the budget goes', () => {
  const { fetch, drop } = planEnclosures(wanted, [], 25);
  expect(namesOf(fetch)).toEqual(['a', 'b']);
  expect(drop).toEqual([]);
});

test('keeps what was opened before what is only well ranked; what nobody opened goes first', () => {
  const cached = [here('a'), here('b', 5), here('d', 9)];
  expect(planEnclosures(wanted, cached, 20)).toEqual({ fetch: [], drop: ['a'] });
  // Of those that were opened, the one opened longest ago.
  expect(planEnclosures(wanted, cached, 10)).toEqual({ fetch: [], drop: ['a', 'b'] });
});

test('drops what no article names any more, and what is of another length than it should be', () => {
  const { fetch, drop } = planEnclosures(wanted, [here('a', 1, 9), here('gone', 99)], 100);
  expect(namesOf(fetch)).toEqual(['a', 'b', 'c', 'd']);
  expect(drop).toEqual(['a', 'gone']);
});

test('a file that is larger than all the room stops none that is smaller', () => {
  expect(namesOf(planEnclosures([{ sha256: 'huge', size: 99 }, ...wanted], [], 20).fetch)).toEqual(['a', 'b']);
});

test('is never over the budget, and has nothing more to do once it was carried out', () => {
  const size = fc.integer({ min: 1, max: 50 });
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
  const file = fc.record({ sha256: name, size });
  const cachedFile = fc.record({ sha256: name, size, openedAt: fc.integer({ min: 0, max: 9 }) });
  const unique = { selector: ({ sha256 }: { sha256: string }) => sha256 };
  fc.assert(
    fc.property(
      fc.uniqueArray(file, unique),
      fc.uniqueArray(cachedFile, unique),
      fc.integer({ min: 0, max: 200 }),
      (named, cached, budget) => {
        const { fetch, drop } = planEnclosures(named, cached, budget);
        const left = cached.filter(({ sha256 }) => !drop.includes(sha256));
        const after = [...left, ...fetch.map((one) => ({ ...one, openedAt: 0 }))];
        expect(after.reduce((sum, one) => sum + one.size, 0)).toBeLessThanOrEqual(budget);
        expect(planEnclosures(named, after, budget)).toEqual({ fetch: [], drop: [] });
      },
    ),
  );
});
