import fc from 'fast-check';
import { expect, it } from 'vitest';
import { msWithin, unionOf, without, type Stretch } from '../../../../src/shared/care/stretches.ts';

const moment = fc.integer({ min: 0, max: 60 });
const stretch = fc.record({ from: moment, to: moment });
const some = fc.array(stretch, { maxLength: 12 });

/** Whole moments that lie in any of them. */
function moments(stretches: readonly Stretch[]): number[] {
  return Array.from({ length: 61 }, (_, at) => at).filter((at) =>
    stretches.some(({ from, to }) => from <= at && at < to),
  );
}

it('counts what lies in several stretches once, moment for moment', () => {
  fc.assert(
    fc.property(some, stretch, (stretches, asked) => {
      const union = unionOf(stretches);
      expect(moments(union)).toEqual(moments(stretches));
      for (const [index, { from, to }] of union.entries()) {
        expect(from).toBeLessThan(to);
        expect(from).toBeGreaterThan(union[index - 1]?.to ?? -1);
      }
      expect(unionOf(union)).toEqual(union);
      const within = moments(stretches).filter((at) => asked.from <= at && at < asked.to);
      expect(msWithin(stretches, asked)).toBe(within.length);
    }),
  );
});

it('takes stretches out of another one, whatever their order', () => {
  fc.assert(
    fc.property(stretch, some, (whole, taken) => {
      const left = without(whole, taken);
      const out = new Set(moments(taken));
      expect(moments(left)).toEqual(moments([whole]).filter((at) => !out.has(at)));
      expect(unionOf(left)).toEqual(left);
    }),
  );
});
