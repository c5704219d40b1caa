import { z } from 'zod';
import { callIdSchema, scenarioIdSchema } from '../ids.ts';
import { criteria } from './score-sheet.ts';
import { callerLanguageSchema } from '../domain/language.ts';

/** What only an ear can judge. */
export const earCriteria = ['tone', 'wording', 'language'] as const;
export type EarCriterion = (typeof earCriteria)[number];

/** 5 is best. */
export const earMarkSchema = z.union([z.number().int().min(1).max(5), z.literal('notApplicable')]);
export type EarMark = z.infer<typeof earMarkSchema>;

export const listenerMarksSchema = z.strictObject({
  marks: z.partialRecord(z.enum(earCriteria), earMarkSchema),
  /** Who listened, as he wrote it: at a trainee's desk nobody signs in besides him. */
  listener: z.string().trim().max(40),
});
export type ListenerMarks = z.infer<typeof listenerMarksSchema>;

const instantSchema = z.number().int().min(0);

/** One finished simulation of an agent, as its score sheet was when it ended. Times in UTC epoch ms. */
export const practiceResultSchema = z.strictObject({
  /** Of its last call, should the caller have rung twice. */
  callId: callIdSchema,
  scenarioId: scenarioIdSchema,
  lang: callerLanguageSchema,
  from: instantSchema,
  to: instantSchema,
  /** 0–100 of what was applicable. */
  score: z.number().int().min(0).max(100),
  points: z
    .array(
      z.strictObject({
        criterion: z.enum(criteria),
        outcome: z.enum(['met', 'missed', 'notApplicable']),
        weight: z.number().min(0).max(100),
        at: instantSchema.optional(),
        seconds: z.number().min(0).optional(),
        steps: z.number().int().min(0).max(1000).optional(),
        moments: z.array(z.string().max(100)).max(100).readonly().optional(),
      }),
    )
    .max(criteria.length)
    .readonly(),
  heard: listenerMarksSchema.optional(),
});
export type PracticeResult = z.infer<typeof practiceResultSchema>;

/** So many of an agent are kept, the newest. */
export const practiceResultsKept = 2000;

/** Mean of the marks a listener gave; undefined where he gave none. */
export function meanMark(heard: ListenerMarks | undefined): number | undefined {
  const given = Object.values(heard?.marks ?? {}).filter((mark) => mark !== 'notApplicable');
  return given.length === 0 ? undefined : given.reduce((sum, mark) => sum + mark, 0) / given.length;
}
