import { z } from 'zod';
import { openExamRequestSchema } from '../sync/exam-wire.ts';
import { examPointsSchema, examSchema, maxExamQuestions } from '../training/exam.ts';

const nth = z
  .number()
  .int()
  .min(0)
  .max(maxExamQuestions - 1);
const examActSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ask'), nth }),
  z.strictObject({ type: z.literal('search'), words: z.string().trim().min(1).max(100) }),
  z.strictObject({ type: z.literal('answered') }),
  z.strictObject({ type: z.literal('mark'), nth, points: examPointsSchema, isFatal: z.boolean() }),
  z.strictObject({ type: z.literal('end') }),
  z.strictObject({ type: z.literal('cancel') }),
]);

/** The part of the contract that is about pass tests. They live at the centre: all of it fails with `server.*` without. */
export const examCommands = {
  /** What callers ask most, to choose from. */
  'exams:questions': { input: z.object({}), output: z.array(z.string()) },
  /** Those the agent takes part in, newest first, as he may see them. */
  'exams:list': { input: z.object({}), output: z.array(examSchema) },
  'exams:open': { input: openExamRequestSchema, output: examSchema },
  'exams:act': { input: z.object({ id: z.uuid(), act: examActSchema }), output: examSchema },
} as const;
