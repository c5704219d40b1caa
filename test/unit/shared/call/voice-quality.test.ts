import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delayImpairment, mosOf, ratingOf } from '../../../../src/shared/call/voice-quality.ts';

describe('the E-model', () => {
  it.each([
    [93.2, 4.41],
    [90, 4.34],
    [80, 4.03],
    [70, 3.6],
    [60, 3.1],
    [50, 2.58],
    [0, 1],
    [-10, 1],
    [100, 4.5],
  ])('scores a rating of %s as G.107, annex B, does', (rating, mos) => {
    // Its table is rounded.
    expect(Math.abs(mosOf(rating) - mos)).toBeLessThan(0.01);
  });

  // Published bounds of the mouth-to-ear delay at which a call falls from a rating of 94 to 70 with perfect echo
  // control: of G.711, GSM-EFR, G.729 and the two rates of G.723.1, whose Ie are 0, 5, 10, 15 and 19.
  it.each([
    [400, 24],
    [342, 19],
    [294, 14],
    [251, 9],
    [219, 5],
  ])('takes away for %s ms what was published', (delayMs, impairment) => {
    expect(Math.abs(delayImpairment(delayMs) - impairment)).toBeLessThan(0.8);
  });

  it('takes nothing away for a delay that nobody notices', () => {
    expect(ratingOf({ codec: 'PCMA', loss: 0, delayMs: 0 })).toBe(93.2);
    expect(ratingOf({ codec: 'opus', loss: 0, delayMs: 100 })).toBe(93.2);
    expect(delayImpairment(150)).toBeLessThan(0.2);
  });

  it('takes about four units for one percent lost of G.711 with concealment, and more for Opus', () => {
    expect(93.2 - ratingOf({ codec: 'PCMU', loss: 0.01, delayMs: 0 })).toBeCloseTo(3.64, 2);
    expect(93.2 - ratingOf({ codec: 'opus', loss: 0.01, delayMs: 0 })).toBeCloseTo(8.64, 2);
    expect(ratingOf({ loss: 0.05, delayMs: 0 })).toBe(ratingOf({ codec: 'opus', loss: 0.05, delayMs: 0 }));
  });

  it('is continuous where its parts meet, never better for more loss or delay, and always a score', () => {
    expect(delayImpairment(100.001)).toBeCloseTo(0, 5);
    expect(mosOf(0.001)).toBeCloseTo(1, 3);
    expect(mosOf(99.999)).toBeCloseTo(4.5, 3);
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const delay = fc.double({ min: 0, max: 5000, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom('opus', 'PCMA', 'G729', undefined),
        share,
        share,
        delay,
        delay,
        (codec, a, b, c, d) => {
          const path = (loss: number, delayMs: number) => ({ loss, delayMs, ...(codec && { codec }) });
          const better = mosOf(ratingOf(path(Math.min(a, b), Math.min(c, d))));
          const worse = mosOf(ratingOf(path(Math.max(a, b), Math.max(c, d))));
          expect(worse).toBeLessThanOrEqual(better + 1e-9);
          expect(worse).toBeGreaterThanOrEqual(1);
          expect(better).toBeLessThanOrEqual(4.5);
        },
      ),
    );
  });
});
