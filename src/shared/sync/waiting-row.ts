import { z } from 'zod';
import { customerFieldSchema } from '../domain/customer-changes.ts';
import { callerLanguageSchema } from '../domain/language.ts';
import { exportFormatSchema, ticketListSchema } from '../domain/ticket-book.ts';
import { ticketTypeSchema } from '../domain/ticket.ts';
import { isCurable, type OutboxState } from './outbox-machine.ts';
import type { MutationKind } from './wire.ts';

/** What waits for the centre, was refused by it, or was thrown away, in words an agent knows. Times in UTC epoch ms. */
export const mutationKinds = [
  ...(['ticket.submit', 'call.record', 'customer.reveal', 'customer.create', 'customer.correct'] as const),
  ...(['call.reveal', 'task.create', 'task.change', 'line.propose', 'line.decide', 'article.notRight'] as const),
  ...(['article.helped', 'ticket.export', 'training.keep', 'exam.act', 'task.heard'] as const),
  ...(['ticket.supplement', 'sms.send'] as const),
] as const satisfies readonly MutationKind[];

/** Besides the changes themselves: a field that two corrected, and a draft of a ticket. */
export const rowKinds = [...mutationKinds, 'customer.conflict', 'ticket.draft'] as const;
export const rowKindSchema = z.enum(rowKinds);
export type RowKind = z.infer<typeof rowKindSchema>;

export const rowDeeds = [
  ...(['taken', 'called', 'released', 'postponed', 'done', 'cancelled', 'handedOver'] as const),
  ...(['search', 'answered', 'mark', 'practice', 'drill'] as const),
] as const;

/** For what a row is, as far as that may be seen: numbers and names masked. */
export const rowAboutSchema = z.strictObject({
  /** Of a ticket. */
  number: z.string().optional(),
  type: ticketTypeSchema.optional(),
  subType: z.string().optional(),
  phone: z.string().optional(),
  name: z.string().optional(),
  /** Of an article. */
  title: z.string().optional(),
  lang: callerLanguageSchema.optional(),
  /** The beginning of a proposed line. */
  line: z.string().optional(),
  deed: z.enum(rowDeeds).optional(),
  format: exportFormatSchema.optional(),
  list: ticketListSchema.optional(),
  count: z.number().int().optional(),
  fields: z.array(customerFieldSchema).optional(),
});
export type RowAbout = z.infer<typeof rowAboutSchema>;

const at = z.number().int();

export const rowStateSchema = z.discriminatedUnion('kind', [
  /** Leaves as soon as the centre can be reached. */
  z.strictObject({ kind: z.literal('waiting') }),
  z.strictObject({ kind: z.literal('sending') }),
  /** The centre took the request and asked for this row later. */
  z.strictObject({ kind: z.literal('paused'), until: at }),
  /** Its turn comes after another change of the same thing, which waits or was refused. */
  z.strictObject({ kind: z.literal('behind'), first: rowKindSchema, isRefused: z.boolean() }),
  z.strictObject({ kind: z.literal('refused'), code: z.string(), field: z.string().optional() }),
]);
export type RowState = z.infer<typeof rowStateSchema>;

/** Where something refused is put right. */
export const rowEditors = ['ticket', 'clash', 'line', 'customer', 'exam'] as const;

/**
 * Whether a row may be thrown away, or why not: the centre has to be told (`audit`), it says what happened (`evidence`),
 * it may be at the centre already (`notRefused`), two texts are to be chosen from (`clash`), a draft of it is open
 * (`atWork`), or a leader's word on it waits (`decided`).
 */
export const discardVerdicts = ['allowed', 'audit', 'evidence', 'notRefused', 'clash', 'atWork', 'decided'] as const;
export type DiscardVerdict = (typeof discardVerdicts)[number];

export const waitingRowSchema = z.strictObject({
  id: z.string(),
  kind: rowKindSchema,
  /** What it changes, such as a ticket or a customer. */
  entityId: z.string(),
  about: rowAboutSchema,
  /** Written at. */
  at,
  /** Times that the centre has answered it. */
  tried: z.number().int(),
  state: rowStateSchema,
  /** Changes of the same thing whose turn comes after it. */
  behind: z.number().int(),
  mayRetry: z.boolean(),
  editor: z.enum(rowEditors).optional(),
  discard: z.enum(discardVerdicts),
});
export type WaitingRow = z.infer<typeof waitingRowSchema>;

export const discardedRowSchema = z.strictObject({
  id: z.string(),
  kind: rowKindSchema,
  about: rowAboutSchema,
  /** Written at. */
  at,
  discardedAt: at,
  /** What went with it besides. */
  with: z.number().int(),
  code: z.string().optional(),
});
export type DiscardedRow = z.infer<typeof discardedRowSchema>;

/** What was entered, part by part; numbers and names masked. */
export const rowTextSchema = z.array(
  z.strictObject({
    part: z.enum([
      'name',
      'phone',
      'text',
      'note',
      'gloss',
      'reading',
      'address',
      'accountNo',
      'dueAt',
      'reason',
      'area',
    ]),
    value: z.string(),
  }),
);
export type RowText = z.infer<typeof rowTextSchema>;
export type RowPart = RowText[number]['part'];

/** Rows of a page. */
export const rowsPerPage = 100;

/** How long what was thrown away can be put back, ms. */
export const discardedKeptMs = 30 * 24 * 3_600_000;

/** Kinds that nobody may throw away, and why. */
const laws: Partial<Record<MutationKind, Extract<DiscardVerdict, 'audit' | 'evidence'>>> = {
  ...{ 'customer.reveal': 'audit', 'call.reveal': 'audit', 'ticket.export': 'audit', 'line.decide': 'audit' },
  'task.heard': 'audit',
  ...{ 'call.record': 'evidence', 'exam.act': 'evidence', 'training.keep': 'evidence' },
};

/** What is known of a row without what stands beside it. */
export function lawOf(
  kind: MutationKind,
  state: OutboxState,
): Extract<DiscardVerdict, 'allowed' | 'audit' | 'evidence' | 'notRefused'> {
  const law = laws[kind];
  if (law) return law;
  // Even one that was never seen to leave: its answer may have been lost, or a colleague's session may have delivered it.
  return state.kind === 'blocked' ? 'allowed' : 'notRefused';
}

/** Whether trying now can change anything. What is done in a pass test is judged once, unless it came too early. */
export function mayRetry(kind: MutationKind, state: OutboxState, now: number): boolean {
  if (state.kind === 'pending') return state.notBefore > now;
  return state.kind === 'blocked' && (kind !== 'exam.act' || isCurable(state.code));
}

/** Times that the centre has answered. */
export function timesTried(state: OutboxState): number {
  if (state.kind === 'blocked') return (state.attempts ?? 0) + 1;
  return 'attempts' in state ? state.attempts : 0;
}
