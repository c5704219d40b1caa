import { z } from 'zod';
import { agentNoSchema, customerIdSchema } from '../ids.ts';
import { callerLanguageSchema } from './language.ts';
import { mostTold, toldSmsSchema, toldSupplementSchema } from './ticket-addition.ts';
import { ticketStatusSchema } from './ticket-status.ts';

export const customerSchema = z.object({
  id: customerIdSchema,
  name: z.string().min(1).max(60),
  /** How to address the customer, in the language the centre keeps, such as 女士. */
  salutation: z.string().max(20),
  /** E.164. */
  phones: z.array(z.string().regex(/^\+[1-9]\d{4,14}$/)).max(10),
  accountNo: z.string().max(40).optional(),
  address: z.string().max(200).optional(),
  /** Area id of the ticket catalog. */
  area: z.string().max(40).optional(),
  language: callerLanguageSchema.optional(),
  managerName: z.string().max(60).optional(),
  managerPhone: z.string().max(30).optional(),
  /** Answer of the centre's business system, with its time; absent means unknown, never "nothing owed". */
  arrears: z.object({ amountFen: z.number().int().min(0), asOf: z.number().int() }).optional(),
  /** On the centre's special-handling list: goes to the leader. */
  isSpecialHandling: z.boolean(),
  updatedAt: z.number().int(),
});
export type Customer = z.infer<typeof customerSchema>;

/** A ticket as the centre knows it: status belongs to the centre. */
export const ticketStateSchema = z.object({
  id: z.string(),
  number: z.string(),
  customerId: customerIdSchema.optional(),
  type: z.string(),
  subType: z.string(),
  status: ticketStatusSchema,
  area: z.string().optional(),
  summary: z.string().max(200),
  dueAt: z.number().int().optional(),
  /** How often it was expedited, where it was. */
  expedites: z.number().int().positive().optional(),
  /** What was added to it, and texted to the caller, oldest first; absent where there is none. */
  supplements: z.array(toldSupplementSchema).max(mostTold).optional(),
  messages: z.array(toldSmsSchema).max(mostTold).optional(),
  /** How many files it names, where it has some. */
  files: z.number().int().positive().optional(),
  /** Why the centre gave it back, while it is `returned`. */
  returnReason: z.string().max(400).optional(),
  /** How often the centre has it anew; absent while it is as it first came. */
  revision: z.number().int().positive().optional(),
  createdAt: z.number().int(),
  /** Of a ticket that the centre moved on, when it did. */
  updatedAt: z.number().int(),
});
export type TicketState = z.infer<typeof ticketStateSchema>;

/** One past call of the centre, whoever took it. */
export const pastCallSchema = z.object({
  id: z.string(),
  customerId: customerIdSchema.optional(),
  agentNo: agentNoSchema,
  language: callerLanguageSchema.optional(),
  at: z.number().int(),
  durationS: z.number().int().min(0),
  topic: z.string().max(200),
});
export type PastCall = z.infer<typeof pastCallSchema>;
