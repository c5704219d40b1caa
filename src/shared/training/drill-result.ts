import { z } from 'zod';
import { callerLanguageSchema } from '../domain/language.ts';
import { paceLimits } from '../domain/panel-choice.ts';
import { readingSizes } from '../domain/reading-text.ts';
import { loudnessLimits } from '../domain/voice-coach.ts';
import { drillIdSchema, readingIdSchema } from '../ids.ts';
import { maxUnits, readingMarksSchema } from './reading-marks.ts';

const instantSchema = z.number().int().min(0);

/** What was heard of the reader's voice in the whole drill. */
const drillVoiceSchema = z.strictObject({
  /** Of his speech, dBFS. */
  levelDb: z.number().min(-200).max(20),
  /** What makes it dB of sound pressure; absent for a headset that was not calibrated: the level is relative then. */
  offsetDb: z.number().min(20).max(180).optional(),
  /** Silences between two words, and their share of the time from the first word to the last, 0–1. */
  pauses: z.number().int().min(0).max(10_000),
  pauseShare: z.number().min(0).max(1),
});
export type DrillVoice = z.infer<typeof drillVoiceSchema>;

/** One reading drill of an agent, from the first word to the last. Times in UTC epoch ms. */
export const drillResultSchema = z
  .strictObject({
    drillId: drillIdSchema,
    textId: readingIdSchema,
    lang: callerLanguageSchema,
    size: z.enum(readingSizes),
    from: instantSchema,
    to: instantSchema,
    /** Units of the text up to where the reader came: characters, syllables or words. */
    reached: z.number().int().min(1).max(maxUnits),
    /** Somebody listened: without one nobody knows how exactly it was read. */
    isHeard: z.boolean(),
    listener: z.string().trim().max(40),
    marks: readingMarksSchema,
    /** Absent without a microphone, or when too little was said to measure it. */
    voice: drillVoiceSchema.optional(),
    /** What the reader wanted to come to. */
    target: z.strictObject({
      pace: z.number().int().min(paceLimits.min).max(paceLimits.max),
      loudnessDb: z.number().int().min(loudnessLimits.min).max(loudnessLimits.max),
    }),
  })
  .refine(({ from, to }) => to > from, { path: ['to'] });
export type DrillResult = z.infer<typeof drillResultSchema>;

/** So many of an agent are kept, the newest. */
export const drillResultsKept = 2000;

export interface DrillFigures {
  readonly misread: number;
  readonly dropped: number;
  readonly added: number;
  /** Share of the text that was read as it stands, 0–1; undefined where nobody listened. */
  readonly accuracy: number | undefined;
  /** Units a minute that were said, in all of the time. */
  readonly pace: number;
  /** dB of sound pressure; undefined for a level that is only relative. */
  readonly loudnessDb: number | undefined;
}

/** Units a minute that nobody reads: half as many again as the quickest that anybody may want. */
const absurdPace = paceLimits.max * 1.5;

/** Why a drill that was ended does not count. */
export type DrillSlip = 'tooShort' | 'tooQuiet';

/**
 * Pure: ended by a slip, before so much could be read, or read by nobody whom the microphone or a listener heard.
 * @param isListening a microphone was there
 */
export function drillSlip(result: DrillResult, isListening: boolean): DrillSlip | undefined {
  if (drillFigures(result).pace > absurdPace) return 'tooShort';
  return isListening && result.voice === undefined && !result.isHeard ? 'tooQuiet' : undefined;
}

/** Pure. Marks behind the place that the reader reached do not count. */
export function drillFigures({ marks, reached, isHeard, from, to, voice }: DrillResult): DrillFigures {
  const sum = (kind: string): number =>
    marks.filter((mark) => mark.kind === kind && mark.at < reached).reduce((total, { count }) => total + count, 0);
  const [misread, dropped, added] = [sum('misread'), sum('dropped'), sum('added')];
  return {
    ...{ misread, dropped, added },
    accuracy: isHeard ? Math.max(0, reached - misread - dropped - added) / reached : undefined,
    pace: ((reached - dropped + added) * 60_000) / (to - from),
    loudnessDb: voice?.offsetDb === undefined ? undefined : voice.levelDb + voice.offsetDb,
  };
}
