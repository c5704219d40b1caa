import { z } from 'zod';

/** What the centre's business system is asked about a caller or his area. */
export const lookUpKinds = ['arrears', 'bill', 'plannedOutage'] as const;
export const lookUpKindSchema = z.enum(lookUpKinds);
export type LookUpKind = z.infer<typeof lookUpKindSchema>;

const at = z.number().int();
const found = { state: z.literal('found'), asOf: at };

/**
 * One answer, always with its time, UTC epoch ms. `clear`: asked, and there is nothing. `unknown` is neither: nobody may
 * take it for passed.
 */
export const lookUpAnswerSchema = z.union([
  z.object({ state: z.literal('clear'), kind: lookUpKindSchema, asOf: at }),
  z.object({ ...found, kind: z.literal('arrears'), amountFen: z.number().int().min(1) }),
  z.object({
    ...found,
    kind: z.literal('bill'),
    amountFen: z.number().int().min(0),
    /** Such as 2026-10. */
    month: z.string().max(7),
    kwh: z.number().min(0).optional(),
  }),
  z.object({ ...found, kind: z.literal('plannedOutage'), cause: z.string().max(200), from: at, until: at }),
  z.object({
    state: z.literal('unknown'),
    kind: lookUpKindSchema,
    asOf: at,
    /** No system is connected; it did not answer in time; nothing says whom or where to ask about; it knows no such account. */
    reason: z.enum(['notConnected', 'noAnswer', 'nothingToAsk', 'notThere']),
  }),
]);
export type LookUpAnswer = z.infer<typeof lookUpAnswerSchema>;
