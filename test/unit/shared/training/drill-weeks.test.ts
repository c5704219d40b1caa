import { describe, expect, it } from 'vitest';
import { drillWeeks, weekStart } from '../../../../src/shared/training/drill-weeks.ts';
import { drillEndingAt } from '../../../fixtures/drill-result.ts';

/** A Wednesday. */
const now = new Date(2026, 5, 10, 12).getTime();
const dayMs = 86_400_000;

describe('drills by week', () => {
  it('begins a week on Monday', () => {
    expect(new Date(weekStart(now)).getDay()).toBe(1);
    expect(weekStart(weekStart(now))).toBe(weekStart(now));
    expect(weekStart(new Date(2026, 5, 14, 23, 59).getTime())).toBe(weekStart(now));
  });

  it('has the mean of each week, oldest first, and nothing where nobody read', () => {
    const slow = drillEndingAt(now - 1000, { from: now - 61_000 });
    const older = drillEndingAt(now - 14 * dayMs, { isHeard: false });
    const weeks = drillWeeks([drillEndingAt(now - dayMs), slow, older], now, 4);
    expect(weeks.map(({ pace }) => pace)).toEqual([undefined, 240, undefined, 180]);
    expect(weeks.map(({ accuracy }) => accuracy)).toEqual([undefined, undefined, undefined, 1]);
    expect(weeks.map(({ loudnessDb }) => loudnessDb)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('leaves out what is older than its first week', () => {
    expect(drillWeeks([drillEndingAt(now - 30 * dayMs)], now, 2).map(({ pace }) => pace)).toEqual([
      undefined,
      undefined,
    ]);
  });
});
