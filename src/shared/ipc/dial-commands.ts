import { z } from 'zod';
import { callBackAddressSchema, dialAddressSchema } from '../domain/dial-address.ts';
import { callIdSchema, customerIdSchema } from '../ids.ts';

/** Whether an exchange takes connections. `unknown`: the core can't tell, the page has to try. */
export const reachSchema = z.enum(['open', 'closed', 'unknown']);
export type Reach = z.infer<typeof reachSchema>;

/** The part of the contract that says what the line has to dial, and whether there is one. */
export const dialCommands = {
  /** Knocks at one of the exchange's servers, by its place in the session's phone configuration. */
  'calls:knock': {
    input: z.object({ server: z.number().int().min(0).max(31) }),
    output: z.object({ reach: reachSchema }),
  },
  /** Reads what an agent typed or pasted: a number of any form, an extension, a short code, `tel:` or `sip:`. */
  'calls:address': { input: z.object({ text: z.string().max(200) }), output: dialAddressSchema },
  /** What to dial to reach somebody of the history again. Logged as a look at his number, for calling him back. */
  'calls:dial': { input: z.object({ id: callIdSchema }), output: callBackAddressSchema },
  /** What to dial for a customer, without showing it. Logged as a look at his number, for calling him back. */
  'customers:dial': {
    input: z.object({
      customerId: customerIdSchema,
      field: z.enum(['phone', 'managerPhone']),
      /** Which of several phones, from 0. */
      index: z.number().int().min(0).max(9).optional(),
    }),
    output: dialAddressSchema,
  },
} as const;
