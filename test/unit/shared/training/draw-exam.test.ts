import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawExam } from '../../../../src/shared/training/draw-exam.ts';

const pool = ['power', 'bank', 'transit'].flatMap((area) =>
  Array.from({ length: area === 'transit' ? 2 : 10 }, (_, nth) => ({ text: `${area} ${String(nth)}`, area })),
);
const areaOf = (text: string): string => text.split(' ')[0] ?? '';

describe('drawing the questions of an exam', () => {
  it('draws each once, fairly over the areas, whatever the lot', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.infiniteStream(fc.float({ min: 0, max: 1, noNaN: true, maxExcluded: true })),
        (count, lot) => {
          const drawn = drawExam(pool, count, new Set(), () => lot.next().value as number);
          expect(drawn).toHaveLength(Math.min(count, pool.length));
          expect(new Set(drawn).size).toBe(drawn.length);
          const [power, bank, transit] = ['power', 'bank', 'transit'].map(
            (area) => drawn.filter((text) => areaOf(text) === area).length,
          ) as [number, number, number];
          expect(Math.abs(power - bank)).toBeLessThanOrEqual(1);
          expect(transit).toBeLessThanOrEqual(2);
          if (transit < 2) expect(Math.abs(power - transit)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('takes what somebody had last time only where nothing else is left', () => {
    const had = new Set(pool.slice(0, 4).map(({ text }) => text));
    expect(drawExam(pool, 18, had, Math.random).filter((text) => had.has(text))).toEqual([]);
    const all = drawExam(pool, 20, had, Math.random);
    expect(all.slice(0, 18).some((text) => had.has(text))).toBe(false);
    expect(all.slice(18).every((text) => had.has(text))).toBe(true);
  });
});
