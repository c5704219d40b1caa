import { z } from 'zod';
import { scenarioIdSchema } from '../ids.ts';
import { knowledgeDomainSchema } from './article.ts';

/** One that callers ask often, as they ask it, and the group of the article that answers it. */
export const topQuestionSchema = z.object({
  question: z.string().min(1).max(60),
  domain: knowledgeDomainSchema,
  article: z.string().max(61),
  /** What an examiner may ask on. */
  followUps: z.array(z.string().min(1).max(60)).max(6).optional(),
  /** A practice caller who calls with it. */
  scenario: scenarioIdSchema.optional(),
});
export type TopQuestion = z.infer<typeof topQuestionSchema>;

/** Those of a centre take the place of the hundred that come with the desk. There is one list of them. */
export const questionsId = 'top';
export const mostQuestions = 100;

/** As it is published. */
export const publishedQuestionsSchema = z.object({
  id: z.literal(questionsId),
  questions: z.array(topQuestionSchema).min(1).max(mostQuestions),
  updatedAt: z.number().int(),
});
export type PublishedQuestions = z.infer<typeof publishedQuestionsSchema>;
