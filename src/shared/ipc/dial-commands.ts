import { z } from 'zod';
import { callBackAddressSchema, dialAddressSchema } from '../domain/dial-address.ts';
import { callIdSchema, customerIdSchema } from '../ids.ts';

/** The part of the contract that says what the line has to dial. */
export const dialCommands = {
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
