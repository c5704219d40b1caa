import { z } from 'zod';
import { topQuestionSchema } from '../domain/top-questions.ts';
import { scenarioIdSchema } from '../ids.ts';
import { examSeriesSchema, openExamSeriesRequestSchema } from '../sync/exam-series-wire.ts';
import { examsAnswerSchema, openExamRequestSchema } from '../sync/exam-wire.ts';
import { callerWishSchema } from '../training/caller-wish.ts';
import { examPlaceSchema, examPointsSchema, examQuestionTextSchema, examSchema } from '../training/exam.ts';

const nth = examPlaceSchema;
const key = z.uuid();
const agoMs = z.number().int().min(0).max(86_400_000).optional();
/** Cut to its length at the desk, it may end with half of a surrogate pair, which the centre would refuse. */
const cut = z
  .string()
  .trim()
  .overwrite((text) => text.toWellFormed());
const examActSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ask'), nth, scenario: scenarioIdSchema.optional() }),
  z.strictObject({ type: z.literal('followUp'), nth, key, text: examQuestionTextSchema }),
  z.strictObject({ type: z.literal('steer'), nth, key, wish: callerWishSchema }),
  z.strictObject({
    type: z.literal('search'),
    ...{ key: key.optional(), agoMs },
    words: cut.max(100),
    article: cut.min(1).max(200).optional(),
  }),
  z.strictObject({ type: z.literal('answered'), nth: nth.optional(), agoMs }),
  z.strictObject({
    type: z.literal('mark'),
    ...{ nth, points: examPointsSchema, isFatal: z.boolean() },
    why: z.string().trim().max(200).optional(),
  }),
  z.strictObject({ type: z.literal('end') }),
  z.strictObject({ type: z.literal('cancel') }),
]);

/** The part of the contract that is about pass tests. They live at the centre: all of it fails with `server.*` without. */
export const examCommands = {
  /** What callers ask most, to choose from. */
  'exams:questions': { input: z.object({}), output: z.array(topQuestionSchema) },
  /** Those the agent takes part in, as he may see them; without a cursor those that are not over come first. */
  'exams:list': { input: z.object({ cursor: z.string().max(80).optional() }), output: examsAnswerSchema },
  /** Monthly ones, newest first; for those who teach. */
  'exams:series': { input: z.object({}), output: z.array(examSeriesSchema) },
  /** Drawn from what callers ask most. */
  'exams:openSeries': { input: openExamSeriesRequestSchema.omit({ pool: true }), output: examSeriesSchema },
  'exams:open': { input: openExamRequestSchema, output: examSchema },
  'exams:act': { input: z.object({ id: z.uuid(), act: examActSchema }), output: examSchema },
} as const;
