import { expect, it } from 'vitest';
import { offerCall, transitionCall } from '../../../../src/shared/call/call-machine.ts';
import type { CallEffect, CallEvent, CallState } from '../../../../src/shared/call/call-state.ts';
import { callRecordSchema, holdsMax } from '../../../../src/shared/domain/call.ts';
import { facts, id } from '../../../fixtures/inbound-call.ts';

function run(...events: CallEvent[]): { state: CallState; last: readonly CallEffect[] } {
  let { state, effects: last } = offerCall(facts);
  for (const event of events) ({ state, effects: last } = transitionCall(state, event));
  return { state, last };
}

const answered: CallEvent[] = [{ type: 'answerPressed' }, { type: 'connected', at: 5000 }];

it('counts a hold whose time it can no longer note', () => {
  const often = Array.from({ length: holdsMax + 2 }, (_, index): CallEvent[] => [
    { type: 'held', at: 6000 + index * 10 },
    { type: 'resumed', at: 6004 + index * 10 },
  ]);
  const { state, last } = run(...answered, ...often.flat());
  expect(state).toMatchObject({ heldMs: (holdsMax + 2) * 4 });
  expect('holds' in state && state.holds).toHaveLength(holdsMax);
  expect(last).toMatchObject([{ patch: { heldMs: (holdsMax + 2) * 4 } }]);
  expect(callRecordSchema.pick({ holds: true }).safeParse(state).success).toBe(true);
});

it('writes down that it is a long one, each time that changes, until its record is closed', () => {
  const on = { isOn: true, at: 6000 };
  const chosen = run(...answered, { type: 'longCallSwitched', ...on });
  expect(chosen.state).toMatchObject({ kind: 'talking', longCall: on });
  expect(chosen.last).toEqual([{ type: 'recordUpdate', patch: { id, longCall: on } }]);
  expect(transitionCall(chosen.state, { type: 'longCallSwitched', isOn: true, at: 6500 }).effects).toEqual([]);
  const { state: taken, effects } = transitionCall(chosen.state, { type: 'longCallSwitched', isOn: false, at: 7000 });
  expect(effects).toEqual([{ type: 'recordUpdate', patch: { id, longCall: { isOn: false, at: 7000 } } }]);
  expect(run(...answered, { type: 'longCallSwitched', isOn: false, at: 1 }).last).toEqual([]);
  const over = transitionCall(taken, { type: 'lineEnded', reason: 'callerHungUp', at: 8000 }).state;
  expect(over).toMatchObject({ kind: 'wrapUp', longCall: { isOn: false, at: 7000 } });
});
