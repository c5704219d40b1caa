import { z } from 'zod';
import { topQuestionSchema } from '../domain/top-questions.ts';
import { mutationIdSchema, scenarioIdSchema } from '../ids.ts';
import { examSeriesSchema, openExamSeriesRequestSchema } from '../sync/exam-series-wire.ts';
import { examsAnswerSchema, openExamRequestSchema } from '../sync/exam-wire.ts';
import { callerWishSchema } from '../training/caller-wish.ts';
import { examPlaceSchema, examQuestionTextSchema, examSchema } from '../training/exam.ts';
import { examWordsSchema } from '../training/exam-words.ts';
import { keptExamDeedSchema, unsentExamDeedSchema } from '../training/kept-exam-act.ts';

const nth = examPlaceSchema;
const key = z.uuid();
/** What its doer does again where the centre is away: it is asked at once, and kept nowhere. */
const examActSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ask'), nth, scenario: scenarioIdSchema.optional() }),
  z.strictObject({ type: z.literal('followUp'), nth, key, text: examQuestionTextSchema }),
  z.strictObject({ type: z.literal('steer'), nth, key, wish: callerWishSchema }),
  z.strictObject({ type: z.literal('end') }),
  z.strictObject({ type: z.literal('cancel') }),
]);
export type AskedExamAct = z.infer<typeof examActSchema>;

const knownExamsSchema = examsAnswerSchema.extend({
  /** What the agent did that the centre has not taken, in its order. */
  unsent: z.array(unsentExamDeedSchema),
  /** The centre is away: this is how they stood. */
  isOld: z.boolean(),
});

/** The part of the contract that is about pass tests. They live at the centre: what is not kept here fails with `server.*`. */
export const examCommands = {
  /** What callers ask most, to choose from. */
  'exams:questions': { input: z.object({}), output: z.array(topQuestionSchema) },
  /**
   * Those the agent takes part in, as he may see them; without a cursor those that are not over come first, and where the
   * centre is away the ones that went on when it was heard of last.
   */
  'exams:list': { input: z.object({ cursor: z.string().max(80).optional() }), output: knownExamsSchema },
  /** Monthly ones, newest first; for those who teach. */
  'exams:series': { input: z.object({}), output: z.array(examSeriesSchema) },
  /** Drawn from what callers ask most. */
  'exams:openSeries': { input: openExamSeriesRequestSchema.omit({ pool: true }), output: examSeriesSchema },
  'exams:open': { input: openExamRequestSchema, output: examSchema },
  'exams:act': { input: z.object({ id: z.uuid(), act: examActSchema }), output: examSchema },
  /** On the disk, and on its way to the centre, when this answers; told twice with the same key it is one. */
  'exams:keep': { input: keptExamDeedSchema.extend({ key: mutationIdSchema }), output: z.object({}) },
  /** What the agent typed to ask on with, and has not handed out. */
  'exams:words': { input: z.object({}), output: z.array(examWordsSchema) },
  /** As it stands in the field now; nothing is told to the centre. */
  'exams:keepWords': { input: examWordsSchema, output: z.object({}) },
  /** The agent has read that the centre did not take it. */
  'exams:dismiss': { input: z.object({ key: mutationIdSchema }), output: z.object({}) },
} as const;
