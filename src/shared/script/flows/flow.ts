import type { CallerLanguage } from '../../domain/language.ts';
import type { MomentId, MomentKind } from '../../domain/moment.ts';
import type { ScriptMark } from '../../domain/script-mark.ts';

/** What happened in a call as far as the script is concerned, in order. Times are UTC epoch ms. */
export type ScriptEvent =
  | { readonly type: 'said'; readonly moment: MomentId; readonly kind: MomentKind; readonly at: number }
  | { readonly type: 'held'; readonly at: number }
  | { readonly type: 'resumed'; readonly at: number }
  | ScriptMark;

/** What a flow has to know about the call beyond what was said. */
export interface ScriptFacts {
  readonly now: number;
  /** The most pressing open ticket of the caller. */
  readonly ticket?: { readonly number: string; readonly dueAt?: number | undefined } | undefined;
  /** On the centre's special-handling list. */
  readonly isSpecialHandling: boolean;
  readonly isLanguageSpoken: boolean;
  /** The talk has passed the centre's limit. */
  readonly isTalkLong: boolean;
  /** Whether there is a complaint line between the leader on the floor and the province. */
  readonly hasCityLine: boolean;
  /** The line that tells of the outage in the caller's area, where there is one. */
  readonly outage?: MomentId | undefined;
  readonly language: CallerLanguage;
}

/** What has to be done for a flow, carried out by the desk. */
export type ScriptEffect =
  | { readonly type: 'askLeader'; readonly about: 'endForAbuse' | 'takeOver'; readonly at: number }
  | { readonly type: 'endCall'; readonly reason: 'abuse'; readonly leader: string; readonly at: number }
  /** A child of the open ticket; it never opens a second one. */
  | {
      readonly type: 'expedite';
      readonly ticket: string;
      readonly kind: 'faster' | 'contact' | 'request';
      readonly at: number;
    }
  | { readonly type: 'passOn'; readonly ticket: string; readonly at: number }
  | { readonly type: 'bookCallback'; readonly language: CallerLanguage; readonly at: number }
  | {
      readonly type: 'newTicket' | 'reopenTicket' | 'cardFrozen' | 'transferToNamed' | 'transferToVideo';
      readonly at: number;
    };

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
