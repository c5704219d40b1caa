import { z } from 'zod';
import { stretchSchema } from '../care/stretches.ts';
import { callIdSchema, customerIdSchema, phraseIdSchema } from '../ids.ts';
import { errandSchema } from './errand.ts';
import { callerLanguageSchema } from './language.ts';
import { slotNameSchema } from './moment.ts';
import { adherenceSchema, marksMax, scriptMarkSchema } from './script-mark.ts';

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
  /** What the exchange said of the language where that is none of ours, cleaned; never together with `language`. */
  unknownLanguage: z.string().min(1).max(40).optional(),
  region: z.string().max(80).optional(),
  customerId: customerIdSchema.optional(),
  /** Seconds in the queue before the desk rang, where the exchange tells. */
  waitedS: z.number().int().min(0).max(86_400).optional(),
  /** What the desk dialled this call for. */
  errand: errandSchema.optional(),
  /** The conversation so far, when a bot or colleague handed over. */
  userToUser: z.string().max(1000).optional(),
  /** A call to a colleague about this other call, whose caller waits meanwhile (咨询). */
  consultFor: callIdSchema.optional(),
  /** Dialled without the agent seeing the number in full: it stays masked wherever it shows. */
  isNumberMasked: z.boolean().optional(),
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
  /** Answered, but the far end never said that it knew, nor was anything heard of it. */
  'neverConfirmed',
  'pageClosed',
  // of a call that the agent dialled
  'busy',
  'noAnswer',
  'declined',
  'unknownNumber',
  'unreachable',
  /** Handed over to somebody else, who has it now. */
  'transferred',
  /** A colleague connected the caller in his own place: the same talk goes on as another call. */
  'replaced',
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

/** A word with a colleague needs no disposition, nor does a call that goes on as another one: both close by themselves. */
export function needsWrapUp(facts: CallFacts, reason: EndReason | undefined): boolean {
  return facts.consultFor === undefined && reason !== 'replaced';
}

/** What stands between separators of a SIP header, and so can be written into one again. */
const dialogTextSchema = z.string().regex(/^[^\s;,<>"]{1,256}$/);

/** How the exchange knows a call: what it takes to come back into it from another page (RFC 3261, RFC 3891). */
export const callDialogSchema = z.object({
  sipCallId: dialogTextSchema,
  localTag: dialogTextSchema,
  remoteTag: dialogTextSchema,
  /** Where the far end is reached. */
  remoteTarget: z.string().regex(/^sips?:[^\s<>"]{1,500}$/i),
});
export type CallDialog = z.infer<typeof callDialogSchema>;

/** 释放转 · 通话转 · 转满意度. */
export const transferKinds = ['blind', 'attended', 'survey'] as const;
export const transferSchema = z.object({
  kind: z.enum(transferKinds),
  /** What was dialled for it. */
  to: z.string().max(120),
  at: z.number().int(),
});
export type Transfer = z.infer<typeof transferSchema>;

/** Satisfaction, 5 is best, whatever key the caller pressed. */
export const ratingSchema = z.number().int().min(1).max(5);

/** One phrase said in a call, in order. */
export const saidPhraseSchema = z.object({ phraseId: phraseIdSchema, at: z.number().int() });

/** How well the voices got through, over the whole call; only of calls whose path could be measured. */
export const callQualitySchema = z.object({
  /** Mean opinion score 1–4.5 of the worse direction: its mean, and its worst moment. */
  mos: z.number().min(1).max(4.5),
  worstMos: z.number().min(1).max(4.5),
  /** Mean share of packets that did not get through, 0–1, of the worse direction. */
  loss: z.number().min(0).max(1),
  roundTripMs: z.number().int().min(0).optional(),
});
export type CallQuality = z.infer<typeof callQualitySchema>;

/** What the agent wrote into the gaps of his lines, in the language of the line. */
export const filledSlotsSchema = z.partialRecord(
  slotNameSchema,
  z.object({ text: z.string().min(1).max(200), lang: callerLanguageSchema }),
);
export type FilledSlots = z.infer<typeof filledSlotsSchema>;

/** 长通话: the agent wanted no reminder of the time in this call; not `isOn`: he has taken that back. */
export const longCallSchema = z.object({ isOn: z.boolean(), at: z.number().int() });
export type LongCall = Readonly<z.infer<typeof longCallSchema>>;

/** Times of holds in the record of one call. */
export const holdsMax = 200;

/** Exactly one per call, whatever happened. Times in UTC epoch ms. */
export const callRecordSchema = z.object({
  id: callIdSchema,
  facts: callFactsSchema,
  answeredAt: z.number().int().optional(),
  endedAt: z.number().int().optional(),
  endReason: endReasonSchema.optional(),
  heldMs: z.number().int().min(0),
  /** The finished holds that make up `heldMs`, in order; the first ones where there are too many. */
  holds: z.array(stretchSchema).max(holdsMax).optional(),
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
  /** Where the call went when it left this desk. */
  transfer: transferSchema.optional(),
  rating: ratingSchema.optional(),
  quality: callQualitySchema.optional(),
  /** Only while the call goes on; it never leaves the seat. */
  dialog: callDialogSchema.optional(),
  /** When a page found it without one that has it; only while it goes on, as `dialog`. */
  leftAt: z.number().int().optional(),
  marks: z.array(scriptMarkSchema).max(marksMax).optional(),
  slots: filledSlotsSchema.optional(),
  adherence: adherenceSchema.optional(),
  longCall: longCallSchema.optional(),
});
export type CallRecord = z.infer<typeof callRecordSchema>;

/** A call that its page lost while the exchange may hold it still: all it takes to go on with it. */
export const leftCallSchema = callRecordSchema
  .pick({
    ...{ facts: true, number: true, heldMs: true, holds: true, notes: true, said: true },
    ...{ marks: true, slots: true, longCall: true },
  })
  .extend({
    answeredAt: z.number().int(),
    dialog: callDialogSchema,
    /** Until then the way back is offered. */
    offeredUntil: z.number().int(),
  });
export type LeftCall = z.infer<typeof leftCallSchema>;
