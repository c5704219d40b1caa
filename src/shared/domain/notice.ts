import { z } from 'zod';
import { noticeIdSchema } from '../ids.ts';
import { callerLanguageSchema } from './language.ts';

/** A banner set by a team leader. It speaks of service only, never of a group of callers. */
export const noticeSchema = z.object({
  id: noticeIdSchema,
  kind: z.enum(['outage', 'weather', 'service']),
  title: z.string().min(1).max(120),
  body: z.string().max(1000),
  /** Area ids of the ticket catalog that it applies to; empty means everywhere. */
  areas: z.array(z.string()),
  /** Why the power is out, as it is told to callers, in the languages that somebody wrote it in. */
  cause: z.partialRecord(callerLanguageSchema, z.string().min(1).max(80)).optional(),
  /** When the power is expected back, UTC epoch ms; the notice may stay longer. */
  restoration: z.number().int().optional(),
  /** UTC epoch ms. */
  validFrom: z.number().int(),
  validUntil: z.number().int(),
  updatedAt: z.number().int(),
});
export type Notice = z.infer<typeof noticeSchema>;
