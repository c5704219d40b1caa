import type { ScriptEvent } from './flow.ts';
import { tableFlow } from './table-flow.ts';

/** A caller who wants one particular agent: help is offered first; then that agent if he is on, else help again. */
export type NamedAgentState = 'none' | 'offered' | 'isOn' | 'isOff' | 'handedOver';

export const namedAgent = tableFlow<NamedAgentState>({
  governs: ['namedAgent'],
  initial: 'none',
  rows: {
    none: { opens: ['namedAgent.offerHelp'], on: { 'namedAgent.offerHelp': 'offered' } },
    // Until the server says who is on, the answer is the one that promises nothing.
    offered: { opens: ['namedAgent.offDuty'], on: { presenceKnown: isOn, 'namedAgent.offDuty': 'isOff' } },
    isOn: { wants: ['namedAgent.transfer'], on: { presenceKnown: isOn, 'namedAgent.transfer': 'handedOver' } },
    isOff: { opens: ['namedAgent.offDuty', 'namedAgent.message'], on: { presenceKnown: isOn } },
    handedOver: {},
  },
  effects: ({ to, from, event }) =>
    to === 'handedOver' && from === 'isOn' ? [{ type: 'transferToNamed', at: event.at }] : [],
});

function isOn(event: ScriptEvent): NamedAgentState {
  return event.type === 'presenceKnown' && event.isOn ? 'isOn' : 'isOff';
}
