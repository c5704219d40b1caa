import { z } from 'zod';
import { uiLabelSchema } from './language.ts';
import { fieldIdSchema, formAnswerSchema, longestDescription, prioritySchema, ticketTypeSchema } from './ticket.ts';

/** What a template fills in. Nothing of a caller: neither who he is nor where. */
export const templateContent = {
  subType: z.string().min(1).max(60).optional(),
  description: z.string().min(1).max(longestDescription).optional(),
  priority: prioritySchema.optional(),
  /** Answers to the form's own questions. */
  answers: z.record(fieldIdSchema, formAnswerSchema).optional(),
};

/** One that the centre gives with a form, named in the agents' languages. */
export const centreTemplateSchema = z.strictObject({ id: fieldIdSchema, label: uiLabelSchema, ...templateContent });
export type CentreTemplate = z.infer<typeof centreTemplateSchema>;

export const templateIdSchema = z.uuid();
/** At most so many are kept; the next asks for one to be removed. */
export const mostTemplates = 100;

/** An agent's own, in his seat alone. `savedAt`: UTC epoch ms. */
export const ownTemplateSchema = z.strictObject({
  id: templateIdSchema,
  name: z.string().trim().min(1).max(40),
  type: ticketTypeSchema,
  savedAt: z.number().int(),
  ...templateContent,
});
export type OwnTemplate = z.infer<typeof ownTemplateSchema>;
