import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { indexLookup } from '../../../../src/main/db/knowledge/index-lookup.ts';
import {
  allOf,
  anyOf,
  inShorts,
  inWords,
  narrowed,
  type Expression,
} from '../../../../src/main/db/knowledge/two-table-expression.ts';
import { createWordIndex, indexWriter } from '../../../../src/main/db/knowledge/word-index.ts';

const db = new Database(':memory:');
createWordIndex(db, 'words');
const write = indexWriter(db, 'words');
const last = 1_000;

/** What entry `rank` has: `of7` stands in every seventh one, `all` in each, in both tables. */
function fits(rank: number, token: string): boolean {
  return token === 'all' || rank % Number(token.slice(2)) === 0;
}
const tokens = ['all', 'of2', 'of3', 'of7', 'of50', 'of101'];
db.transaction(() => {
  for (let rank = 1; rank <= last; rank += 1) {
    const text = tokens.filter((token) => fits(rank, token)).join(' ');
    write(rank, { words: text, shorts: text });
  }
})();
// As in an index so large that up to 64 hits are looked up one by one.
const { ranks, isThere } = indexLookup(db, () => 200_000);
afterAll(() => db.close());

const those = (isWanted: (rank: number) => boolean): number[] =>
  Array.from({ length: last }, (_, at) => at + 1).filter(isWanted);
const words = (token: string): Expression => inWords(`"${token}"`);
const shorts = (token: string): Expression => inShorts(`"${token}"`);

describe('an index of two tables', () => {
  // Few of both, few of one, many of both.
  test.each([
    ['of50', 'of101'],
    ['of50', 'of2'],
    ['of2', 'of50'],
    ['of2', 'of3'],
    ['of7', 'all'],
  ])('finds what has %s in one and %s in the other, in the order of ranks', (one, other) => {
    const expected = those((rank) => fits(rank, one) && fits(rank, other));
    expect([...ranks(allOf([words(one), shorts(other)]))]).toEqual(expected);
    expect(isThere(allOf([words(one), shorts(other)]))).toBe(expected.length > 0);
    // In a small index they are read through instead, and say the same.
    const small = indexLookup(db, () => 0);
    expect([...small.ranks(allOf([words(one), shorts(other)]))]).toEqual(expected);
  });

  test('finds each once where one of several fits, whichever table says so', () => {
    const several = anyOf([words('of50'), shorts('of7'), allOf([words('of2'), shorts('of3')])]);
    expect([...ranks(several)]).toEqual(those((rank) => rank % 50 === 0 || rank % 7 === 0 || rank % 6 === 0));
    const both = allOf([several, anyOf([words('of3'), shorts('of101')])]);
    expect([...ranks(both)]).toEqual(
      those((rank) => [50, 7, 6].some((one) => rank % one === 0) && (rank % 3 === 0 || rank % 101 === 0)),
    );
  });

  test('narrows every clause, and can be asked again before the last answer is read', () => {
    const asked = narrowed(anyOf([words('of50'), shorts('of7')]), ['"of2"']);
    const expected = those((rank) => rank % 2 === 0 && (rank % 50 === 0 || rank % 7 === 0));
    for (const rank of ranks(asked)) {
      expect(rank).toBe(expected[0]);
      break;
    }
    expect([...ranks(asked)]).toEqual(expected);
  });

  test('forgets in both tables what is taken out', () => {
    write(210, undefined);
    try {
      expect([...ranks(allOf([words('of7'), shorts('of3')]))]).not.toContain(210);
      expect([...ranks(shorts('of7'))]).not.toContain(210);
    } finally {
      const text = tokens.filter((token) => fits(210, token)).join(' ');
      write(210, { words: text, shorts: text });
    }
  });
});
