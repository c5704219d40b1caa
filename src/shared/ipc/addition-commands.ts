import { z } from 'zod';
import { callerLanguageSchema } from '../domain/language.ts';
import { smsTextSchema } from '../domain/sms-text.ts';
import { supplementDraftSchema } from '../domain/supplement-draft.ts';
import { additionIdSchema, smsOrderSchema, supplementSchema, ticketAdditionSchema } from '../domain/ticket-addition.ts';
import { callIdSchema, ticketIdSchema } from '../ids.ts';

const about = { ticketId: ticketIdSchema, callId: callIdSchema.optional() };
/** The caller's number is that of the call, the contact's stands in the ticket or with the customer. */
export const smsRecipientSchema = z.enum(['caller', 'contact']);
export type SmsRecipient = z.infer<typeof smsRecipientSchema>;

/** All it takes to choose a text and see it as it will be sent. Numbers stay masked. */
export const smsOfferSchema = z.object({
  /** Whether the centre has a sending port, as far as this desk has heard; absent before it has. */
  isPortOpen: z.boolean().optional(),
  number: z.string(),
  dueAt: z.number().int().optional(),
  agentNo: z.string(),
  /** IANA name: what times in a text are told by. */
  timeZone: z.string(),
  /** The caller's, as far as anybody knows. */
  language: callerLanguageSchema,
  recipients: z.array(z.object({ to: smsRecipientSchema, maskedNumber: z.string(), isMobile: z.boolean() })),
  /** Of the centre, in every language; retired ones are left out. */
  texts: z.array(smsTextSchema.extend({ lang: callerLanguageSchema })),
});
export type SmsOffer = z.infer<typeof smsOfferSchema>;

/** What is added to a ticket after it was submitted, this agent's or not: supplements, and text messages to its caller. */
export const additionCommands = {
  /** Oldest first. */
  'additions:list': { input: z.object({ ticketId: ticketIdSchema }), output: z.array(ticketAdditionSchema) },
  /**
   * On the disk and on its way once answered; the same id again changes nothing. Fails with ticket.notFound, ticket.ended
   * and addition.practice.
   */
  'additions:supplement': { input: supplementSchema, output: z.object({}) },
  /** Sends what the centre refused once more, or takes it away. Fails with addition.notFound. */
  'additions:settle': {
    input: z.object({ id: additionIdSchema, action: z.enum(['retry', 'discard']) }),
    output: z.object({}),
  },
  /** What the agent typed and has not added; typed last comes last. */
  'additions:drafts': { input: z.object({}), output: z.array(supplementDraftSchema) },
  /** As it stands in the field now, on the disk once answered. An empty one is forgotten, and one whose text was added. */
  'additions:keepDraft': {
    input: supplementDraftSchema,
    /** UTC epoch ms. */
    output: z.object({ savedAt: z.number().int() }),
  },
  /** Fails with ticket.notFound. */
  'sms:offer': { input: z.object(about), output: smsOfferSchema },
  /**
   * On the disk and on its way once answered; the same id again changes nothing. Fails with ticket.notFound, sms.noPort,
   * sms.notApproved, sms.noNumber, sms.notMobile, sms.numberChanged (not the one in `maskedNumber` any more), sms.incomplete,
   * sms.tooMany (params.most) and addition.practice.
   */
  'sms:send': {
    input: smsOrderSchema
      .omit({ number: true, timeZone: true })
      .extend({ to: smsRecipientSchema, maskedNumber: z.string().max(40) }),
    output: z.object({}),
  },
} as const;
