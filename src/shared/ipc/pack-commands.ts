import { z } from 'zod';
import { lineReasonSchema } from '../content/line-reason.ts';
import { centreFestivalSchema } from '../domain/festival.ts';
import { callerLanguageSchema } from '../domain/language.ts';
import {
  decisionSchema,
  knownProposalSchema,
  lineDraftSchema,
  lineProposalSchema,
  proposalStateSchema,
  recordingDataSchema,
  recordingIdSchema,
  refusedDecisionSchema,
} from '../domain/line-proposal.ts';
import { momentIdSchema } from '../domain/moment.ts';
import { phrasePackSchema } from '../domain/phrase.ts';
import { agentNoSchema } from '../ids.ts';

const nothing = z.object({});

const fieldReasonSchema = z.object({
  field: z.enum(['text', 'reading', 'gloss', 'wylie']),
  reason: lineReasonSchema,
});

/** What became of a draft that was to be proposed: wrong, field by field, it stays a draft. */
const proposeOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('proposed'), proposal: lineProposalSchema }),
  z.object({
    outcome: z.literal('wrong'),
    reasons: z.array(fieldReasonSchema),
  }),
]);

/** A file of a pack fits into one message. */
export const maxPackFileBytes = 600_000;
const packFileSchema = z.base64().max(Math.ceil(maxPackFileBytes / 3) * 4);

/** A leader decides on so many lines with one signature. */
export const maxDecisions = 200;

/** Why a row of a file is not taken, where it is not its words that are wrong. */
export const importRefusals = ['unknownId', 'formula', 'twice', 'notYourLanguage', 'outdated', 'tooLong'] as const;

/** One line of a file that differs from what is in use. `words` of a new or changed one can be proposed. */
const importRowSchema = z.object({
  kind: z.enum(['added', 'changed', 'removed', 'refused']),
  /** Of the sheet, or the line of the JSON file, from 1. */
  row: z.number().int().min(1),
  id: z.string().max(100),
  before: z.string().optional(),
  after: z.string().optional(),
  words: lineDraftSchema.omit({ id: true, recording: true }).optional(),
  refusal: z.enum(importRefusals).optional(),
  reasons: z.array(fieldReasonSchema).optional(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

const readPackOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('read'), rows: z.array(importRowSchema) }),
  /** The file as a whole is of no use. `reason` as `npm run content` says it, or `notAWorkbook`. */
  z.object({
    outcome: z.literal('refused'),
    problems: z.array(z.object({ line: z.number().int(), reason: z.string() })),
  }),
]);
export type ReadPackOutcome = z.infer<typeof readPackOutcomeSchema>;

/** The words of a call, and the work on them. */
export const packCommands = {
  /** As this desk uses them: with the lines that were approved at it. */
  'phrases:packs': { input: nothing, output: z.array(phrasePackSchema) },
  /** Days that the centre celebrates, where it has its own. */
  'phrases:festivals': { input: nothing, output: z.array(centreFestivalSchema) },
  /** What this agent is writing. */
  'packs:drafts': { input: nothing, output: z.array(lineDraftSchema) },
  'packs:saveDraft': { input: lineDraftSchema, output: z.object({ savedAt: z.number().int() }) },
  'packs:discardDraft': { input: z.object({ id: z.uuid() }), output: nothing },
  /** Keeps a recording; a draft names it from then on. */
  'packs:record': { input: z.object({ data: recordingDataSchema }), output: z.object({ id: recordingIdSchema }) },
  'packs:recording': { input: z.object({ id: recordingIdSchema }), output: z.object({ data: recordingDataSchema }) },
  /** Checked by the rules of `npm run content`. Repeating it makes no second one. */
  'packs:propose': { input: z.object({ draft: lineDraftSchema }), output: proposeOutcomeSchema },
  /** The lines of a language for a speaker to work on elsewhere. */
  'packs:export': {
    input: z.object({ lang: callerLanguageSchema, format: z.enum(['xlsx', 'json']) }),
    output: z.object({ name: z.string(), data: packFileSchema }),
  },
  /** What a file would change. Nothing is taken by this. */
  'packs:readFile': {
    input: z.object({ name: z.string().max(200), data: packFileSchema }),
    output: readPackOutcomeSchema,
  },
  /** Everybody's, newest first: those of a state, or the history of one line; or the agent's own that were refused. */
  'packs:proposals': {
    input: z.union([
      z.object({ state: proposalStateSchema }),
      z.object({ lang: callerLanguageSchema, moment: momentIdSchema }),
      z.object({ isRefused: z.literal(true) }),
    ]),
    output: z.array(knownProposalSchema),
  },
  /** Sends a proposal of the agent's to the centre again that it refused. */
  'packs:sendAgain': { input: z.object({ id: z.uuid() }), output: nothing },
  /** Makes a draft of it again; what a leader said of it at this desk goes with it. */
  'packs:takeBack': { input: z.object({ id: z.uuid() }), output: lineDraftSchema },
  /** A leader decides at this desk with his own sign-in, as `leader:confirm` checks it; never of what he wrote himself. */
  'packs:decide': {
    input: z.object({
      leader: agentNoSchema,
      password: z.string().min(1).max(200),
      decisions: z
        .array(z.object({ id: z.uuid(), ...decisionSchema.pick({ verdict: true, reason: true }).shape }))
        .min(1)
        .max(maxDecisions),
    }),
    output: z.array(lineProposalSchema),
  },
  /** Of the leaders of this machine, newest first: what the centre did not take. */
  'packs:refusedDecisions': { input: nothing, output: z.array(refusedDecisionSchema) },
  /** Somebody has read it. */
  'packs:dismissRefusal': { input: z.object({ proposal: z.uuid() }), output: nothing },
} as const;
