import { z } from 'zod';
import { callIdSchema, customerIdSchema } from '../ids.ts';
import { customerContentSchema, customerFieldSchema } from './customer-changes.ts';
import { customerSchema, pastCallSchema, ticketStateSchema } from './customer.ts';
import { callerLanguageSchema } from './language.ts';

/** A customer in a list of results. Numbers are masked where they are made: the full ones are for the file. */
export const customerHitSchema = z.object({
  id: customerIdSchema,
  name: z.string(),
  salutation: z.string(),
  /** Masked; the one that was looked for, else the first. */
  phone: z.string().optional(),
  /** Masked. */
  accountNo: z.string().optional(),
  address: z.string().optional(),
  area: z.string().optional(),
  language: callerLanguageSchema.optional(),
  isSpecialHandling: z.boolean(),
  /** Holds something of this agent that the centre does not have yet. */
  isUnsent: z.boolean(),
});
export type CustomerHit = z.infer<typeof customerHitSchema>;

const fieldValueSchema = z.union([z.string(), z.array(z.string()).readonly(), z.null()]);

/** Two agents changed the same field: nothing is decided until this one has chosen. */
export const customerConflictSchema = z.object({
  field: customerFieldSchema,
  mine: fieldValueSchema,
  /** What the centre has. */
  theirs: fieldValueSchema,
});
export type CustomerConflict = z.infer<typeof customerConflictSchema>;

export const customerFileSchema = z.object({
  /** With what this agent entered, sent or not. */
  customer: customerSchema,
  /** Fields that the centre does not have yet; all of them for a new customer. */
  unsent: z.array(customerFieldSchema),
  conflicts: z.array(customerConflictSchema),
  /** Why the centre refused what this agent entered. */
  refusal: z.object({ code: z.string(), field: z.string().optional() }).optional(),
  openTickets: z.array(ticketStateSchema),
  recentCalls: z.array(pastCallSchema),
});
export type CustomerFile = z.infer<typeof customerFileSchema>;

/** As typed: nothing is checked before it is saved. */
export const customerFormSchema = z.object({
  name: z.string().max(60),
  salutation: z.string().max(20),
  /** E.164 where they are from the record. */
  phones: z.array(z.string().max(40)).max(10),
  accountNo: z.string().max(40),
  address: z.string().max(200),
  area: z.string().max(40),
  language: z.union([callerLanguageSchema, z.literal('')]),
});
export type CustomerForm = z.infer<typeof customerFormSchema>;

/** What the agent is still writing of a customer. Saved at every pause in typing. */
export const customerDraftSchema = z.object({
  /** Becomes part of the id of a new customer, so that saving twice makes one. */
  id: z.uuid(),
  /** Absent for a new customer. */
  customerId: customerIdSchema.optional(),
  /** What the agent saw when he began; set with customerId. */
  base: customerContentSchema.optional(),
  /** The call in which it was begun. */
  callId: callIdSchema.optional(),
  form: customerFormSchema,
  updatedAt: z.number().int(),
});
export type CustomerDraft = z.infer<typeof customerDraftSchema>;
