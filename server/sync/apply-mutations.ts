import { assertNever } from '../../src/shared/assert-never.ts';
import type { Mutation } from '../../src/shared/sync/wire.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { applyNotRight } from './apply-article-report.ts';
import { applyHelped, type Helped } from './apply-article-use.ts';
import { applyCalls, type CallRecorded } from './apply-call.ts';
import { applyCorrect, applyCreate } from './apply-customer.ts';
import { applyLineDecision, applyLineProposal } from './apply-line.ts';
import { applyCallReveal, applyReveal } from './apply-reveal.ts';
import { applyTaskChange, applyTaskCreate } from './apply-task.ts';
import { applySupplement } from '../additions/apply-supplement.ts';
import { applySms } from '../sms/apply-sms.ts';
import { applyExamDeed } from './apply-exam.ts';
import { decideExport } from './apply-export.ts';
import { decideHeard } from './apply-heard.ts';
import { applyTickets, type TicketSubmit } from './apply-ticket.ts';
import { applyTraining } from './apply-training.ts';
import type { Decision } from './mutation-outcome.ts';

/** By the very objects: ids of several authors may be the same. */
type Decisions = Map<Mutation, Decision>;

/**
 * Applies mutations within a transaction. Calls, tickets and what helped go in many at a time: they may come in any order,
 * so they are left for the end, and what is added to a ticket comes after it. The rest is done one after another, in its order.
 */
export async function applyMutations(
  centre: Centre,
  client: SqlClient,
  mutations: readonly Mutation[],
): Promise<ReadonlyMap<Mutation, Decision>> {
  const decisions: Decisions = new Map();
  const calls: CallRecorded[] = [];
  const tickets: TicketSubmit[] = [];
  const helped: Helped[] = [];
  const additions: Addition[] = [];
  for (const mutation of mutations) {
    if (mutation.kind === 'ticket.submit') tickets.push(mutation);
    else if (mutation.kind === 'call.record') calls.push(mutation);
    else if (mutation.kind === 'article.helped') helped.push(mutation);
    else if (mutation.kind === 'ticket.supplement' || mutation.kind === 'sms.send') additions.push(mutation);
    else decisions.set(mutation, await applyOne(centre, client, mutation));
  }
  for (const round of roundsOf(calls, ({ entityId, body }) => [entityId, body.id])) {
    note(decisions, round, await applyCalls(centre, client, round));
  }
  const ticketKeys = ({ entityId, body: { id, number, parentId } }: TicketSubmit): string[] =>
    [entityId, id, `number ${number}`, parentId].filter((key) => key !== undefined);
  for (const round of roundsOf(tickets, ticketKeys)) {
    note(decisions, round, await applyTickets(centre, client, round));
  }
  // What is added to a ticket may have come together with it.
  for (const mutation of additions) decisions.set(mutation, await applyAddition(centre, client, mutation));
  note(decisions, helped, await applyHelped(centre, client, helped));
  return decisions;
}

function note(decisions: Decisions, round: readonly Mutation[], decided: readonly Decision[]): void {
  round.forEach((mutation, nth) => {
    const decision = decided[nth];
    if (decision) decisions.set(mutation, decision);
  });
}

/** Of what shares a key each round has one: the next is judged by what became of the one before. */
export function roundsOf<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): readonly (readonly T[])[] {
  const rounds: T[][] = [];
  const nextOf = new Map<string, number>();
  for (const item of items) {
    const keys = keysOf(item);
    const round = Math.max(...keys.map((key) => nextOf.get(key) ?? 0));
    for (const key of keys) nextOf.set(key, round + 1);
    (rounds[round] ??= []).push(item);
  }
  return rounds;
}

type Addition = Extract<Mutation, { kind: 'ticket.supplement' | 'sms.send' }>;
type Single = Exclude<Mutation, TicketSubmit | CallRecorded | Helped | Addition>;

function applyAddition(centre: Centre, client: SqlClient, mutation: Addition): Promise<Decision> {
  return mutation.kind === 'sms.send' ? applySms(centre, client, mutation) : applySupplement(centre, client, mutation);
}

function applyOne(centre: Centre, client: SqlClient, mutation: Single): Promise<Decision> {
  switch (mutation.kind) {
    case 'customer.reveal':
      return applyReveal(centre, client, mutation);
    case 'customer.create':
      return applyCreate(centre, client, mutation);
    case 'customer.correct':
      return applyCorrect(centre, client, mutation);
    case 'call.reveal':
      return applyCallReveal(centre, client, mutation);
    case 'task.create':
      return applyTaskCreate(centre, client, mutation);
    case 'task.change':
      return applyTaskChange(centre, client, mutation);
    case 'task.heard':
      return Promise.resolve(decideHeard(mutation));
    case 'line.propose':
      return applyLineProposal(centre, client, mutation);
    case 'line.decide':
      return applyLineDecision(centre, client, mutation);
    case 'article.notRight':
      return applyNotRight(centre, client, mutation);
    case 'training.keep':
      return applyTraining(centre, client, mutation);
    case 'exam.act':
      return applyExamDeed(centre, client, mutation);
    case 'ticket.export':
      return Promise.resolve(decideExport(mutation));
    default:
      return assertNever(mutation);
  }
}
