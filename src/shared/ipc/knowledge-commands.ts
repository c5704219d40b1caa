import { z } from 'zod';
import { articleSchema, insteadQuerySchema, searchAnswerSchema, searchQuestionSchema } from '../domain/article.ts';
import { knowledgeCacheSchema } from '../domain/knowledge-cache.ts';
import { articleLanguageSchema } from '../domain/language.ts';
import { articleIdSchema } from '../ids.ts';

/** The part of the contract that is about what the centre published. */
export const knowledgeCommands = {
  'knowledge:search': {
    input: searchQuestionSchema,
    output: searchAnswerSchema,
  },
  /** What would find something, for a query that finds nothing. */
  'knowledge:instead': {
    input: searchQuestionSchema.pick({ query: true, wish: true }),
    output: z.array(insteadQuerySchema),
  },
  'knowledge:article': {
    input: z.object({ id: articleIdSchema }),
    output: z.object({
      article: articleSchema,
      translations: z.array(z.object({ id: articleIdSchema, lang: articleLanguageSchema, title: z.string() })),
    }),
  },
  'knowledge:cache': { input: z.object({}), output: knowledgeCacheSchema },
  /** Lets the first filling of the cache wait, or go on. */
  'knowledge:rest': { input: z.object({ isResting: z.boolean() }), output: knowledgeCacheSchema },
} as const;
