import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLocalMinute, parseLocalMinute } from '../../../../src/renderer/i18n/format.ts';

const minuteMs = 60_000;

describe('a minute as it is typed', () => {
  it('is read as it was written', () => {
    // Whole hours of UTC in one season: no clock was put back here.
    const start = Date.UTC(2026, 10, 1) / minuteMs;
    fc.assert(
      fc.property(fc.integer({ min: start, max: start + 90 * 24 * 60 }), (minute) => {
        expect(parseLocalMinute(formatLocalMinute(minute * minuteMs))).toBe(minute * minuteMs);
      }),
    );
  });

  it('may be typed with other signs and without leading zeros', () => {
    const at = new Date(2026, 2, 4, 9, 5).getTime();
    for (const text of ['2026-03-04 09:05', '2026/3/4 9:05', '2026.3.4  9:05', ' 2026-3-4 9：05 '])
      expect(parseLocalMinute(text)).toBe(at);
  });

  it('is nothing while it is half typed, or where there is no such time', () => {
    for (const text of [
      '',
      '2026-03',
      '2026-03-04',
      '2026-03-04 9:5',
      '2026-02-30 10:00',
      '2026-01-01 24:00',
      '2026-01-01 10:60',
    ])
      expect(parseLocalMinute(text)).toBeUndefined();
  });
});
