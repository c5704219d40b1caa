import { z } from 'zod';
import { exchangeFindingsSchema, serverFindingsSchema } from '../setup/findings.ts';
import { profileSummarySchema } from '../setup/profile-summary.ts';
import { seatProblemSchema } from '../setup/seat-problem.ts';
import { centreSchema, exchangeSchema, profileNameSchema } from '../setup/seat-config.ts';

/** What became of a configuration that was to be kept. Nothing is written unless it says `saved`. */
export const saveOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('saved'), name: z.string() }),
  z.object({ outcome: z.literal('wrong'), problems: z.array(seatProblemSchema) }),
  /** There is a profile of this name: saving again with `isReplacing` writes over it. */
  z.object({ outcome: z.literal('exists'), name: z.string() }),
]);
export type SaveOutcome = z.infer<typeof saveOutcomeSchema>;

/** The part of the contract that sets a seat up; only while nobody is signed in. */
export const setupCommands = {
  'profiles:list': {
    input: z.object({}),
    output: z.object({ current: z.string(), profiles: z.array(profileSummarySchema) }),
  },
  /** The configuration file of a live profile, without its passwords. */
  'profiles:read': { input: z.object({ name: profileNameSchema }), output: z.object({ text: z.string() }) },
  /**
   * Ends this core and opens the desk on a profile, which may be the same one, changed. `address` is where the page has to
   * go; null where the shell takes care of it.
   */
  'profiles:open': {
    input: z.object({ name: profileNameSchema }),
    output: z.object({ address: z.string().nullable() }),
  },
  'setup:save': { input: z.object({ config: z.unknown(), isReplacing: z.boolean() }), output: saveOutcomeSchema },
  'setup:testServer': { input: z.object({ url: centreSchema.shape.url }), output: serverFindingsSchema },
  /** Asked by the core: the page can reach only the exchange of its own profile. The account is used once and kept nowhere. */
  'setup:testExchange': {
    input: z.object({
      server: exchangeSchema.shape.servers.element,
      domain: exchangeSchema.shape.domain,
      account: z.object({ user: z.string().min(1).max(80), password: z.string().max(200) }).optional(),
    }),
    output: exchangeFindingsSchema,
  },
} as const;
