import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  nudgeHeeded,
  nudgePutOff,
  nudgeRule,
  restNudge,
  talkSincePause,
  type NudgeMemory,
} from '../../../../src/shared/care/rest-nudge.ts';
import type { Stretch } from '../../../../src/shared/care/stretches.ts';

const min = 60_000;
const limitMs = 45 * min;
const of = (...pairs: [number, number][]): Stretch[] => pairs.map(([from, to]) => ({ from: from * min, to: to * min }));
const long = of([0, 50]);
const at = (minute: number, memory: NudgeMemory = {}, isFree = true, stretches = long) =>
  restNudge(memory, { stretches, limitMs, isFree, now: minute * min });

describe('talk since the last pause', () => {
  const talked = (minute: number, ...pairs: [number, number][]) => talkSincePause(of(...pairs), minute * min) / min;

  it('goes on over short silences and begins anew after a long one', () => {
    expect(talked(60, [0, 20], [29, 45], [54, 58])).toBe(40);
    expect(talked(60, [0, 20], [30, 45], [54, 58])).toBe(19);
    expect(talked(67, [0, 58])).toBe(58);
    expect(talked(68, [0, 58])).toBe(0);
    expect(talked(68)).toBe(0);
  });

  it('counts several calls by the clock, one that goes on up to now, and none to come', () => {
    expect(talked(30, [0, 20], [10, 25], [10, 12])).toBe(25);
    expect(talked(30, [20, 40])).toBe(10);
    expect(talked(30, [40, 80])).toBe(0);
  });
});

describe('the nudge', () => {
  it('comes after the limit, between calls only', () => {
    expect(at(51)).toBe('comes');
    expect(at(51, {}, false)).toBe('none');
    expect(at(51, {}, true, of([0, 44]))).toBe('none');
    expect(at(60)).toBe('none');
  });

  it('stands for a while, goes by itself, and comes again half an hour later', () => {
    const talking = of([0, 200]);
    const shown = { shownAt: 51 * min };
    const later = (minute: number) => at(minute, shown, true, talking);
    expect([51, 60.9, 61, 80.9, 81].map(later)).toEqual(['stands', 'stands', 'none', 'none', 'comes']);
  });

  it('goes with a pause', () => {
    expect(at(59.9, { shownAt: 55 * min })).toBe('stands');
    expect(at(60, { shownAt: 55 * min })).toBe('none');
  });

  it('is quiet for half an hour when it was seen, for a quarter when it was put off', () => {
    const talking = of([0, 200]);
    const heeded = nudgeHeeded({ shownAt: 51 * min }, 52 * min);
    expect([53, 81.9, 82].map((minute) => at(minute, heeded, true, talking))).toEqual(['none', 'none', 'comes']);
    const off = nudgePutOff(52 * min);
    expect([53, 66.9, 67].map((minute) => at(minute, off, true, talking))).toEqual(['none', 'none', 'comes']);
  });

  it('forgets times to come: the clock was set back', () => {
    expect(at(51, { shownAt: 500 * min, quietUntil: 530 * min })).toBe('comes');
  });

  it('is never there in a call, and does not come more often than it may, whatever happens', () => {
    const step = fc.record({
      forMs: fc.integer({ min: 1, max: 12 * min }),
      does: fc.constantFrom('talk' as const, 'wait' as const, 'heed' as const, 'putOff' as const),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let now = 0;
        let memory: NudgeMemory = {};
        let lastAt: number | undefined;
        const stretches: Stretch[] = [];
        for (const { forMs, does } of steps) {
          if (does === 'talk') stretches.push({ from: now, to: now + forMs });
          now += forMs;
          expect(restNudge(memory, { stretches, limitMs, isFree: false, now })).toBe('none');
          const nudge = restNudge(memory, { stretches, limitMs, isFree: true, now });
          if (nudge === 'none') continue;
          expect(talkSincePause(stretches, now)).toBeGreaterThanOrEqual(limitMs);
          if (nudge === 'comes') {
            if (lastAt !== undefined) expect(now - lastAt).toBeGreaterThanOrEqual(nudgeRule.putOffMs);
            const isPutOff = memory.shownAt === undefined;
            if (lastAt !== undefined && !isPutOff) expect(now - lastAt).toBeGreaterThanOrEqual(nudgeRule.everyMs);
            lastAt = now;
            memory = { shownAt: now };
          }
          if (does === 'heed') memory = nudgeHeeded(memory, now);
          if (does === 'putOff') memory = nudgePutOff(now);
        }
      }),
      { numRuns: 500 },
    );
  });
});
