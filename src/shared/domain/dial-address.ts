import { z } from 'zod';

export const dialAddressSchema = z.object({
  /** What the line dials: the user part of an address of the exchange, or a whole SIP address. */
  address: z.string().min(1).max(120),
  /** E.164 where it can be read as a telephone number, else as it was written. */
  number: z.string().min(1).max(64),
});
export type DialAddress = z.infer<typeof dialAddressSchema>;

/** `isNumberMasked`: the agent was not shown the number when he dialled it, and is not now. */
export const callBackAddressSchema = dialAddressSchema.extend({ isNumberMasked: z.boolean() });
