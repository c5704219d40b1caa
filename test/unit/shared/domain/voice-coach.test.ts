import { describe, expect, it } from 'vitest';
import { calibrationsSchema, withCalibration, type Calibration } from '../../../../src/shared/domain/voice-coach.ts';

const of = (label: string, offsetDb = 95): Calibration => ({ label, offsetDb, at: 1_700_000_000_000 });

describe('calibrations of a machine', () => {
  it('keeps one per headset, the newest first', () => {
    const known = [of('Lab H1', 90), of('', 100)];
    expect(withCalibration(known, of('', 97))).toEqual([of('', 97), of('Lab H1', 90)]);
  });

  it('forgets the oldest rather than hold more than can be stored', () => {
    const full = Array.from({ length: 20 }, (_, index) => of(`headset ${String(index)}`));
    const after = withCalibration(full, of('new'));
    expect(calibrationsSchema.safeParse(after).success).toBe(true);
    expect(after[0]?.label).toBe('new');
    expect(after.some(({ label }) => label === 'headset 19')).toBe(false);
  });
});
