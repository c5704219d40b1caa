import { z } from 'zod';

/** A profile of this machine as the sign-in page lists it. */
export const profileSummarySchema = z.object({
  name: z.string(),
  kind: z.enum(['demo', 'live']),
  /** Absent: the demo before its first start, or a profile that can't be read. */
  centreName: z.string().optional(),
  /** The field that keeps profile.json from being read. */
  wrongField: z.string().optional(),
});
export type ProfileSummary = z.infer<typeof profileSummarySchema>;
