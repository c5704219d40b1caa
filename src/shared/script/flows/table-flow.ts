import type { MomentRef, Flow, FlowAdvice, FlowStep, ScriptEffect, ScriptEvent, ScriptFacts } from './flow.ts';

type Refs = readonly MomentRef[] | ((facts: ScriptFacts) => readonly MomentRef[]);
type Target<S> = S | ((event: ScriptEvent, facts: ScriptFacts) => S);

/** One state of a flow that is no more than its name. */
export interface FlowRow<S extends string> {
  readonly wants?: Refs;
  readonly opens?: Refs;
  /** What leads on: a moment that is said, a kind of moment, or the type of another event. */
  readonly on?: Readonly<Record<string, Target<S>>>;
}

export interface FlowTable<S extends string> {
  readonly governs: readonly MomentRef[];
  readonly initial: S;
  readonly rows: Readonly<Record<S, FlowRow<S>>>;
  /** What has to be done when an event led from one state to another, or back to the same. */
  readonly effects?: (step: { from: S; to: S; event: ScriptEvent }, facts: ScriptFacts) => readonly ScriptEffect[];
}

/** A flow from a table: what no row names leaves the state alone. */
export function tableFlow<S extends string>(table: FlowTable<S>): Flow<S> {
  return {
    governs: table.governs,
    initial: table.initial,
    next(from, event, facts): FlowStep<S> {
      const on = table.rows[from].on ?? {};
      const target = event.type === 'said' ? (on[event.moment] ?? on[event.kind]) : on[event.type];
      if (target === undefined) return { state: from, effects: [] };
      const to = typeof target === 'function' ? target(event, facts) : target;
      return { state: to, effects: table.effects?.({ from, to, event }, facts) ?? [] };
    },
    advise(state, facts): FlowAdvice {
      const { wants = [], opens = [] } = table.rows[state];
      return { wants: refsOf(wants, facts), opens: refsOf(opens, facts) };
    },
  };
}

function refsOf(refs: Refs, facts: ScriptFacts): readonly MomentRef[] {
  return typeof refs === 'function' ? refs(facts) : refs;
}
