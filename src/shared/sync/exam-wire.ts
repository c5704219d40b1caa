import { z } from 'zod';
import { agentNoSchema, scenarioIdSchema } from '../ids.ts';
import { callerWishSchema } from '../training/caller-wish.ts';
import {
  examPlaceSchema,
  examPointsSchema,
  examQuestionTextSchema,
  examSchema,
  examTextSchema,
  maxExamQuestions,
} from '../training/exam.ts';

const id = z.uuid();
const nth = examPlaceSchema;
/** How long ago it was at the desk: what waited for the line keeps its time, whatever the desk's clock says. */
const agoMs = z.number().int().min(0).max(86_400_000).optional();

/** `id` is made at the desk: sent twice, it is one test. */
export const openExamRequestSchema = z.object({
  id,
  trainee: agentNoSchema,
  /** The other examiner. */
  second: agentNoSchema,
  questions: z.array(examQuestionTextSchema).min(1).max(maxExamQuestions),
});
/** `scenario`: it is played as a call by this practice caller at the trainee's desk. */
export const askExamRequestSchema = z.object({ id, nth, scenario: scenarioIdSchema.optional() });
/** `key` is made at the desk: sent twice, it is one follow-up. */
export const followUpExamRequestSchema = z.object({ id, nth, key: z.uuid(), text: examQuestionTextSchema });
export const steerExamRequestSchema = z.object({ id, nth, key: z.uuid(), wish: callerWishSchema });
/** `words`: what was typed; `article`: the title of what was opened. */
export const noteExamSearchRequestSchema = z.object({
  ...{ id, agoMs },
  key: z.uuid().optional(),
  words: examTextSchema.max(100),
  article: examTextSchema.min(1).max(200).optional(),
});
export const answerExamRequestSchema = z.object({ id, agoMs, nth: nth.optional() });
export const ofExamRequestSchema = z.object({ id });
export const markExamRequestSchema = z.object({
  ...{ id, nth, points: examPointsSchema, isFatal: z.boolean() },
  why: examTextSchema.max(200).optional(),
});

/** Which page of those that are over; the first comes with all that are not. */
export const examsQuerySchema = z.object({ cursor: z.string().max(80).optional() });

/** As whoever asks may see it. */
export const examAnswerSchema = examSchema;
/** Those he takes part in: the ones that are not over first, all of them; then a page of the others, newest first. */
export const examsAnswerSchema = z.object({
  exams: z.array(examSchema),
  /** Of the next page. */
  cursor: z.string().optional(),
  /** The centre's clock. */
  now: z.number().int(),
});
export type ExamsAnswer = z.infer<typeof examsAnswerSchema>;

/** As a desk hears it: a centre of before does not say what its clock shows, and is taken to go with the desk's. */
export const heardExamsAnswerSchema = examsAnswerSchema.extend({
  now: z
    .number()
    .int()
    .default(() => Date.now()),
});
