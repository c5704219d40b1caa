import { z } from 'zod';
import { articleIdSchema } from '../ids.ts';
import { enclosuresSchema } from './enclosure.ts';
import { articleLanguageSchema } from './language.ts';

export const knowledgeDomains = ['power', 'bank', 'transit', 'telecom', 'shop'] as const;
export const knowledgeDomainSchema = z.enum(knowledgeDomains);
export type KnowledgeDomain = z.infer<typeof knowledgeDomainSchema>;

export const articleSchema = z.object({
  id: articleIdSchema,
  /** Shared by the translations of one article. */
  group: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/),
  lang: articleLanguageSchema,
  domain: knowledgeDomainSchema,
  title: z.string().min(1).max(200),
  /**
   * Plain text: paragraphs split by a blank line, `## ` headings, `- ` and `1. ` list lines, and `![name]` on a
   * line of its own, where the picture of that name belongs; nothing else is markup.
   */
  body: z.string().min(1).max(20_000),
  tags: z.array(z.string().max(40)).max(20),
  /** Area ids of the ticket catalog; empty means everywhere. */
  regions: z.array(z.string()),
  /** Ticket type and sub-type a consultation about this article is recorded under. */
  ticketType: z.string().optional(),
  ticketSubType: z.string().optional(),
  /** The caller can do this himself. */
  selfService: z.boolean().optional(),
  owner: z.string().max(60),
  version: z.number().int().min(1),
  status: z.enum(['draft', 'published', 'retired']),
  /** UTC epoch ms; absent means open. */
  validFrom: z.number().int().optional(),
  validUntil: z.number().int().optional(),
  updatedAt: z.number().int(),
  /** Pictures and documents; those that the body does not place come after it. */
  enclosures: enclosuresSchema.optional(),
  /** 0–1000, set by the centre; orders hits of equal text score. */
  usefulness: z.number().int().min(0).max(1000),
});
export type Article = z.infer<typeof articleSchema>;

/** How often agents of the centre said that an article has helped: once for each of them and each call. */
export const articleUseSchema = z.object({ id: articleIdSchema, helped: z.number().int().min(0) });
export type ArticleUse = z.infer<typeof articleUseSchema>;

/** A file of starter articles below resources/knowledge. */
export const articleFileSchema = z.object({ schemaVersion: z.literal(1), articles: z.array(articleSchema).min(1) });

/** A run of text, highlighted or not. */
export const textRunSchema = z.object({ text: z.string(), hit: z.boolean() });
export type TextRun = z.infer<typeof textRunSchema>;

export const searchHitSchema = z.object({
  id: articleIdSchema,
  lang: articleLanguageSchema,
  domain: knowledgeDomainSchema,
  title: z.array(textRunSchema),
  snippet: z.array(textRunSchema),
  regions: z.array(z.string()),
  updatedAt: z.number().int(),
  isExpired: z.boolean(),
  /** Not valid yet. */
  isFuture: z.boolean(),
  /** How the query was understood: as it stands, by other words for the same, as Wylie, or as the sound of a title. */
  foundBy: z.enum(['words', 'synonym', 'wylie', 'sound']),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

/** What narrows a search, and what it prefers. Empty lists narrow nothing. */
const searchWishSchema = z.object({
  languages: z.array(articleLanguageSchema).optional(),
  domains: z.array(knowledgeDomainSchema).optional(),
  /** Only articles for this area or for everywhere; an area id of the ticket catalog. */
  area: z.string().max(60).optional(),
  /** Leaves out what is not valid yet or any more. */
  onlyValid: z.boolean().optional(),
  /** Articles for this area or for everywhere come first. */
  callerArea: z.string().max(60).optional(),
});
export type SearchWish = z.infer<typeof searchWishSchema>;

export const searchQuestionSchema = z.object({
  /** As typed or pasted; only its beginning is looked at. */
  query: z.string().max(10_000),
  limit: z.number().int().min(1).max(50),
  wish: searchWishSchema.optional(),
});

/** Another query that finds something where the one asked finds nothing. */
export const insteadQuerySchema = z.object({
  /** Something left out, another spelling of a word, or the same sound in other characters. */
  kind: z.enum(['shorter', 'spelling', 'sound']),
  query: z.string(),
  /** Articles that it finds; 100 stands for that many or more. */
  count: z.number().int().min(1).max(100),
});
export type InsteadQuery = z.infer<typeof insteadQuerySchema>;

export const searchAnswerSchema = z.object({
  hits: z.array(searchHitSchema),
  /** What else the words were understood as, such as Wylie turned into Tibetan script. */
  readAs: z.object({ kind: z.enum(['wylie']), text: z.string() }).optional(),
  /** Articles in the cache, so that an empty cache can be told from no hit. */
  cached: z.number().int(),
});
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;
