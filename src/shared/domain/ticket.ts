import { z } from 'zod';
import { articleIdSchema, callIdSchema, customerIdSchema, ticketIdSchema } from '../ids.ts';
import { attachmentsSchema } from './attachment.ts';
import { callerLanguageSchema } from './language.ts';
import { syncStatusSchema, ticketStatusSchema } from './ticket-status.ts';

export const ticketTypes = [
  'consultation',
  'faultRepair',
  'expedite',
  'serviceRequest',
  'opinion',
  'complaint',
  'subscription',
  'report',
  'suggestion',
  'commendation',
] as const;
export const ticketTypeSchema = z.enum(ticketTypes);
export type TicketType = z.infer<typeof ticketTypeSchema>;

/** 特急 · 紧急 · 一般 · 低. */
export const priorities = ['critical', 'high', 'medium', 'low'] as const;
export const prioritySchema = z.enum(priorities);
export type Priority = z.infer<typeof prioritySchema>;

/** In characters. */
export const longestDescription = 4000;

/** Version of a form, rising within its type. */
export const formVersionSchema = z.number().int().min(1).max(999_999_999);
/** Name of a form's field. */
export const fieldIdSchema = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/);
/** Text and the id of a choice; UTC epoch ms or hundredths of the currency; yes or no. In a draft also what is being typed. */
export const formAnswerSchema = z.union([z.string().max(longestDescription), z.number().int(), z.boolean()]);
export type FormAnswer = z.infer<typeof formAnswerSchema>;
const mostAnswers = 60;

const fields = {
  id: ticketIdSchema,
  callId: callIdSchema.optional(),
  customerId: customerIdSchema.optional(),
  type: ticketTypeSchema,
  /** Sub-type id of the ticket catalog; empty while nothing is chosen. */
  subType: z.string().max(60),
  callerName: z.string().max(60),
  /** As typed or taken from the call; E.164 where it could be normalised. */
  callerPhone: z.string().max(40),
  language: callerLanguageSchema.optional(),
  /** Area id of the ticket catalog; empty while unknown. */
  area: z.string().max(40),
  address: z.string().max(200),
  description: z.string().max(longestDescription),
  /** The open ticket that an expedite (催办) is attached to; its kind is the sub-type. */
  parentId: ticketIdSchema.optional(),
  /** The form it was begun with, and is finished with; absent from what was written before there were forms. */
  formVersion: formVersionSchema.optional(),
  /** Answers to the form's own questions by field. */
  answers: z
    .record(fieldIdSchema, formAnswerSchema)
    .refine((answers) => Object.keys(answers).length <= mostAnswers)
    .optional(),
  priority: prioritySchema,
  /** UTC epoch ms; absent where the type promises nothing. */
  dueAt: z.number().int().optional(),
  /** The agent set it himself: a later change of type or area leaves it alone. */
  isPriorityChosen: z.boolean(),
  isDueChosen: z.boolean(),
  /**
   * The centre's revision that the agent had before him when he mended it; absent where that was what this desk sent last.
   */
  baseRevision: z.number().int().min(1).optional(),
  /** Article that answered the question. */
  articleId: articleIdSchema.optional(),
  createdAt: z.number().int(),
  updatedAt: z.number().int(),
};

/** What the agent is still writing. Saved at every pause in typing; never vanishes. */
export const ticketDraftSchema = z.object(fields);
export type TicketDraft = z.infer<typeof ticketDraftSchema>;

/** A submitted ticket on this seat. */
export const ticketSchema = z.object({
  ...fields,
  /** Short and final, can be read to the caller even offline, such as W-20611. */
  number: z.string().min(3).max(20),
  status: ticketStatusSchema,
  sync: syncStatusSchema,
  /** Closed at first contact, such as an answered consultation. */
  isClosedAtFirstContact: z.boolean(),
  submittedAt: z.number().int(),
  /** Its files as they stood at its submission; absent where there are none. Their bytes travel apart. */
  attachments: attachmentsSchema.optional(),
  /** Why the centre gave it back, while it is `returned`. */
  returnReason: z.string().max(400).optional(),
  /** Why the centre refused it; set exactly while sync is `rejected` or `conflict`. */
  refusal: z.object({ code: z.string().max(60), field: z.string().max(60).optional() }).optional(),
});
export type Ticket = z.infer<typeof ticketSchema>;

/** The body of a `ticket.submit` mutation: a ticket without what only this seat knows. */
export const submittedTicketSchema = ticketSchema.omit({
  sync: true,
  refusal: true,
  returnReason: true,
  isPriorityChosen: true,
  isDueChosen: true,
});
export type SubmittedTicket = z.infer<typeof submittedTicketSchema>;
