import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VoiceMeter, type VoiceTotals } from '../../../../src/shared/coach/voice-meter.ts';
import { hiss, joined, mixed, silence, spoken, testRate } from '../../../fixtures/spoken-voice.ts';

function measure(samples: Float32Array, rate = testRate, block = 128): VoiceTotals {
  const meter = new VoiceMeter(rate);
  for (let at = 0; at < samples.length; at += block) meter.push(samples.subarray(at, at + block));
  return meter.totals;
}

function levelOf({ energy, speechS }: VoiceTotals): number {
  return 10 * Math.log10(energy / speechS);
}

describe('VoiceMeter', () => {
  it('counts the syllables of a voice at any pace that people speak at', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 330 }), fc.integer({ min: 10, max: 40 }), (perMinute, syllables) => {
        const { nuclei, talkS } = measure(joined(silence(0.3), spoken({ syllables, perMinute }), silence(0.3)));
        expect(Math.abs(nuclei - syllables)).toBeLessThanOrEqual(1);
        expect(Math.abs((nuclei / talkS) * 60 - perMinute) / perMinute).toBeLessThan(0.1);
      }),
      { numRuns: 25 },
    );
  });

  it('measures as loud as it is turned up, and counts the same', () => {
    const voice = spoken({ syllables: 20, perMinute: 200 });
    const usual = measure(voice);
    fc.assert(
      fc.property(fc.double({ min: -20, max: 12, noNaN: true }), (db) => {
        const gained = measure(voice.map((sample) => sample * 10 ** (db / 20)));
        expect(levelOf(gained) - levelOf(usual)).toBeCloseTo(db, 1);
        expect(gained.nuclei).toBe(usual.nuclei);
      }),
      { numRuns: 10 },
    );
  });

  it('hears the same in blocks of any length and at any rate of samples', () => {
    const voice = spoken({ syllables: 15, perMinute: 220 });
    expect(measure(voice, testRate, 1)).toEqual(measure(voice, testRate, 4_096));
    const finer = measure(spoken({ syllables: 15, perMinute: 220, rate: 48_000 }), 48_000);
    expect(finer.nuclei).toBe(15);
    expect(levelOf(finer)).toBeCloseTo(levelOf(measure(voice)), 0);
  });

  it('hears nobody in silence, in a noisy office and in the click of keys', () => {
    const key = joined(hiss(0.012, 0.4), silence(0.2));
    for (const room of [silence(3), hiss(5, 0.004), joined(...Array.from({ length: 20 }, () => key))]) {
      const { nuclei, speechS, pauses } = measure(room);
      expect(nuclei).toBe(0);
      expect(speechS).toBe(0);
      expect(pauses).toBe(0);
    }
  });

  it('takes nothing for a syllable that only hisses', () => {
    const hisses = joined(silence(0.5), ...Array.from({ length: 8 }, () => joined(hiss(0.15, 0.1), silence(0.15))));
    expect(measure(hisses, 48_000).nuclei).toBe(0);
  });

  it('counts on over the noise of an office', () => {
    const voice = joined(silence(1), spoken({ syllables: 24, perMinute: 180 }), silence(1));
    const { nuclei } = measure(mixed(voice, hiss(voice.length / testRate, 0.002)));
    expect(nuclei).toBe(24);
  });

  it('takes a pause for a pause, and a long one for the end of a turn', () => {
    const words = spoken({ syllables: 10, perMinute: 200 });
    const { pauses, pausedS, talkS, silentS, isSpeech } = measure(
      joined(words, silence(0.6), words, silence(3), words, silence(0.5)),
    );
    expect(pauses).toBe(2);
    expect(pausedS).toBeCloseTo(3.6, 0);
    // Three times three seconds and the short pause; not the time that he listened.
    expect(talkS).toBeCloseTo(9.6, 0);
    expect(silentS).toBeGreaterThan(0.4);
    expect(isSpeech).toBe(false);
  });

  it('only ever adds', () => {
    const meter = new VoiceMeter(testRate);
    const sound = joined(spoken({ syllables: 5, perMinute: 150 }), hiss(0.5, 0.05), silence(0.4), hiss(0.2, 0.3));
    let before = { ...meter.totals };
    for (let at = 0; at < sound.length; at += 160) {
      meter.push(sound.subarray(at, at + 160));
      const now = { ...meter.totals };
      for (const key of ['heardS', 'talkS', 'speechS', 'energy', 'nuclei', 'pauses', 'pausedS'] as const) {
        expect(now[key]).toBeGreaterThanOrEqual(before[key]);
      }
      expect(now.speechS).toBeLessThanOrEqual(now.talkS);
      expect(now.talkS).toBeLessThanOrEqual(now.heardS + 1e-9);
      before = now;
    }
  });
});
