import { z } from 'zod';
import { customerIdSchema, scenarioIdSchema } from '../ids.ts';
import { knowledgeDomainSchema } from './article.ts';
import { callerLanguageSchema, uiLabelSchema } from './language.ts';
import { ticketTypeSchema } from './ticket.ts';

export const stepIdSchema = z.string().regex(/^[a-z][a-zA-Z0-9]{0,30}$/);
/** A kind of moments (`greeting`) or one of them (`hold.before.ask`); the checker knows which there are. */
const momentRefSchema = z.string().min(1).max(60);
const articleGroupSchema = z.string().min(1).max(61);

const lineSchema = z.strictObject({
  text: z.string().min(1).max(300),
  /** Mandarin gloss. */
  gloss: z.string().min(1).max(300),
  /** File below resources/public/sounds; absent means a neutral tone as long as the line takes to say. */
  sound: z.string().max(120).optional(),
  /** Pause before the line, ms. */
  afterMs: z.number().int().min(0).max(60_000),
  /** Length of the neutral tone, ms. */
  toneMs: z.number().int().min(200).max(20_000),
  /** Said although the agent is speaking; every other line waits for a gap. */
  interrupts: z.literal(true).optional(),
});
export type ScenarioLine = z.infer<typeof lineSchema>;

/** Where a step leads, and on what; the first way of a step that fits is taken. */
const waySchema = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('said'), moments: z.array(momentRefSchema).min(1), to: stepIdSchema }),
  z.strictObject({ on: z.literal('articleOpened'), groups: z.array(articleGroupSchema).min(1), to: stepIdSchema }),
  /** An article was opened that no good answer needs. */
  z.strictObject({ on: z.literal('wrongArticle'), to: stepIdSchema }),
  /** A ticket of this call was submitted; of this type, where one is named. */
  z.strictObject({ on: z.literal('ticketSaved'), type: ticketTypeSchema.optional(), to: stepIdSchema }),
  /** On hold without a break for longer than `s` seconds. */
  z.strictObject({ on: z.literal('heldLonger'), s: z.number().int().min(1).max(600), to: stepIdSchema }),
  /** The agent says nothing for `s` seconds after the last line. */
  z.strictObject({ on: z.literal('silence'), s: z.number().int().min(2).max(120), to: stepIdSchema }),
  /** Nothing of the others happened for `s` seconds after the last line. */
  z.strictObject({ on: z.literal('over'), s: z.number().int().min(0).max(120), to: stepIdSchema }),
]);
export type ScenarioWay = z.infer<typeof waySchema>;

/** The same caller rings again after `afterS` seconds and begins with `step`. */
const againSchema = z.strictObject({ afterS: z.number().int().min(1).max(120), step: stepIdSchema });
const endSchema = z.discriminatedUnion('kind', [
  /** Waits for the agent to say goodbye. */
  z.strictObject({ kind: z.literal('farewell') }),
  /** Puts the receiver down. */
  z.strictObject({ kind: z.literal('hangUp'), again: againSchema.optional() }),
  /** The line is gone in the middle of it. */
  z.strictObject({ kind: z.literal('dropped'), again: againSchema.optional() }),
]);
export type ScenarioEnd = z.infer<typeof endSchema>;

const stepSchema = z.strictObject({
  id: stepIdSchema,
  /** Said one after the other, before any way is taken. */
  lines: z.array(lineSchema).max(20),
  ways: z.array(waySchema).max(12),
  end: endSchema.optional(),
});
export type ScenarioStep = z.infer<typeof stepSchema>;

/** What a good answer needs: what the score sheet measures by. */
const needsSchema = z.strictObject({
  /** The greeting within so many seconds of the answer. */
  greetingS: z.number().int().min(1).max(30),
  /** Each has to be said at least once. */
  say: z.array(momentRefSchema),
  /** None may be said. */
  avoid: z.array(momentRefSchema),
  /** One of these has to be opened; empty where nothing has to be looked up. */
  articles: z.array(articleGroupSchema),
  procedure: z.string().max(61).optional(),
  /** `fields`: names of the ticket's fields that must not be empty. Absent: no ticket may be written. */
  ticket: z
    .strictObject({
      type: ticketTypeSchema,
      subTypes: z.array(z.string().max(60)),
      fields: z.array(z.enum(['callerPhone', 'address', 'description'])),
    })
    .optional(),
  /** The longest hold without a word, seconds. */
  holdS: z.number().int().min(5).max(600),
  /** The longest silence of both sides, seconds. */
  silenceS: z.number().int().min(3).max(120),
});
export type ScenarioNeeds = z.infer<typeof needsSchema>;

/** A practice caller below resources/scenarios: a person, and the steps that he goes by what the trainee does. */
export const scenarioSchema = z.strictObject({
  schemaVersion: z.literal(2),
  id: scenarioIdSchema,
  /** Texts of the list. */
  title: uiLabelSchema,
  summary: uiLabelSchema,
  lang: callerLanguageSchema,
  status: z.enum(['draft', 'approved']),
  centre: knowledgeDomainSchema,
  /** 1 easy, 2 usual, 3 hard. */
  difficulty: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  /** Who calls, for whoever plays or judges the part. Mandarin. */
  persona: z.string().min(1).max(200),
  mood: z.enum(['calm', 'worried', 'hurried', 'confused', 'angry', 'abusive']),
  /** Why he calls. Mandarin. */
  reason: z.string().min(1).max(200),
  /** What he knows and tells when asked. Mandarin. */
  facts: z.array(z.string().min(1).max(200)).max(12),
  caller: z.strictObject({
    number: z.string().max(30),
    displayName: z.string().max(60),
    customerId: customerIdSchema.optional(),
    queue: z.string().max(60),
    region: z.string().max(60),
    /** What the exchange sends in X-Language and X-Dialect. */
    languageHeader: z.string().max(20),
    dialectHeader: z.string().max(20).optional(),
    userToUser: z.string().max(500).optional(),
    /** Seconds that the caller has waited in the queue. */
    waitedS: z.number().int().min(0).max(3600).optional(),
  }),
  needs: needsSchema,
  /** He begins with the first. One without ways is a caller who says his lines and waits. */
  steps: z.array(stepSchema).min(1).max(40),
});
export type Scenario = z.infer<typeof scenarioSchema>;

/** All lines in the order of the file; a line is known by its place here, from 0. */
export function linesOf({ steps }: Pick<Scenario, 'steps'>): readonly ScenarioLine[] {
  return steps.flatMap(({ lines }) => lines);
}

/** Whether a line said is meant by one of these kinds and moments. */
export function isMeant(refs: readonly string[], said: { readonly moment: string; readonly kind: string }): boolean {
  return refs.includes(said.moment) || refs.includes(said.kind);
}
