import { z } from 'zod';
import { articleIdSchema, callIdSchema, type CallId } from '../ids.ts';
import { articleLanguageSchema } from './language.ts';

/** What one agent has to do with one article: his own, in his encrypted seat. */
export const articleMarkSchema = z.object({
  id: articleIdSchema,
  lang: articleLanguageSchema,
  title: z.string().max(200),
  isPinned: z.boolean(),
  note: z.string().max(2000),
  /** As he read it last. UTC epoch ms. */
  read: z.object({ version: z.number().int(), at: z.number().int(), body: z.string() }),
  /** Version that he said is not right. */
  notRightVersion: z.number().int().optional(),
  /** Version that he said has helped. */
  helpedVersion: z.number().int().optional(),
  /** Call in which he said so last; absent where there was none. */
  helpedCallId: callIdSchema.optional(),
});
export type ArticleMark = z.infer<typeof articleMarkSchema>;

/** A line of the lists of pinned articles and those read of late. */
export const markedArticleSchema = articleMarkSchema
  .pick({ id: true, lang: true, title: true, isPinned: true })
  .extend({ readAt: z.number().int(), hasNote: z.boolean() });
export type MarkedArticle = z.infer<typeof markedArticleSchema>;

export const markChangeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('pinned') }),
  z.object({ type: z.literal('unpinned') }),
  z.object({ type: z.literal('helped'), callId: callIdSchema.optional() }),
  z.object({ type: z.literal('noted'), note: articleMarkSchema.shape.note }),
]);
export type MarkChange = z.infer<typeof markChangeSchema>;

/** @param version of the article as it is now. */
export function changeMark(mark: ArticleMark, change: MarkChange, version: number): ArticleMark {
  switch (change.type) {
    case 'noted':
      return { ...mark, note: change.note };
    case 'helped': {
      const { helpedCallId: _, ...rest } = mark;
      return { ...rest, helpedVersion: version, ...(change.callId && { helpedCallId: change.callId }) };
    }
    case 'pinned':
    case 'unpinned':
      return { ...mark, isPinned: change.type === 'pinned' };
  }
}

/** Whether he has said that this version helped, in this call where there is one. */
export function hasHelped(mark: ArticleMark, version: number, callId: CallId | undefined): boolean {
  return mark.helpedVersion === version && (callId === undefined || mark.helpedCallId === callId);
}

/** What somebody's saying that it helped is worth, in points of use. */
export const helpedPoints = 5;

/**
 * Points of use that a change of a mark gives its article among all agents of the machine; reading it gives one. Saying
 * the same again gives nothing.
 */
export function usePoints(before: ArticleMark | undefined, after: ArticleMark): number {
  const isNewlyPinned = after.isPinned && !before?.isPinned;
  const hasNewlyHelped =
    after.helpedVersion !== undefined && (!before || !hasHelped(before, after.helpedVersion, after.helpedCallId));
  return (isNewlyPinned ? 3 : 0) + (hasNewlyHelped ? helpedPoints : 0);
}

/** More than these are forgotten, the longest unread first; what is pinned or has a note stays. */
export const marksKept = 200;
