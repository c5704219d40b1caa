import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { callOptionsSchema } from '../../../../../src/shared/domain/call-options.ts';
import type { CallRecord } from '../../../../../src/shared/domain/call.ts';
import { defaultHeaderMap } from '../../../../../src/shared/domain/header-map.ts';
import { callIdSchema, type CallId } from '../../../../../src/shared/ids.ts';
import { createPhoneStore, type PhoneStore } from '../../../../../src/renderer/features/softphone/phone-store.ts';
import {
  createWrapUpClocks,
  type WrapUpClockStore,
} from '../../../../../src/renderer/features/softphone/wrap-up-clocks.ts';
import { scriptedDesk, type ScriptedDesk } from '../../../../fakes/scripted-desk.ts';
import { scriptedPhone, type ScriptedPhone } from '../../../../fakes/scripted-phone.ts';

let clock: number;
let timers: { readonly at: number; readonly callback: () => void }[];
let desk: ScriptedDesk;
let phone: ScriptedPhone;
let store: PhoneStore;
let clocks: WrapUpClockStore;

async function open(wrapUp: object): Promise<void> {
  clock = 1000;
  timers = [];
  desk = scriptedDesk({
    'calls:begin': (facts) => ({
      ...{
        openTickets: [],
        recentCalls: [],
        callsInTwoDays: 1,
        notices: [],
        language: 'zh-Hans',
        number: facts.number,
      },
    }),
    'calls:update': (patch) => patch as CallRecord,
  });
  phone = scriptedPhone(() => clock);
  const ringer = { start: () => undefined, stop: () => undefined };
  const after = (ms: number, callback: () => void) => {
    const timer = { at: clock + ms, callback };
    timers.push(timer);
    return () => (timers = timers.filter((entry) => entry !== timer));
  };
  store = createPhoneStore({ phone, desk, ringer, now: () => clock, after });
  clocks = createWrapUpClocks({ phone: store, now: () => clock, after });
  const calls = callOptionsSchema.parse({ wrapUp });
  await store.actions.signIn({
    ...{ kind: 'wire', user: '9527', domain: 'practice.invalid', headerMap: defaultHeaderMap, calls },
  });
}

function pass(ms: number): void {
  clock += ms;
  for (const timer of timers.filter(({ at }) => at <= clock)) {
    timers = timers.filter((entry) => entry !== timer);
    timer.callback();
  }
}

function ring(): CallId {
  const callId = callIdSchema.parse(uuidv7());
  const facts = { callId, direction: 'inbound', number: '8001', isPractice: false, startedAt: clock } as const;
  phone.emit({ type: 'callOffered', facts });
  return callId;
}

function endedCall(): CallId {
  const callId = ring();
  store.actions.answer();
  phone.emit({ type: 'callConnected', callId, at: clock });
  phone.emit({ type: 'callEnded', callId, reason: 'callerHungUp', at: clock });
  return callId;
}

describe('the clocks of wrap-up', () => {
  beforeEach(() => open({ mode: 'extendable', seconds: 30, extendSeconds: 20 }));

  it('run from the end of the call, are extended by a key, and are over by themselves', () => {
    const callId = endedCall();
    expect(clocks.getState().get(callId)).toEqual({ kind: 'running', since: clock, leftMs: 30_000 });
    pass(20_000);
    clocks.extend(callId);
    pass(29_999);
    expect(clocks.getState().get(callId)?.kind).toBe('running');
    pass(1);
    expect(clocks.getState().get(callId)).toEqual({ kind: 'over' });
  });

  it('stand while another call rings', () => {
    const callId = endedCall();
    pass(10_000);
    const second = ring();
    pass(60_000);
    expect(clocks.getState().get(callId)).toEqual({ kind: 'paused', leftMs: 20_000 });
    phone.emit({ type: 'callEnded', callId: second, reason: 'callerGaveUp', at: clock });
    pass(19_999);
    expect(clocks.getState().get(callId)?.kind).toBe('running');
    pass(1);
    expect(clocks.getState().get(callId)?.kind).toBe('over');
  });

  it('are forgotten with the record, and none is kept waiting where there is no limit', async () => {
    const callId = endedCall();
    store.actions.closeUnconfirmed(callId, 'resolved', 'half a note');
    expect(clocks.getState().size).toBe(0);
    await desk.settled();
    expect(desk.calls.filter(({ name }) => name === 'calls:update').at(-1)?.input).toMatchObject({
      ...{ id: callId, disposition: 'resolved', notes: 'half a note', isDispositionConfirmed: false },
    });
    await open({ mode: 'untilDone' });
    const unlimited = endedCall();
    expect(clocks.getState().get(unlimited)).toEqual({ kind: 'untimed' });
    expect(timers).toEqual([]);
    await open({ mode: 'none' });
    const optional = endedCall();
    expect(clocks.getState().get(optional)).toEqual({ kind: 'over' });
  });
});
