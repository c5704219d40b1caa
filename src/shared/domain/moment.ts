import { z } from 'zod';
import { festivalSchema } from './festival.ts';

/** What a call is about where a line belongs, in the order of the centres' handbooks. */
export const situations = [
  'conversation',
  'holdAndTransfer',
  'closing',
  'soothing',
  'abuse',
  'ticketComplaint',
  'centreComplaint',
  'escalation',
  'faults',
  'riskCallback',
  'festivals',
  'followUp',
  'noCommonLanguage',
  'notices',
  'handover',
] as const;
export const situationSchema = z.enum(situations);
export type Situation = z.infer<typeof situationSchema>;

/** What a line does in a call: the word for it in the panel, and what the engine orders by. */
export const momentKinds = [
  'greeting',
  'verify',
  'clarify',
  'identity',
  'reply',
  'hours',
  'namedAgent',
  'noting',
  'hold.before',
  'hold.after',
  'hold.long',
  'consult',
  'transfer.before',
  'survey',
  'apology',
  'thanks',
  'soothe',
  'abuse',
  'ticketComplaint',
  'centreComplaint',
  'escalation',
  'fault',
  'risk',
  'followUp',
  'noCommonLanguage',
  'notice',
  'handover',
  'closing.anythingElse',
  'closing.farewell',
] as const;
export const momentKindSchema = z.enum(momentKinds);
export type MomentKind = z.infer<typeof momentKindSchema>;

/** What a slot holds; the type says how each language says it. */
export const slotTypes = {
  agentNo: 'code',
  salutation: 'person',
  surname: 'text',
  timeGreeting: 'hour',
  ticketNumber: 'code',
  dueDate: 'instant',
  area: 'place',
  cause: 'text',
  restoration: 'instant',
  notice: 'text',
  minutes: 'count',
  callCount: 'count',
  amount: 'money',
  transferTime: 'clock',
  cardTail: 'code',
  colleagueNo: 'code',
  hotline: 'code',
  items: 'text',
  openFrom: 'clock',
  openUntil: 'clock',
} as const satisfies Record<
  string,
  'code' | 'person' | 'text' | 'hour' | 'instant' | 'place' | 'count' | 'money' | 'clock'
>;
export type SlotName = keyof typeof slotTypes;
export const slotNames = Object.keys(slotTypes) as [SlotName, ...SlotName[]];
export const slotNameSchema = z.enum(slotNames);

/** Under which a line fits at all; whatever is left out does not matter. The more is said, the better it fits. */
export const momentConditionSchema = z.strictObject({
  /** Hours of the local day [from, to). */
  hours: z.tuple([z.number().int().min(0).max(23), z.number().int().min(1).max(24)]).optional(),
  festival: festivalSchema.optional(),
  /** The caller called before within two days. */
  returning: z.boolean().optional(),
  direction: z.enum(['inbound', 'outbound']).optional(),
  /** An outbound call on this errand. */
  errand: z.enum(['callback', 'followUp', 'risk', 'panel']).optional(),
  /** The most pressing ticket of the caller. */
  ticket: z.enum(['open', 'overdue']).optional(),
  /** Seconds in the queue at least. */
  waitedS: z.number().int().min(1).optional(),
  notice: z.enum(['outage', 'weather', 'service']).optional(),
  /** Outside of the hours of service. */
  closed: z.boolean().optional(),
});
export type MomentCondition = z.infer<typeof momentConditionSchema>;

export const momentIdSchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*){1,3}$/)
  .max(60);
export type MomentId = z.infer<typeof momentIdSchema>;

export const momentSchema = z.object({
  id: momentIdSchema,
  situation: situationSchema,
  kind: momentKindSchema,
  when: momentConditionSchema.optional(),
  /** Every text has these; one without a value is a gap that the agent fills while he speaks. */
  slots: z.array(slotNameSchema).optional(),
  /** A text may have these; one without a value is left out. */
  optional: z.array(slotNameSchema).optional(),
  /** A soothing line: said once in a call it goes to the end until the others are used. */
  soothes: z.literal(true).optional(),
});
export type Moment = z.infer<typeof momentSchema>;

/** All moments that a centre's packs may have lines for (resources/script-moments.json). */
export const momentCatalogSchema = z.object({
  schemaVersion: z.literal(1),
  version: z.number().int().min(1),
  moments: z.array(momentSchema).min(1),
});
export type MomentCatalog = z.infer<typeof momentCatalogSchema>;
