import { z } from 'zod';
import { knowledgeDomainSchema } from './article.ts';
import { articleLanguageSchema } from './language.ts';
import { ticketTypeSchema } from './ticket.ts';

/** What must be ruled out before a fault of supply becomes a ticket. */
export const falseReportChecks = ['arrears', 'plannedOutage', 'ownWiring', 'backAlready'] as const;
export const falseReportCheckSchema = z.enum(falseReportChecks);
export type FalseReportCheck = z.infer<typeof falseReportCheckSchema>;

/** What a text may take over from an earlier step, in braces. */
export const procedureSlots = ['amount', 'asOf', 'cause', 'until', 'address', 'callerPhone'] as const;
export type ProcedureSlot = (typeof procedureSlots)[number];

const stepIdSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const writtenSchema = z.string().min(1).max(300);
/** Mandarin is the source; a language that is not there shows it. */
export const procedureTextSchema = z.object({
  'zh-Hans': writtenSchema,
  bo: writtenSchema.optional(),
  en: writtenSchema.optional(),
  'yue-Hant-HK': writtenSchema.optional(),
});
export type ProcedureText = z.infer<typeof procedureTextSchema>;

const head = {
  id: stepIdSchema,
  text: procedureTextSchema,
  /** The caller can do this himself. */
  selfService: z.literal(true).optional(),
};
const ticketSchema = z.object({ type: ticketTypeSchema, subType: z.string() });

export const stepSchema = z.discriminatedUnion('kind', [
  /** A question; each answer leads on. */
  z.object({
    ...head,
    kind: z.literal('ask'),
    rulesOut: falseReportCheckSchema.optional(),
    answers: z
      .array(z.object({ text: procedureTextSchema, to: stepIdSchema }))
      .min(2)
      .max(9),
  }),
  /** Asked of the business system; `unknown` never leads where `clear` does. */
  z.object({
    ...head,
    kind: z.literal('check'),
    lookUp: z.enum(['arrears', 'plannedOutage']),
    clear: stepIdSchema,
    found: stepIdSchema,
    unknown: stepIdSchema,
  }),
  /** Something to write down, which becomes a field of the ticket. */
  z.object({
    ...head,
    kind: z.literal('write'),
    field: z.enum(['address', 'callerPhone', 'description']),
    to: stepIdSchema,
  }),
  /** Something to say or do. */
  z.object({ ...head, kind: z.literal('tell'), to: stepIdSchema }),
  z.object({
    ...head,
    kind: z.literal('end'),
    ticket: ticketSchema,
    /** Danger: nothing may stand before the ticket, the checks for false reports neither. */
    isUrgent: z.literal(true).optional(),
  }),
]);
export type Step = z.infer<typeof stepSchema>;

export const procedureSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/),
  domain: knowledgeDomainSchema,
  title: procedureTextSchema,
  /** Group of the article that says the same at length. */
  article: z.string().max(61),
  /** Languages of the texts besides the source. */
  translations: z.array(articleLanguageSchema.exclude(['zh-Hans'])).max(3),
  status: z.enum(['draft', 'published', 'retired']),
  version: z.number().int().min(1),
  owner: z.string().max(60),
  updatedAt: z.number().int(),
  /** The first one is where it begins. */
  steps: z.array(stepSchema).min(1).max(60),
});
export type Procedure = z.infer<typeof procedureSchema>;

/** A file below resources/procedures. */
export const procedureFileSchema = z.object({
  schemaVersion: z.literal(1),
  procedures: z.array(procedureSchema).min(1),
});
