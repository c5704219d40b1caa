import { z } from 'zod';
import { agentNoSchema } from '../ids.ts';
import { presenceSchema } from './colleague.ts';

const at = z.number().int();

/** What happened in a call besides words and holding, as far as the words follow from it. Times are UTC epoch ms. */
export const scriptMarkSchema = z.discriminatedUnion('type', [
  /** The leader's answer about ending the call, over the live channel or by his own code at this desk. */
  z.object({ type: z.literal('leaderConfirmed'), leader: agentNoSchema, by: z.enum(['channel', 'code']), at }),
  z.object({ type: z.literal('leaderRefused'), at }),
  /** The agent wants to end the call because of abuse. */
  z.object({ type: z.literal('endForAbusePressed'), at }),
  /** The caller asks for a leader, threatens with the press or a regulator, or will not hang up. */
  z.object({ type: z.literal('escalationTriggered'), at }),
  /** Whether the agent that the caller insists on can take the call; how he stands, where the centre said so. */
  z.object({ type: z.literal('presenceKnown'), isOn: z.boolean(), presence: presenceSchema.optional(), at }),
  z.object({ type: z.literal('colleagueFound'), by: z.enum(['transfer', 'conference']), at }),
  z.object({ type: z.literal('nobodySpeaks'), at }),
  /** 1–5, 5 is best. */
  z.object({ type: z.literal('rated'), score: z.number().int().min(1).max(5), at }),
  z.object({ type: z.literal('prerequisitesChecked'), missing: z.array(z.string().max(80)).max(20), at }),
]);
/** In the record of one call. */
export const marksMax = 200;
export type ScriptMark = z.infer<typeof scriptMarkSchema>;

/** Whether a call kept to what every call is to have; worked out from its record when it ended. */
export const adherenceSchema = z.object({
  /** From the answer to the greeting, ms; absent where none was said. */
  greetedAfterMs: z.number().int().min(0).optional(),
  isGreetedInTime: z.boolean(),
  /** Asked for anything else, then the farewell. */
  isClosingComplete: z.boolean(),
});
export type Adherence = z.infer<typeof adherenceSchema>;
