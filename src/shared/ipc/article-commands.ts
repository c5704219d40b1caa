import { z } from 'zod';
import { articleMarkSchema, markChangeSchema, markedArticleSchema } from '../domain/article-mark.ts';
import { articleIdSchema, callIdSchema } from '../ids.ts';

/** The part of the contract that is about an agent and the articles that he reads. */
export const articleCommands = {
  /** He has it before him: `before` is what he had read until now, absent the first time. */
  'articles:open': {
    input: z.object({ id: articleIdSchema }),
    output: z.object({ mark: articleMarkSchema, before: articleMarkSchema.shape.read.optional() }),
  },
  'articles:mark': { input: z.object({ id: articleIdSchema, change: markChangeSchema }), output: articleMarkSchema },
  /** Pinned ones first, then those read of late. */
  'articles:marked': {
    input: z.object({ limit: z.number().int().min(1).max(50) }),
    output: z.array(markedArticleSchema),
  },
  /**
   * Tells the centre that this version of the article is not right. Repeating it changes nothing. Fails with
   * `article.practice` in a practice call of a live seat: it can be said once that is over.
   */
  'articles:notRight': {
    input: z.object({ id: articleIdSchema, callId: callIdSchema.optional() }),
    output: articleMarkSchema,
  },
} as const;
