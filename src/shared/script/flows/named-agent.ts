import type { ScriptEvent } from './flow.ts';
import { tableFlow } from './table-flow.ts';

/** A caller who wants one particular agent: help is offered first; then that agent if he is free, else help again. */
export type NamedAgentState = 'none' | 'offered' | 'isOn' | 'isBusy' | 'isOff' | 'handedOver';

export const namedAgent = tableFlow<NamedAgentState>({
  governs: ['namedAgent'],
  initial: 'none',
  rows: {
    none: { opens: ['namedAgent.offerHelp'], on: { 'namedAgent.offerHelp': 'offered' } },
    // Until the server says who is on, the answer is the one that promises nothing.
    offered: { opens: ['namedAgent.offDuty'], on: { presenceKnown: stands, 'namedAgent.offDuty': 'isOff' } },
    isOn: { wants: ['namedAgent.transfer'], on: { presenceKnown: stands, 'namedAgent.transfer': 'handedOver' } },
    isBusy: { wants: ['namedAgent.busy'], opens: ['namedAgent.message'], on: { presenceKnown: stands } },
    isOff: { opens: ['namedAgent.offDuty', 'namedAgent.message'], on: { presenceKnown: stands } },
    handedOver: {},
  },
  effects: ({ to, from, event }) =>
    to === 'handedOver' && from === 'isOn' ? [{ type: 'transferToNamed', at: event.at }] : [],
});

function stands(event: ScriptEvent): NamedAgentState {
  if (event.type !== 'presenceKnown') return 'isOff';
  if (event.isOn) return 'isOn';
  return event.presence === 'busy' ? 'isBusy' : 'isOff';
}
