import { z } from 'zod';
import { ticketIdSchema } from '../ids.ts';
import { longestSupplement } from './ticket-addition.ts';

/** What an agent is typing to add to a ticket; as it stands in the field. */
export const supplementDraftSchema = z.strictObject({
  ticketId: ticketIdSchema,
  text: z.string().max(longestSupplement),
});
export type SupplementDraft = z.infer<typeof supplementDraftSchema>;

/** So many are kept, those typed last. */
export const supplementDraftsKept = 50;

/** Pure: all of them once this was typed; an empty one is none. */
export function withSupplementDraft(all: readonly SupplementDraft[], draft: SupplementDraft): SupplementDraft[] {
  const others = all.filter(({ ticketId }) => ticketId !== draft.ticketId);
  return draft.text === '' ? others : [...others, draft].slice(-supplementDraftsKept);
}
