import { z } from 'zod';
import { knowledgeDomainSchema } from './article.ts';

/** One that callers ask often, as they ask it, and the group of the article that answers it. */
export const topQuestionSchema = z.object({
  question: z.string().min(1).max(60),
  domain: knowledgeDomainSchema,
  article: z.string().max(61),
});

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
