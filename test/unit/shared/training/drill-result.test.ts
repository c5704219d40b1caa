import { describe, expect, it } from 'vitest';
import { drillFigures, drillResultSchema, drillSlip } from '../../../../src/shared/training/drill-result.ts';
import { drillEndingAt } from '../../../fixtures/drill-result.ts';

const now = Date.UTC(2026, 5, 10, 8);
const mark = (at: number, kind: 'misread' | 'dropped' | 'added', count = 1) => ({ at, kind, count });

describe('what a reading drill came to', () => {
  it('counts each fault of the reader against the text, and what he really said a minute', () => {
    const marks = [mark(2, 'misread'), mark(5, 'dropped'), mark(9, 'added', 4)];
    expect(drillFigures(drillEndingAt(now, { marks }))).toMatchObject({
      ...{ misread: 1, dropped: 1, added: 4, accuracy: (120 - 6) / 120 },
      pace: (120 - 1 + 4) * 2,
    });
  });

  it('leaves out what is marked behind the place that the reader came to', () => {
    const marks = [mark(2, 'misread'), mark(60, 'dropped')];
    expect(drillFigures(drillEndingAt(now, { marks, reached: 60 }))).toMatchObject({
      ...{ misread: 1, dropped: 0, accuracy: 59 / 60, pace: 120 },
    });
  });

  it('knows nothing of accuracy where nobody listened, and has no loudness without a calibrated headset', () => {
    const voice = { levelDb: -30, pauses: 4, pauseShare: 0.2 };
    const alone = drillEndingAt(now, { isHeard: false, voice });
    expect(drillFigures(alone)).toMatchObject({ accuracy: undefined, loudnessDb: undefined });
    expect(drillFigures({ ...alone, voice: { ...voice, offsetDb: 101 } }).loudnessDb).toBe(71);
  });

  it('is never worse than nothing', () => {
    const marks = Array.from({ length: 20 }, (_, at) => mark(at, 'added', 20));
    expect(drillFigures(drillEndingAt(now, { marks })).accuracy).toBe(0);
  });

  it('is not kept when it ends before it begins', () => {
    const drill = drillEndingAt(now);
    expect(drillResultSchema.safeParse({ ...drill, to: drill.from }).success).toBe(false);
  });

  it('does not count what nobody can have read in that time, until the listener says how far it went', () => {
    const slip = drillEndingAt(now, { from: now - 2_000 });
    expect(drillSlip(slip, true)).toBe('tooShort');
    expect(drillSlip({ ...slip, reached: 6 }, true)).toBeUndefined();
    expect(drillSlip(drillEndingAt(now), true)).toBeUndefined();
  });

  it('does not count a reader whom neither the microphone nor anybody heard', () => {
    const alone = drillEndingAt(now, { isHeard: false });
    expect(drillSlip(alone, true)).toBe('tooQuiet');
    expect(drillSlip(alone, false)).toBeUndefined();
    expect(drillSlip({ ...alone, voice: { levelDb: -30, pauses: 1, pauseShare: 0.1 } }, true)).toBeUndefined();
  });
});
