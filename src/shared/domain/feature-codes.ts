import { z } from 'zod';

/** What is dialled, without a domain: `*45`, `agent+`, `600*`. */
const codeSchema = z
  .string({ error: 'featureCode' })
  .trim()
  .refine((code) => /^[0-9A-Za-z*#+_.-]{1,40}$/.test(code), { error: 'featureCode' });

/** One code, or several that are called in this order: one for each queue, say. */
const codesSchema = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(codeSchema).min(1, { error: 'required' }).max(8, { error: 'tooMany' }),
);
const someCodes = codesSchema.optional();

export const codePurposes = ['logIn', 'logOut', 'pause', 'unpause'] as const;
export type CodePurpose = (typeof codePurposes)[number];

/** Codes by kind of break, where the exchange tells them apart; `pause` stands for those that have none. */
export const pauseForSchema = z.object({
  meal: someCodes,
  rest: someCodes,
  meeting: someCodes,
  training: someCodes,
  coaching: someCodes,
});

type Codes = z.infer<typeof codesSchema>;

/**
 * Numbers of an exchange that are called to log an agent in and out and to pause him. Each has to set something, never
 * to switch it over: a code that was lost is called again.
 */
export const featureCodesSchema = z
  .object({
    logIn: someCodes,
    logOut: someCodes,
    pause: someCodes,
    pauseFor: pauseForSchema.default({}),
    unpause: someCodes,
    /** How long an exchange that answers may take to act; then the desk hangs up. */
    hangUpAfterMs: z.number().int().min(0).max(15_000).default(4000),
  })
  .superRefine(({ logIn, logOut, pause, pauseFor, unpause }, context) => {
    const wrong = (field: CodePurpose, message: 'required' | 'toggleCode'): void =>
      context.addIssue({ code: 'custom', message, path: [field] });
    // Whoever is put somewhere has to come out of it again.
    const pausing = [pause, ...Object.values(pauseFor)].flatMap((codes) => codes ?? []);
    if (logIn && !logOut) wrong('logOut', 'required');
    if (logOut && !logIn) wrong('logIn', 'required');
    if (pausing.length > 0 && !unpause) wrong('unpause', 'required');
    if (unpause && !pause) wrong('pause', 'required');
    if (sharesAny(logIn, logOut)) wrong('logOut', 'toggleCode');
    if (sharesAny(pausing, unpause)) wrong('unpause', 'toggleCode');
  });
export type FeatureCodes = z.infer<typeof featureCodesSchema>;

function sharesAny(some: Codes | undefined, others: Codes | undefined): boolean {
  return some?.some((code) => others?.includes(code)) ?? false;
}
