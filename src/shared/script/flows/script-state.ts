import { abuse } from './abuse.ts';
import { closing } from './closing.ts';
import { escalation } from './escalation.ts';
import { fault } from './fault.ts';
import { followUp } from './follow-up.ts';
import { handover } from './handover.ts';
import { hold } from './hold.ts';
import { namedAgent } from './named-agent.ts';
import { noCommonLanguage } from './no-common-language.ts';
import { numberNotName } from './number-not-name.ts';
import { riskCallback } from './risk-callback.ts';
import { ticketComplaint } from './ticket-complaint.ts';
import type { Flow, FlowAdvice, MomentRef, ScriptEffect, ScriptEvent, ScriptFacts } from './flow.ts';

/** Every flow of the script. The order is the order of their wishes where two speak up at once. */
const flows = {
  hold,
  noCommonLanguage,
  riskCallback,
  abuse,
  escalation,
  ticketComplaint,
  fault,
  followUp,
  namedAgent,
  numberNotName,
  handover,
  closing,
} as const;
export type FlowName = keyof typeof flows;
const names = Object.keys(flows) as FlowName[];

type StateOf<F> = F extends Flow<infer S> ? S : never;
/** Where every flow stands in one call. */
export type ScriptState = { readonly [N in FlowName]: StateOf<(typeof flows)[N]> };

export const newScript = Object.fromEntries(names.map((name) => [name, flows[name].initial])) as ScriptState;

/** The flow of a name, its state forgotten: what belongs together is kept together by `ScriptState`. */
function flowOf(name: FlowName): Flow<unknown> {
  return flows[name] as Flow<unknown>;
}

const flowList = names.map((name) => [name, flowOf(name)] as const);

/** Every flow sees every event; each keeps its own state. */
export function nextScript(
  state: ScriptState,
  event: ScriptEvent,
  facts: ScriptFacts,
): { readonly state: ScriptState; readonly effects: readonly ScriptEffect[] } {
  const steps = flowList.map(([name, flow]) => [name, flow.next(state[name], event, facts)] as const);
  return {
    state: Object.fromEntries(steps.map(([name, step]) => [name, step.state])) as ScriptState,
    effects: steps.flatMap(([, step]) => step.effects),
  };
}

/** Where a call stands after what happened in it. The log is the only memory: it is kept with the call's record. */
export function scriptAfter(log: readonly ScriptEvent[], facts: ScriptFacts): ScriptState {
  const states = flowList.map(([name, flow]) => [
    name,
    log.reduce((state, event) => flow.next(state, event, facts).state, flow.initial),
  ]);
  return Object.fromEntries(states) as ScriptState;
}

export interface NamedAdvice extends FlowAdvice {
  readonly flow: FlowName;
}

export function adviseScript(state: ScriptState, facts: ScriptFacts): NamedAdvice[] {
  return flowList.map(([name, flow]) => {
    const { wants, opens } = flow.advise(state[name], facts);
    return { flow: name, wants, opens };
  });
}

/** Which flow has the say over a moment, by id or by kind. */
export const governors: ReadonlyMap<MomentRef, FlowName> = new Map(
  names.flatMap((name) => flowOf(name).governs.map((ref) => [ref, name] as const)),
);
