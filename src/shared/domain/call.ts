import { z } from 'zod';
import { callIdSchema, customerIdSchema, phraseIdSchema } from '../ids.ts';
import { callerLanguageSchema } from './language.ts';

/** What the exchange told about a caller, read from configurable headers. Every text is untrusted input, cut to length. */
export const callFactsSchema = z.object({
  /** Made on the desk; one per call leg. */
  callId: callIdSchema,
  direction: z.enum(['inbound', 'outbound']),
  /** User part of the asserted identity or From, as sent; `anonymous` where withheld. */
  number: z.string().max(64),
  displayName: z.string().max(80).optional(),
  queue: z.string().max(80).optional(),
  language: callerLanguageSchema.optional(),
  region: z.string().max(80).optional(),
  customerId: customerIdSchema.optional(),
  /** The conversation so far, when a bot or colleague handed over. */
  userToUser: z.string().max(1000).optional(),
  /** A practice call: nothing of it counts as a live call. */
  isPractice: z.boolean(),
  startedAt: z.number().int(),
});
export type CallFacts = z.infer<typeof callFactsSchema>;

export const endReasons = [
  'agentHungUp',
  'callerHungUp',
  'callerGaveUp',
  'rejected',
  'ringingTimeout',
  'answeredElsewhere',
  'mediaFailed',
  'signallingFailed',
  'pageClosed',
] as const;
export const endReasonSchema = z.enum(endReasons);
export type EndReason = z.infer<typeof endReasonSchema>;

/** 通话小结. */
export const dispositions = [
  'resolved',
  'ticketCreated',
  'expedited',
  'callbackBooked',
  'transferred',
  'escalated',
  'wrongNumber',
  'silent',
  'abuseEnded',
  'dropped',
] as const;
export const dispositionSchema = z.enum(dispositions);
export type Disposition = z.infer<typeof dispositionSchema>;

/** One phrase said in a call, in order. */
export const saidPhraseSchema = z.object({ phraseId: phraseIdSchema, at: z.number().int() });

/** Exactly one per call, whatever happened. Times in UTC epoch ms. */
export const callRecordSchema = z.object({
  id: callIdSchema,
  facts: callFactsSchema,
  answeredAt: z.number().int().optional(),
  endedAt: z.number().int().optional(),
  endReason: endReasonSchema.optional(),
  heldMs: z.number().int().min(0),
  disposition: dispositionSchema.optional(),
  notes: z.string().max(4000),
  said: z.array(saidPhraseSchema),
  wrappedUpAt: z.number().int().optional(),
  /** E.164 of `facts.number` where it could be read as such. */
  number: z.string().max(64).optional(),
  /** When the live caller's number was put before the agent in full: logged once, with the call. */
  numberShownAt: z.number().int().optional(),
  /** False: the time for the wrap-up ran out, and the disposition is the one that was prefilled. */
  isDispositionConfirmed: z.boolean().optional(),
});
export type CallRecord = z.infer<typeof callRecordSchema>;
