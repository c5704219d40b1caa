import { z } from 'zod';
import { ownTemplateSchema, templateIdSchema } from '../domain/ticket-template.ts';

/** The agent's own templates of tickets; those of the centre come with its forms. */
export const ticketTemplateCommands = {
  'templates:list': { input: z.object({}), output: z.array(ownTemplateSchema) },
  /** Fails with ticket.tooManyTemplates (params.most). */
  'templates:save': { input: ownTemplateSchema.omit({ savedAt: true }), output: z.array(ownTemplateSchema) },
  'templates:remove': { input: z.object({ id: templateIdSchema }), output: z.array(ownTemplateSchema) },
} as const;
