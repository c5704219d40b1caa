import { z } from 'zod';
import { agentNoSchema } from '../ids.ts';
import { examQuestionTextSchema, examRuleSchema, maxExamQuestions } from '../training/exam.ts';

/** `id` is made at the desk: sent twice, it is one series. */
export const openExamSeriesRequestSchema = z.object({
  id: z.uuid(),
  ...examRuleSchema.shape,
  people: z.array(agentNoSchema).min(1).max(300),
  /** Two who teach, neither of them among the people. */
  examiners: z.array(agentNoSchema).length(2),
  /** Drawn for each person. */
  count: z.number().int().min(1).max(maxExamQuestions),
  /** Of what. */
  pool: z
    .array(z.strictObject({ text: examQuestionTextSchema, area: z.string().min(1).max(60) }))
    .min(1)
    .max(500),
});
export type OpenExamSeries = z.infer<typeof openExamSeriesRequestSchema>;

/** How far somebody is. */
export const examStandings = ['waiting', 'running', 'passed', 'failed', 'cancelled'] as const;

export const examSeriesSchema = z.object({
  id: z.uuid(),
  ...examRuleSchema.shape,
  openedAt: z.number().int().min(0),
  examiners: z.array(agentNoSchema).length(2),
  count: z.number().int().min(1),
  people: z.array(
    z.object({
      agentNo: agentNoSchema,
      examId: z.uuid(),
      standing: z.enum(examStandings),
      /** Of one that is over. */
      score: z.number().min(0).max(100).optional(),
    }),
  ),
});
export type ExamSeries = z.infer<typeof examSeriesSchema>;
/** Newest first. */
export const examSeriesAnswerSchema = z.object({ series: z.array(examSeriesSchema) });
