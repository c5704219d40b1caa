import { expect } from 'vitest';
import { legOf } from '../../../../src/shared/call/desk-calls.ts';
import type { CallId } from '../../../../src/shared/ids.ts';
import type { SimulatedLine } from './simulated-line.ts';

export const kindOf = (line: SimulatedLine, callId: CallId) => legOf(line.desk, callId)?.kind;

/** Does everything that the line was asked to, in order. */
export function settleAll(line: SimulatedLine): void {
  for (let next = line.pending[0]; next; next = line.pending[0]) line.settle(next, true);
}
export function fail(line: SimulatedLine, command: string): void {
  const pending = line.pending.find((entry) => entry.command === command);
  if (!pending) throw new Error(`nobody asked for ${command}`);
  line.settle(pending, false);
}

export function offer(line: SimulatedLine): CallId {
  const facts = line.newFacts('inbound');
  line.dispatch({ type: 'offered', facts });
  return facts.callId;
}
export function talk(line: SimulatedLine): CallId {
  const callId = offer(line);
  line.dispatch({ type: 'answerPressed', callId });
  settleAll(line);
  expect(kindOf(line, callId)).toBe('talking');
  return callId;
}
export function consult(line: SimulatedLine, caller: CallId): CallId {
  const facts = line.newFacts('outbound', caller);
  line.dispatch({ type: 'dialPressed', facts, address: '8002' });
  settleAll(line);
  line.connect(facts.callId);
  return facts.callId;
}
