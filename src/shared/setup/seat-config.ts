import { z } from 'zod';
import { breakReasons } from '../call/agent-state.ts';
import { breakRuleSchema } from '../call/break-limit.ts';
import { wrapUpRuleSchema } from '../call/wrap-up-clock.ts';
import { autoAnswerSchema, callOptionsSchema, surveySchema, transferTargetSchema } from '../domain/call-options.ts';
import { featureCodesSchema, pauseForSchema } from '../domain/feature-codes.ts';
import { defaultHeaderMap, headerMapSchema, type HeaderMap } from '../domain/header-map.ts';
import { uiLocales } from '../domain/language.ts';
import { isKnownLanguage } from '../language/languages.ts';
import {
  domainProblem,
  exchangeAddressProblem,
  iceAddressProblem,
  isTurn,
  serverAddressProblem,
  type AddressProblem,
} from './address-rules.ts';

/** Every rule says its code of `seatProblemCodes` as its message. */
function text(rule: (value: string) => AddressProblem | undefined) {
  return z
    .string()
    .trim()
    .min(1, { error: 'required' })
    .superRefine((value, context) => {
      const problem = value === '' ? undefined : rule(value);
      if (problem) context.addIssue({ code: 'custom', message: problem.code, params: problem.params });
    });
}

/** Folder name on every platform, and nothing that leads out of the folder of profiles. */
export const profileNameSchema = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: 'profileName' });

/** Public key of 32 bytes, base64url without padding: the last letter carries four bits. */
const publicKeySchema = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, { error: 'key' });

export const centreSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, { error: 'required' })
    .max(80, { error: 'tooLong' })
    .regex(/^[^\p{Cc}\p{Cf}]*$/u, { error: 'wrongType' }),
  url: text(serverAddressProblem),
  /** X25519 public key of the centre, 32 bytes: rows and seat keys are sealed to it. */
  sealingKey: publicKeySchema,
  /** Ed25519 public key of the centre, 32 bytes: it signs the offline term. */
  signingKey: publicKeySchema,
});

export const iceServerSchema = z.object({
  url: z.string(),
  /** TURN only. */
  username: z.string().optional(),
  credential: z.string().optional(),
});
export type IceServer = z.infer<typeof iceServerSchema>;

const seatIceServerSchema = z.preprocess(
  // An address alone is short for a server without an account.
  (value) => (typeof value === 'string' ? { url: value } : value),
  z
    .object({
      url: text(iceAddressProblem),
      username: z.string().trim().max(200, { error: 'tooLong' }).optional(),
      credential: z.string().max(200, { error: 'tooLong' }).optional(),
    })
    .superRefine(({ url, username, credential }, context) => {
      const wrong = (field: string, message: 'turnAccount' | 'stunAccount'): void =>
        context.addIssue({ code: 'custom', message, path: [field] });
      for (const [field, value] of Object.entries({ username: username ?? '', credential: credential ?? '' })) {
        if (isTurn(url) && value === '') wrong(field, 'turnAccount');
        if (!isTurn(url) && value !== '') wrong(field, 'stunAccount');
      }
    })
    .transform(({ url, username, credential }): IceServer => (isTurn(url) ? { url, username, credential } : { url })),
);

/** Marks each entry that was there before. */
function unique<T>(list: readonly T[], context: z.core.$RefinementCtx): void {
  list.forEach((entry, index) => {
    if (list.indexOf(entry) < index) context.addIssue({ code: 'custom', message: 'duplicate', path: [index] });
  });
}

export const exchangeSchema = z.object({
  /** Websockets, in order of preference. */
  servers: z
    .array(text(exchangeAddressProblem))
    .min(1, { error: 'required' })
    .max(6, { error: 'tooMany' })
    .superRefine(unique),
  domain: text(domainProblem),
  iceServers: z.array(seatIceServerSchema).max(8, { error: 'tooMany' }).default([]),
  /** How outside numbers are dialled: +8613900000011, or as people of the country do. */
  dialFormat: z.enum(['e164', 'national']).default('e164'),
  ...callOptionsSchema.shape,
});

const languagesSchema = z.object({
  /**
   * What callers of this seat speak, in the order of the desk's tabs. Absent: the product's order, and the agent's own
   * language first where nothing is known of a caller.
   */
  callers: z
    .array(z.string({ error: 'language' }).refine(isKnownLanguage, { error: 'language' }))
    .min(1, { error: 'required' })
    .superRefine(unique)
    .optional(),
  /** Of the desk until somebody chooses another. */
  locale: z.enum(uiLocales, { error: 'locale' }).optional(),
});
export type SeatLanguages = z.infer<typeof languagesSchema>;

/** What every profile may say, the demo's too. */
export const seatFields = {
  schemaVersion: z.literal(1, { error: 'version' }),
  name: profileNameSchema,
  /** Country of numbers without a country code. */
  region: z
    .string()
    .trim()
    .regex(/^[A-Z]{2}$/, { error: 'region' })
    .default('CN'),
  /** Absent or null: no line, the phone is that of practice. */
  exchange: exchangeSchema.nullable().default(null),
  headerMap: headerMapSchema
    .partial()
    .default({})
    .transform((map): HeaderMap => ({ ...defaultHeaderMap, ...withoutUndefined(map) })),
  languages: languagesSchema.default({}),
};

function withoutUndefined(map: Partial<Record<keyof HeaderMap, string[] | undefined>>): Partial<HeaderMap> {
  return Object.fromEntries(Object.entries(map).filter(([, names]) => names !== undefined));
}

/** A live seat as its configuration file describes it; docs/SETUP-SEAT.md is the prose. */
export const seatConfigSchema = z.object({
  ...seatFields,
  kind: z.literal('live', { error: 'kind' }).default('live'),
  centre: centreSchema,
});
export type SeatConfig = z.infer<typeof seatConfigSchema>;

/** Names of the fields of each part, by its path; `*` stands for the place in a list. */
export const knownFields: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(seatConfigSchema.shape),
  centre: Object.keys(centreSchema.shape),
  exchange: Object.keys(exchangeSchema.shape),
  'exchange.transferTargets.*': Object.keys(transferTargetSchema.shape),
  'exchange.autoAnswer.*': Object.keys(autoAnswerSchema.shape),
  'exchange.survey': Object.keys(surveySchema.shape),
  'exchange.wrapUp': Object.keys(wrapUpRuleSchema.shape),
  'exchange.breaks': Object.keys(breakRuleSchema.shape),
  'exchange.breaks.minutes': [...breakReasons],
  'exchange.featureCodes': Object.keys(featureCodesSchema.shape),
  'exchange.featureCodes.pauseFor': Object.keys(pauseForSchema.shape),
  'exchange.iceServers.*': Object.keys(iceServerSchema.shape),
  headerMap: Object.keys(headerMapSchema.shape),
  languages: Object.keys(languagesSchema.shape),
};
