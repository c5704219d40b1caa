import { describe, expect, it } from 'vitest';
import { judgeLoudness, judgePace, paceOf } from '../../../../src/shared/coach/judge-voice.ts';
import { TwoVoices } from '../../../../src/shared/coach/two-voices.ts';
import { VoiceWindow, voiceBetween, windowTalkS, type VoiceNow } from '../../../../src/shared/coach/voice-now.ts';
import { joined, silence, spoken, testRate } from '../../../fixtures/spoken-voice.ts';

const block = 160;

function hear(voices: TwoVoices, mine: Float32Array, theirs: Float32Array): void {
  const quiet = new Float32Array(block);
  for (let at = 0; at + block <= mine.length; at += block) {
    voices.push(mine.subarray(at, at + block), at + block <= theirs.length ? theirs.subarray(at, at + block) : quiet);
  }
}

describe('TwoVoices', () => {
  it('counts who talks over whom, but not a yes in between', () => {
    const voices = new TwoVoices(testRate);
    const mine = spoken({ syllables: 30, perMinute: 200 });
    const yes = spoken({ syllables: 1, perMinute: 240 });
    const objection = spoken({ syllables: 8, perMinute: 200 });
    hear(voices, mine, joined(silence(1), yes, silence(1.5), objection));
    const { talkOvers, overS, isOver } = voices.heard();
    expect(talkOvers).toBe(1);
    expect(overS).toBeGreaterThan(2);
    expect(overS).toBeLessThan(3);
    expect(isOver).toBe(false);
  });

  it('says so while it lasts', () => {
    const voices = new TwoVoices(testRate);
    const both = spoken({ syllables: 6, perMinute: 200 });
    hear(voices, both, both);
    expect(voices.heard().isOver).toBe(true);
  });
});

describe('VoiceWindow', () => {
  function speak(voices: TwoVoices, window: VoiceWindow, sound: Float32Array): VoiceNow {
    const step = testRate / 5;
    let now = window.add(voices.heard());
    for (let at = 0; at < sound.length; at += step) {
      hear(voices, sound.subarray(at, at + step), new Float32Array(0));
      now = window.add(voices.heard());
    }
    return now;
  }

  it('shows nothing before enough was said, then the pace and the level', () => {
    const voices = new TwoVoices(testRate);
    const window = new VoiceWindow();
    const early = speak(voices, window, spoken({ syllables: 8, perMinute: 200 }));
    expect(early.syllablesPerMinute).toBeUndefined();
    const later = speak(voices, window, spoken({ syllables: 20, perMinute: 200 }));
    expect(Math.abs((later.syllablesPerMinute ?? 0) - 200)).toBeLessThan(15);
    expect(later.levelDb).toBeGreaterThan(-30);
  });

  it('follows a change of pace, and stands while the caller talks', () => {
    const voices = new TwoVoices(testRate);
    const window = new VoiceWindow();
    speak(voices, window, spoken({ syllables: 60, perMinute: 120 }));
    const fast = speak(voices, window, spoken({ syllables: Math.ceil(windowTalkS * 5), perMinute: 280 }));
    expect(fast.syllablesPerMinute).toBeGreaterThan(260);
    const afterListening = speak(voices, window, silence(20));
    expect(afterListening.syllablesPerMinute).toBeCloseTo(fast.syllablesPerMinute ?? 0, -1);
  });

  it('tells the share of pauses', () => {
    const voices = new TwoVoices(testRate);
    const start = voices.heard();
    const words = spoken({ syllables: 10, perMinute: 200 });
    hear(voices, joined(words, silence(0.7), words, silence(0.7), words), new Float32Array(0));
    expect(voiceBetween(start, voices.heard()).pauseShare).toBeCloseTo(0.14, 1);
  });
});

describe('the verdicts', () => {
  it('counts characters and syllables as they are heard, and words by what words are long', () => {
    expect(paceOf(200, 'characters')).toBe(200);
    expect(paceOf(160, 'syllables')).toBe(160);
    expect(paceOf(195, 'words')).toBeCloseTo(150);
  });

  it('calls slow and fast what is heard as such', () => {
    expect([169, 171, 229, 231].map((pace) => judgePace(pace, 200))).toEqual(['slow', 'fits', 'fits', 'fast']);
    expect([66, 67.5, 72.5, 74].map((db) => judgeLoudness(db, 70))).toEqual(['quiet', 'fits', 'fits', 'loud']);
  });
});
