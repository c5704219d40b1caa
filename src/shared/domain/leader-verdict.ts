import { z } from 'zod';

/** A leader's word on an agent who wants to end an abusive call. */
export const leaderVerdictSchema = z.enum(['confirmed', 'refused']);
export type LeaderVerdict = z.infer<typeof leaderVerdictSchema>;
