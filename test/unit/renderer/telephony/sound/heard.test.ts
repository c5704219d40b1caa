import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeRecording } from '../../../../../src/renderer/telephony/sound/heard.ts';

const rate = 48_000;

/** Somebody who speaks for the first half of three seconds, at a peak of `level`. */
function spoken(level: number, clipAt = 1): Float32Array {
  return Float32Array.from({ length: 3 * rate }, (_, i) => {
    if (i > 1.5 * rate) return 0;
    return Math.max(-clipAt, Math.min(clipAt, level * Math.sin((2 * Math.PI * 200 * i) / rate)));
  });
}

describe('what was heard of a test call', () => {
  it('a voice at its usual loudness', () => {
    const { verdict, speechDb } = judgeRecording(spoken(0.2), rate);
    expect(verdict).toBe('good');
    // A sine at a peak of 0.2: 20 log10(0.2) − 3.01 dB.
    expect(speechDb).toBeCloseTo(-16.99, 1);
  });

  it('nothing, and a room without a voice', () => {
    expect(judgeRecording(new Float32Array(0), rate)).toEqual({ verdict: 'silent', speechDb: -100 });
    expect(judgeRecording(new Float32Array(rate), rate)).toEqual({ verdict: 'silent', speechDb: -100 });
    expect(judgeRecording(spoken(0.002), rate).verdict).toBe('silent');
  });

  it('a voice that is too low', () => {
    expect(judgeRecording(spoken(0.01), rate).verdict).toBe('tooLow');
  });

  it('a voice cut off at full scale, but not one loud click', () => {
    expect(judgeRecording(spoken(3), rate).verdict).toBe('clipping');
    const click = spoken(0.2);
    click.fill(1, 1000, 1050);
    expect(judgeRecording(click, rate).verdict).toBe('good');
  });

  it('never says of a louder recording that it is quieter', () => {
    const levels = fc.float({ min: Math.fround(0.0005), max: Math.fround(0.45), noNaN: true });
    fc.assert(
      fc.property(levels, (level) => {
        const [quiet, loud] = [judgeRecording(spoken(level), rate), judgeRecording(spoken(level * 2), rate)];
        expect(loud.speechDb).toBeCloseTo(quiet.speechDb + 6.02, 1);
      }),
      { numRuns: 8 },
    );
  });
});
