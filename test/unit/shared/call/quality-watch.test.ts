import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QualitySample } from '../../../../src/shared/call/media-stats.ts';
import {
  calmWatch,
  clearAfterMs,
  warnAfterMs,
  warningsOf,
  watchQuality,
  type Concern,
} from '../../../../src/shared/call/quality-watch.ts';

const path = (clarity: number) => ({ loss: 0, jitterMs: 0, mos: 1, clarity });

function sample(second: number, change: Partial<QualitySample> = {}): QualitySample {
  return { at: second * 1000, heard: path(4.4), spoken: path(4.4), roundTripMs: 40, isSilent: false, ...change };
}

/** Warnings after every one of these samples, a second apart. */
function warnings(changes: readonly Partial<QualitySample>[]): Concern[][] {
  let watch = calmWatch;
  return changes.map((change, second) => {
    watch = watchQuality(watch, sample(second, change));
    return warningsOf(watch);
  });
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const deaf = { spoken: path(2.5) };

describe('the watch over the quality of a call', () => {
  it('warns when it stayed bad for four seconds, and not before', () => {
    const seen = warnings(times(6, deaf));
    expect(seen.map((one) => one.length)).toEqual([0, 0, 0, 0, 1, 1]);
    expect(seen[4]).toEqual(['callerHearsBadly']);
  });

  it('forgets a bad moment', () => {
    expect(warnings([deaf, deaf, deaf, {}, deaf, deaf, deaf]).flat()).toEqual([]);
  });

  it('keeps a warning until it was good for five seconds in a row', () => {
    const good = times(5, {});
    const seen = warnings([...times(5, deaf), ...good, deaf, ...good, {}, {}]);
    expect(seen.slice(4, 16).flat()).toEqual(times(12, 'callerHearsBadly'));
    expect(seen.slice(16).flat()).toEqual([]);
  });

  it('changes nothing between bad and good, nor while nothing is known', () => {
    const middling = { spoken: path(3.7) };
    const unknown = { spoken: undefined } as unknown as Partial<QualitySample>;
    for (const unclear of [middling, unknown]) {
      expect(warnings(times(20, unclear)).flat()).toEqual([]);
      expect(warnings([...times(5, deaf), ...times(20, unclear)]).at(-1)).toEqual(['callerHearsBadly']);
    }
  });

  it('tells what is wrong with whom', () => {
    expect(warnings(times(5, { heard: path(2) })).at(-1)).toEqual(['agentHearsBadly']);
    expect(warnings(times(5, { roundTripMs: 900 })).at(-1)).toEqual(['longDelay']);
    expect(warnings(times(2, { isSilent: true })).at(-1)).toEqual(['nothingHeard']);
    const everything = { heard: path(1), spoken: path(1), roundTripMs: 2000, isSilent: true };
    expect(warnings(times(5, everything)).at(-1)).toHaveLength(4);
  });

  it('never flickers: every warning and every calm lasts, and long enough good weather ends all warnings', () => {
    const change = fc.constantFrom<Partial<QualitySample>>({}, deaf, { spoken: path(3.7) }, { isSilent: true });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 120 }), (changes) => {
        const seen = warnings(changes).map((one) => one.includes('callerHearsBadly'));
        const turns = seen.flatMap((is, second) => (second > 0 && is !== seen[second - 1] ? [second] : []));
        for (const [index, second] of turns.entries()) {
          const next = turns[index + 1] ?? Number.POSITIVE_INFINITY;
          const least = seen[second] === true ? clearAfterMs : warnAfterMs.callerHearsBadly;
          expect((next - second) * 1000).toBeGreaterThanOrEqual(least);
        }
        expect(warnings([...changes, ...times(7, {})]).at(-1)).toEqual([]);
      }),
    );
  });
});
