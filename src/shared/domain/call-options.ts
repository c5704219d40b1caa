import { z } from 'zod';
import { breakRuleSchema } from '../call/break-limit.ts';
import { wrapUpRuleSchema } from '../call/wrap-up-clock.ts';
import { serviceHoursSchema } from '../script/service-hours.ts';
import { featureCodesSchema } from './feature-codes.ts';
import { callerLanguageSchema, uiLabelSchema } from './language.ts';

/** User part of a SIP address of the exchange, or a whole one. */
const addressSchema = z.string().min(1).max(120);

/** Where a call can be handed to besides a typed number: a queue, a colleague, an outside line. */
export const transferTargetSchema = z.object({
  address: addressSchema,
  label: uiLabelSchema,
  kind: z.enum(['queue', 'colleague', 'leader', 'outside']),
  /** What is spoken there; empty where it does not matter. */
  languages: z.array(callerLanguageSchema).default([]),
});
export type TransferTargetEntry = z.infer<typeof transferTargetSchema>;

/** A queue whose calls the desk answers by itself, after it rang for so long. */
export const autoAnswerSchema = z.object({
  queue: z.string().min(1).max(80),
  afterMs: z.number().int().min(1000).max(60_000),
});

/** 转满意度. */
export const surveySchema = z.object({
  address: addressSchema,
  /** What the exchange sends for each answer, where that is not 1–5 with 5 as the best. */
  ratingByKey: z.record(z.string(), z.number().int().min(1).max(5)).optional(),
  /** The agent may write down a rating that he was told; else only the exchange and the server set it. */
  isAgentEntered: z.boolean().default(false),
});

/** How a centre wants its calls handled; part of the exchange in profile.json. */
export const callOptionsSchema = z.object({
  /** Digits as events in the sound (RFC 4733), or as SIP INFO where the exchange can't take those. */
  digits: z.enum(['rfc4733', 'info']).default('rfc4733'),
  /** Lets a far end be heard before it answers. Off where the exchange rings several phones for one number. */
  hasEarlyMedia: z.boolean().default(true),
  transferTargets: z.array(transferTargetSchema).max(200).default([]),
  autoAnswer: z.array(autoAnswerSchema).max(100).default([]),
  survey: surveySchema.optional(),
  wrapUp: wrapUpRuleSchema.prefault({}),
  breaks: breakRuleSchema.prefault({}),
  /**
   * Minutes of talk after which the call card says so and the ladder of escalation is offered. An agent may have another
   * limit of his own; never where neither sets one.
   */
  talkLimitMin: z.number().int().min(1).max(240).optional(),
  /** When callers are served; always where the centre sets none. */
  serviceHours: z.array(serviceHoursSchema).max(50).default([]),
  /**
   * How a desk whose page crashed comes back into the call: it takes its own old place (Replaces), where exchange and
   * far end know how; or it calls the number again.
   */
  returnToCall: z.enum(['redial', 'replaces']).default('redial'),
  /**
   * For how long the way back is offered: as long as the exchange keeps a call in which one side sends nothing, and a
   * caller listens to nothing.
   */
  returnWithinMs: z.number().int().min(10_000).max(3_600_000).default(120_000),
  /** Absent: the exchange hears nothing of where the agent stands. */
  featureCodes: featureCodesSchema.optional(),
});
export type CallOptions = z.infer<typeof callOptionsSchema>;

export const defaultCallOptions: CallOptions = callOptionsSchema.parse({});
