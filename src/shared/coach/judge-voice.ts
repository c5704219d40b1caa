import type { PaceUnit } from '../domain/panel-choice.ts';

export type PaceVerdict = 'slow' | 'fits' | 'fast';
export type LoudnessVerdict = 'quiet' | 'fits' | 'loud';

/** Of plain spoken English: the lines of the shipped pack have 1.2, newspapers have 1.5. */
const syllablesPerWord = 1.3;
/** A pace within this share of the target is the target: nobody hears less, and the meter is not better. */
const paceTolerance = 0.15;
const loudnessToleranceDb = 3;

/** @returns units a minute, as the language counts them */
export function paceOf(syllablesPerMinute: number, unit: PaceUnit): number {
  return unit === 'words' ? syllablesPerMinute / syllablesPerWord : syllablesPerMinute;
}

export function judgePace(pace: number, target: number): PaceVerdict {
  if (pace > target * (1 + paceTolerance)) return 'fast';
  return pace < target * (1 - paceTolerance) ? 'slow' : 'fits';
}

/** @param db and `targetDb` of sound pressure: a level that is only relative can't be judged */
export function judgeLoudness(db: number, targetDb: number): LoudnessVerdict {
  if (db > targetDb + loudnessToleranceDb) return 'loud';
  return db < targetDb - loudnessToleranceDb ? 'quiet' : 'fits';
}
