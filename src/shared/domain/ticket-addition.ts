import { z } from 'zod';
import { agentNoSchema, callIdSchema, ticketIdSchema } from '../ids.ts';
import { callerLanguageSchema } from './language.ts';
import { smsPlaceholderSchema, smsTextIdSchema, smsValueSchema } from './sms-text.ts';
import { isOpenStatus, type TicketStatus } from './ticket-status.ts';

/** In characters. */
export const longestSupplement = 1000;
/** Of each kind a ticket brings so many along to every desk, the newest. */
export const mostTold = 10;

export const additionIdSchema = z.uuid();

/** 补充: said of a ticket after it was submitted; what was written stays as it is. */
export const supplementSchema = z.object({
  id: additionIdSchema,
  ticketId: ticketIdSchema,
  /** The call in which it was said. */
  callId: callIdSchema.optional(),
  text: z.string().trim().min(1).max(longestSupplement),
});
export type Supplement = z.infer<typeof supplementSchema>;

/** What is over takes no more: the caller gets a new ticket. */
export function maySupplement(status: TicketStatus): boolean {
  return isOpenStatus(status);
}

/** E.164. */
const numberSchema = z.string().regex(/^\+[1-9]\d{6,14}$/);

/** A text message as an agent orders it. `text`: as he saw it; the centre fills the same text itself and compares. */
export const smsOrderSchema = z.object({
  id: additionIdSchema,
  ticketId: ticketIdSchema,
  callId: callIdSchema.optional(),
  textId: smsTextIdSchema,
  textVersion: z.number().int().min(1),
  lang: callerLanguageSchema,
  /** What the agent wrote into `asked` placeholders, no others. */
  values: z.partialRecord(smsPlaceholderSchema, smsValueSchema),
  number: numberSchema,
  /** IANA name: what times in the text are told by. */
  timeZone: z.string().max(60),
  text: z.string().min(1).max(1000),
});
export type SmsOrder = z.infer<typeof smsOrderSchema>;

/**
 * How far a text message got behind the centre:
 *
 *   waiting ──▶ sending ──▶ handedOver | refused | unknown
 *      ▲───────────┘ the gateway asks for another try
 *
 * `unknown`: the gateway may have it or not, and nobody sends it a second time.
 */
export const smsStates = ['waiting', 'sending', 'handedOver', 'refused', 'unknown'] as const;
export const smsStateSchema = z.enum(smsStates);
export type SmsState = z.infer<typeof smsStateSchema>;

const told = { id: additionIdSchema, by: agentNoSchema, at: z.number().int() };

/** As every desk hears of it with its ticket. Times are UTC epoch ms. */
export const toldSupplementSchema = z.object({ ...told, text: z.string().max(longestSupplement) });
export type ToldSupplement = z.infer<typeof toldSupplementSchema>;

/** Nothing of whom it went to. `reason`: the gateway's code, where it refused. */
export const toldSmsSchema = z.object({
  ...told,
  textId: smsTextIdSchema,
  lang: callerLanguageSchema,
  text: z.string().max(1000),
  state: smsStateSchema,
  reason: z.string().max(60).optional(),
});
export type ToldSms = z.infer<typeof toldSmsSchema>;

/** How far an addition of this agent got towards the centre; what others added is there. */
const way = {
  sync: z.enum(['queued', 'sending', 'synced', 'rejected']),
  /** Why the centre refused it; set exactly while sync is `rejected`. */
  refusal: z.object({ code: z.string(), field: z.string().optional() }).optional(),
};

/** What was added to a ticket as a desk shows it, its own and what it heard of. `maskedNumber`: of the agent's own. */
export const ticketAdditionSchema = z.discriminatedUnion('kind', [
  toldSupplementSchema.extend({ kind: z.literal('supplement'), ...way }),
  toldSmsSchema
    .partial({ state: true })
    .extend({ kind: z.literal('sms'), ...way, maskedNumber: z.string().optional() }),
]);
export type TicketAddition = z.infer<typeof ticketAdditionSchema>;
