import { z } from 'zod';
import { uiLabelSchema } from './language.ts';
import { centreTemplateSchema } from './ticket-template.ts';
import { formFaults } from '../ticket/form-rules.ts';
import { fieldIdSchema, formVersionSchema, longestDescription, ticketTypeSchema } from './ticket.ts';

/** Highest version of the forms that come with the desk; a centre's own are numbered above it, so that the two never meet. */
export const shippedVersionsUpTo = 99;

/**
 * Holds while the field named has one of these answers. `subType` and `area` are always there; any other field stands
 * earlier in the form, and one that is not shown has no answer.
 */
const conditionSchema = z.strictObject({
  field: fieldIdSchema,
  anyOf: z.array(z.union([z.string().max(60), z.boolean()])).min(1),
});
export type FormCondition = z.infer<typeof conditionSchema>;

const common = {
  /** One of the ticket's own fields (`coreFields`), or a name under which the answer is kept in `answers`. */
  id: fieldIdSchema,
  label: uiLabelSchema,
  required: z.union([z.boolean(), conditionSchema]).optional(),
  shownWhen: conditionSchema.optional(),
};

/** In characters, blanks at both ends not counted. */
const lengths = {
  minLength: z.number().int().min(1).optional(),
  maxLength: z.number().int().min(1).max(longestDescription).optional(),
};

export const formFieldSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, ...lengths, kind: z.literal('text') }),
  z.strictObject({ ...common, ...lengths, kind: z.literal('longText') }),
  z.strictObject({ ...common, ...lengths, kind: z.literal('address') }),
  z.strictObject({ ...common, kind: z.literal('phone') }),
  z.strictObject({ ...common, kind: z.literal('area') }),
  z.strictObject({ ...common, kind: z.literal('yesNo') }),
  z.strictObject({
    ...common,
    kind: z.literal('choice'),
    choices: z.array(z.strictObject({ id: z.string().min(1).max(60), label: uiLabelSchema })).min(2),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('dateTime'),
    /** Counted from when the ticket was last written; below 0 is before. */
    earliestHours: z.number().int().optional(),
    latestHours: z.number().int().optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('amount'),
    /** In hundredths of the currency. */
    minFen: z.number().int().min(0).optional(),
    maxFen: z.number().int().min(0).optional(),
  }),
]);
export type FormField = z.infer<typeof formFieldSchema>;

/**
 * What is asked in a ticket of one type, in this order; type, sub-type, priority and due date are asked in every ticket.
 * A version never changes: a draft is finished with the one that it was begun with.
 */
export const ticketFormSchema = z
  .strictObject({
    type: ticketTypeSchema,
    version: formVersionSchema,
    fields: z.array(formFieldSchema).min(1).max(40),
    /** What is written often, to begin with. */
    templates: z.array(centreTemplateSchema).min(1).max(40).optional(),
  })
  .superRefine((form, context) => {
    for (const { path, reason } of formFaults(form)) context.addIssue({ code: 'custom', path, message: reason });
  });
export type TicketForm = z.infer<typeof ticketFormSchema>;

/** As it travels and is kept: `faultRepair.100`. */
export const formIdSchema = z.string().regex(/^[a-zA-Z]{1,40}\.\d{1,9}$/);

export function formIdOf({ type, version }: Pick<TicketForm, 'type' | 'version'>): string {
  return `${type}.${String(version)}`;
}

/** As the centre published it. `updatedAt`: UTC epoch ms. */
export const centreFormSchema = ticketFormSchema.safeExtend({ updatedAt: z.number().int().nonnegative() });

/** The forms that a desk knows, old versions with the new ones. */
export const knownFormsSchema = z.object({
  forms: z.array(ticketFormSchema),
  /** Ids of those that the centre took back: they finish what was begun with them, and nothing new. */
  withdrawn: z.array(formIdSchema),
});
export type KnownForms = z.infer<typeof knownFormsSchema>;

/** resources/ticket-forms.json. */
export const formFileSchema = z.strictObject({ schemaVersion: z.literal(1), forms: z.array(ticketFormSchema).min(1) });
