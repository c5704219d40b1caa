import { z } from 'zod';
import { agentNoSchema } from '../ids.ts';
import { examPointsSchema, examSchema, maxExamQuestions } from '../training/exam.ts';

const id = z.uuid();
const nth = z
  .number()
  .int()
  .min(0)
  .max(maxExamQuestions - 1);

/** `id` is made at the desk: sent twice, it is one test. */
export const openExamRequestSchema = z.object({
  id,
  trainee: agentNoSchema,
  /** The other examiner. */
  second: agentNoSchema,
  questions: z.array(z.string().trim().min(1).max(200)).min(1).max(maxExamQuestions),
});
export const askExamRequestSchema = z.object({ id, nth });
export const noteExamSearchRequestSchema = z.object({ id, words: z.string().trim().min(1).max(100) });
export const ofExamRequestSchema = z.object({ id });
export const markExamRequestSchema = z.object({ id, nth, points: examPointsSchema, isFatal: z.boolean() });

/** As whoever asks may see it. */
export const examAnswerSchema = examSchema;
/** Those he takes part in, newest first. */
export const examsAnswerSchema = z.object({ exams: z.array(examSchema) });
