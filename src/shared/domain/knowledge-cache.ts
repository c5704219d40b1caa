import { z } from 'zod';
import { appErrorSchema } from '../ipc/app-error.ts';

/** What the published content may take on the disk unless somebody chose otherwise, MB. */
export const defaultBudgetMb = 2048;
export const bytesPerMb = 1024 * 1024;
/** What there is to choose from, MB: 200,000 articles take about 700. */
export const budgetsMb = [512, 1024, 2048, 4096] as const;

/** How the machine's copy of the centre's knowledge stands. */
export const knowledgeCacheSchema = z.object({
  /** Articles that are not retired. */
  cached: z.number().int(),
  /** A pass through all of the centre's articles is under way: items taken so far, of so many. */
  fill: z.object({ done: z.number().int(), total: z.number().int() }).optional(),
  /** The agent told the pass to rest. */
  isPaused: z.boolean(),
  /** Items that could not be read, and pages that did not arrive as they were sent; both are put aside and tried again. */
  parked: z.number().int(),
  /** Size of the file. */
  bytes: z.number().int(),
  /** What it may take, bytes. */
  budget: z.number().int(),
  /** Why the last page could not be kept. */
  problem: appErrorSchema.optional(),
});
export type KnowledgeCache = z.infer<typeof knowledgeCacheSchema>;
