import { z } from 'zod';
import synonyms from '../../../resources/synonyms.json' with { type: 'json' };
import { knowledgeDomainSchema } from '../domain/article.ts';

/** Words of callers and of articles that mean the same within a domain, in any language and script. */
const synonymFileSchema = z.object({
  schemaVersion: z.literal(1),
  note: z.string(),
  groups: z.array(z.object({ domain: knowledgeDomainSchema, words: z.array(z.string().min(1).max(40)).min(2) })),
});
export type SynonymGroup = z.infer<typeof synonymFileSchema>['groups'][number];

/** Those that are shipped. */
export const shippedSynonyms: readonly SynonymGroup[] = synonymFileSchema.parse(synonyms).groups;
