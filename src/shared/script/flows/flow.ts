import type { CallerLanguage } from '../../domain/language.ts';
import type { MomentId, MomentKind } from '../../domain/moment.ts';

/** What happened in a call as far as the script is concerned, in order. Times are UTC epoch ms. */
export type ScriptEvent =
  | { readonly type: 'said'; readonly moment: MomentId; readonly kind: MomentKind; readonly at: number }
  | { readonly type: 'held'; readonly at: number }
  | { readonly type: 'resumed'; readonly at: number }
  /** The leader's answer about ending the call, over the live channel or by his own code at this desk. */
  | { readonly type: 'leaderConfirmed'; readonly leader: string; readonly by: 'channel' | 'code'; readonly at: number }
  | { readonly type: 'leaderRefused'; readonly at: number }
  /** The agent wants to end the call because of abuse. */
  | { readonly type: 'endForAbusePressed'; readonly at: number };

/** What a flow has to know about the call beyond what was said. */
export interface ScriptFacts {
  readonly now: number;
  /** The most pressing open ticket of the caller. */
  readonly ticket?: { readonly number: string; readonly dueAt?: number | undefined } | undefined;
  /** On the centre's special-handling list. */
  readonly isSpecialHandling: boolean;
  readonly isLanguageSpoken: boolean;
  readonly language: CallerLanguage;
}

/** What has to be done for a flow, carried out by the desk. */
export type ScriptEffect =
  | { readonly type: 'askLeader'; readonly about: 'endForAbuse'; readonly at: number }
  | { readonly type: 'endCall'; readonly reason: 'abuse'; readonly leader: string; readonly at: number };

export interface FlowStep<S> {
  readonly state: S;
  readonly effects: readonly ScriptEffect[];
}

/** One moment by its id, or a kind, which means every moment of it. */
export type MomentRef = MomentId;

/** What a flow says about its own lines. Those it names in neither list are not to be said now. */
export interface FlowAdvice {
  /** To be said next, most pressing first. */
  readonly wants: readonly MomentRef[];
  /** May be said now. */
  readonly opens: readonly MomentRef[];
}

/** One flow of the script: a pure machine that sees everything that is said and speaks up for its own lines. */
export interface Flow<S> {
  /** The lines that only this flow lets through. */
  readonly governs: readonly MomentRef[];
  readonly initial: S;
  readonly next: (state: S, event: ScriptEvent, facts: ScriptFacts) => FlowStep<S>;
  readonly advise: (state: S, facts: ScriptFacts) => FlowAdvice;
}

export const nothing: FlowAdvice = { wants: [], opens: [] };

export function stay<S>(state: S): FlowStep<S> {
  return { state, effects: [] };
}

export function to<S>(state: S, ...effects: ScriptEffect[]): FlowStep<S> {
  return { state, effects };
}
