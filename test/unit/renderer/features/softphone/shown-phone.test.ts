import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { createPhoneStore, type PhoneStore } from '../../../../../src/renderer/features/softphone/phone-store.ts';
import { showPhone } from '../../../../../src/renderer/features/softphone/shown-phone.ts';
import { defaultCallOptions } from '../../../../../src/shared/domain/call-options.ts';
import { defaultHeaderMap } from '../../../../../src/shared/domain/header-map.ts';
import type { CallFacts, CallRecord } from '../../../../../src/shared/domain/call.ts';
import { callIdSchema, type CallId } from '../../../../../src/shared/ids.ts';
import type { PhoneConfig } from '../../../../../src/shared/ipc/contract.ts';
import { scriptedDesk, type ScriptedDesk } from '../../../../fakes/scripted-desk.ts';
import { scriptedPhone, type ScriptedPhone } from '../../../../fakes/scripted-phone.ts';

const config = {
  ...{ kind: 'wire', user: '9527', domain: 'practice.invalid' },
  ...{ headerMap: defaultHeaderMap, calls: defaultCallOptions },
} as const satisfies PhoneConfig;

let desk: ScriptedDesk;
let phone: ScriptedPhone;
let own: PhoneStore;
let shown: PhoneStore;
let waiting: (() => void)[];
let isHidden: boolean;
let sounding: number;
/** What the screen was told, by what it knew of its callers. */
let frames: (string | undefined)[][];

function offer(): CallId {
  const callId = callIdSchema.parse(uuidv7());
  const facts: CallFacts = { callId, direction: 'inbound', number: '8001', isPractice: false, startedAt: 1000 };
  phone.emit({ type: 'callOffered', facts });
  return callId;
}

beforeEach(async () => {
  waiting = [];
  frames = [];
  isHidden = false;
  sounding = 0;
  desk = scriptedDesk({
    'calls:begin': ({ number }) => ({
      ...{ openTickets: [], recentCalls: [], callsInTwoDays: 1, notices: [] },
      ...{ language: 'adx', number },
    }),
    'calls:update': (patch) => patch as unknown as CallRecord,
  });
  phone = scriptedPhone(() => 1000);
  const ringer = { start: () => (sounding += 1), stop: () => undefined };
  own = createPhoneStore({ phone, desk, ringer, now: () => 1000, after: () => () => undefined });
  const after = (_ms: number, callback: () => void) => {
    waiting.push(callback);
    return () => (waiting = waiting.filter((entry) => entry !== callback));
  };
  shown = showPhone(own, { after, isHidden: () => isHidden });
  await shown.actions.signIn(config);
  shown.actions.setAgentState({ kind: 'READY' });
  shown.subscribe(({ calls }) => frames.push(calls.map(({ pop }) => pop?.number)));
});

describe('the phone on the screen', () => {
  it('shows a caller and who he is at once, while the ring has begun before', async () => {
    offer();
    expect(own.getState().calls).toHaveLength(1);
    expect(sounding).toBe(1);
    expect(frames).toEqual([]);
    await desk.settled();
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.flat().every((number) => number === '8001')).toBe(true);
    expect(waiting).toEqual([]);
    expect(shown.getState()).toBe(own.getState());
  });

  it('shows a caller without waiting any longer for a core that is slow', async () => {
    desk.lose();
    frames = [];
    offer();
    await desk.settled();
    expect(frames).toEqual([]);
    for (const over of waiting) over();
    expect(frames).toEqual([[undefined]]);
    expect(shown.getState().agent.kind).toBe('RINGING');
    // Who he is comes when the core is there again.
    desk.attach();
    await desk.settled();
    expect(frames.at(-1)).toEqual(['8001']);
  });

  it('keeps nothing from the agent while a call is up', async () => {
    offer();
    await desk.settled();
    shown.actions.answer();
    frames = [];
    offer();
    expect(frames.at(-1)).toEqual(['8001', undefined]);
    await desk.settled();
    expect(waiting).toEqual([]);
  });

  it('shows in a hidden page at once', () => {
    isHidden = true;
    offer();
    expect(frames.at(-1)).toEqual([undefined]);
  });

  it('shows a caller who hung up meanwhile', () => {
    const callId = offer();
    phone.emit({ type: 'callEnded', callId, reason: 'callerHungUp', at: 1000 });
    expect(shown.getState()).toBe(own.getState());
    expect(waiting).toEqual([]);
  });
});
