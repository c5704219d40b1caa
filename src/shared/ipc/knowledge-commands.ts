import { z } from 'zod';
import { articleSchema, insteadQuerySchema, searchAnswerSchema, searchQuestionSchema } from '../domain/article.ts';
import { sha256Schema } from '../domain/attachment.ts';
import { enclosureCacheSchema, largestEnclosure } from '../domain/enclosure.ts';
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
      /** How often agents of the centre said that it has helped. */
      helped: z.number().int(),
    }),
  },
  /**
   * The bytes of a picture or document that the article names, standard base64. `article.enclosureMissing` when they are
   * not on this machine: they are asked for, and `enclosureCame` tells of it.
   */
  'knowledge:enclosure': {
    input: z.object({ id: articleIdSchema, sha256: sha256Schema }),
    output: z.object({ data: z.base64().max(Math.ceil(largestEnclosure / 3) * 4) }),
  },
  /** How the machine's pictures and documents of articles stand. */
  'knowledge:enclosures': { input: z.object({}), output: enclosureCacheSchema },
  'knowledge:cache': { input: z.object({}), output: knowledgeCacheSchema },
  /** Lets the first filling of the cache wait, or go on. */
  'knowledge:rest': { input: z.object({ isResting: z.boolean() }), output: knowledgeCacheSchema },
} as const;
