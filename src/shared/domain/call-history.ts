import { z } from 'zod';
import { callIdSchema, customerIdSchema } from '../ids.ts';
import { callRecordSchema, dispositionSchema, endReasonSchema, type CallRecord, type EndReason } from './call.ts';
import { callerLanguageSchema } from './language.ts';

/** One line of the agent's own history. The number is masked before it leaves the core; `calls:reveal` gives the whole. */
export const callRowSchema = z.object({
  id: callIdSchema,
  direction: z.enum(['inbound', 'outbound']),
  maskedNumber: z.string().max(64),
  /** No number was sent: there is nothing to reveal and nobody to call back. */
  isWithheld: z.boolean(),
  /** The customer as he is known now, else what the exchange sent. */
  name: z.string().max(100).optional(),
  customerId: customerIdSchema.optional(),
  queue: z.string().max(80).optional(),
  language: callerLanguageSchema.optional(),
  isPractice: z.boolean(),
  /** The agent chose to have no reminder of the time in it. */
  isLongCall: z.boolean().optional(),
  startedAt: z.number().int(),
  answeredAt: z.number().int().optional(),
  endedAt: z.number().int().optional(),
  endReason: endReasonSchema.optional(),
  heldMs: z.number().int().min(0),
  disposition: dispositionSchema.optional(),
  isDispositionConfirmed: z.boolean().optional(),
  notes: callRecordSchema.shape.notes,
  wrappedUpAt: z.number().int().optional(),
  /** The caller was not served. */
  isMissed: z.boolean(),
  /** The agent has said that he saw it. */
  isDismissed: z.boolean(),
});
export type CallRow = z.infer<typeof callRowSchema>;

/** Where a page of the history ends: the next one goes on after this row. */
export const callCursorSchema = z.object({ startedAt: z.number().int(), id: callIdSchema });
export type CallCursor = z.infer<typeof callCursorSchema>;

/** What to look for. Words are found in names, queue and notes; digits in numbers too. All that is given must fit. */
export const callFilterSchema = z.object({
  text: z.string().max(100).optional(),
  language: callerLanguageSchema.optional(),
  disposition: dispositionSchema.optional(),
  only: z.enum(['missed', 'unconfirmed']).optional(),
});
export type CallFilter = z.infer<typeof callFilterSchema>;

/** Sums over finished calls, in ms. Talking includes holding, as the caller counts it. */
export const callFiguresSchema = z.object({
  /** Absent: the caller's language was never known. */
  language: callerLanguageSchema.optional(),
  calls: z.number().int(),
  answered: z.number().int(),
  talkMs: z.number().int(),
  heldMs: z.number().int(),
  wrapUpMs: z.number().int(),
});
export type CallFigures = z.infer<typeof callFiguresSchema>;

/** The agent's own day. */
export const callDaySchema = z.object({
  byLanguage: z.array(callFiguresSchema),
  missed: z.object({
    count: z.number().int(),
    /** Newest first, a few. */
    rows: z.array(callRowSchema),
    /** Ends up to here are in this answer: what is dismissed with it was seen. */
    upTo: z.number().int(),
  }),
  /** The newest call that the agent made himself, of any day, for dialling it again. */
  lastOutgoing: callRowSchema.optional(),
});
export type CallDay = z.infer<typeof callDaySchema>;

const notMissed: readonly (EndReason | undefined)[] = ['rejected', 'agentHungUp', 'answeredElsewhere'];

/** An inbound call that ended before anybody answered, unless the agent ended it himself or a colleague took it. */
export function isMissedCall({ facts, answeredAt, endedAt, endReason }: CallRecord): boolean {
  if (facts.direction !== 'inbound' || answeredAt !== undefined || endedAt === undefined) return false;
  return !notMissed.includes(endReason);
}

type TimedCall = Pick<CallRecord, 'answeredAt' | 'endedAt' | 'wrappedUpAt' | 'heldMs'>;

/** Times of a finished call in ms, never negative, whatever clock told them. */
export function callTimes({ answeredAt, endedAt, wrappedUpAt, heldMs }: TimedCall): {
  readonly talkMs: number;
  readonly heldMs: number;
  readonly wrapUpMs: number;
} {
  if (answeredAt === undefined || endedAt === undefined) return { talkMs: 0, heldMs: 0, wrapUpMs: 0 };
  const talkMs = Math.max(0, endedAt - answeredAt);
  return {
    talkMs,
    heldMs: Math.min(heldMs, talkMs),
    wrapUpMs: wrappedUpAt === undefined ? 0 : Math.max(0, wrappedUpAt - endedAt),
  };
}

/** Average handling time in ms: talking and wrapping up over the calls that were answered; undefined before the first. */
export function averageHandlingMs({ answered, talkMs, wrapUpMs }: CallFigures): number | undefined {
  return answered === 0 ? undefined : Math.round((talkMs + wrapUpMs) / answered);
}

export function sumFigures(parts: readonly CallFigures[]): CallFigures {
  const sum = { calls: 0, answered: 0, talkMs: 0, heldMs: 0, wrapUpMs: 0 };
  for (const part of parts) {
    sum.calls += part.calls;
    sum.answered += part.answered;
    sum.talkMs += part.talkMs;
    sum.heldMs += part.heldMs;
    sum.wrapUpMs += part.wrapUpMs;
  }
  return sum;
}
