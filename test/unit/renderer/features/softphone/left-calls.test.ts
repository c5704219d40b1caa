import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { createLeftCalls, type LeftCallsStore } from '../../../../../src/renderer/features/softphone/left-calls.ts';
import { createPhoneStore, type PhoneStore } from '../../../../../src/renderer/features/softphone/phone-store.ts';
import { callOptionsSchema } from '../../../../../src/shared/domain/call-options.ts';
import type { CallRecord, LeftCall } from '../../../../../src/shared/domain/call.ts';
import { defaultHeaderMap } from '../../../../../src/shared/domain/header-map.ts';
import { callIdSchema } from '../../../../../src/shared/ids.ts';
import { manualClock } from '../../../../fakes/manual-clock.ts';
import { scriptedDesk, type ScriptedDesk } from '../../../../fakes/scripted-desk.ts';
import { scriptedPhone, type ScriptedPhone } from '../../../../fakes/scripted-phone.ts';

function leftCall(number: string, isPractice = false): LeftCall {
  const callId = callIdSchema.parse(uuidv7());
  return {
    facts: { callId, direction: 'inbound', number, isPractice, startedAt: 1000 },
    ...{ heldMs: 0, notes: '门牌', said: [], answeredAt: 2000 },
    dialog: { sipCallId: 'a@b', localTag: 'l', remoteTag: 'r', remoteTarget: 'sip:far@far.invalid' },
    offeredUntil: clock.now() + 60_000,
  };
}

const clock = manualClock();
let left: LeftCall[];
let desk: ScriptedDesk;
let phone: ScriptedPhone;
let store: PhoneStore;
let calls: LeftCallsStore;

async function open(returnToCall: 'redial' | 'replaces'): Promise<void> {
  desk = scriptedDesk({
    'calls:left': ({ held }) => ({
      left: left.filter((call) => call.offeredUntil > clock.now() && !held.includes(call.facts.callId)),
    }),
    'calls:closeLeft': () => ({}),
    'calls:address': ({ text }) => ({ address: `0${text}`, number: text }),
    'calls:begin': (facts) => ({
      ...{ openTickets: [], recentCalls: [], callsInTwoDays: 1, notices: [], language: 'zh-Hans' },
      number: facts.number,
    }),
    'calls:update': (patch) => patch as CallRecord,
  });
  phone = scriptedPhone(() => 9000);
  const ringer = { start: () => undefined, stop: () => undefined };
  store = createPhoneStore({ phone, desk, ringer, now: () => 9000, after: () => () => undefined });
  calls = createLeftCalls({ desk, phone: store, subscribe: phone.subscribe, now: clock.now, after: clock.after });
  const options = callOptionsSchema.parse({ returnToCall });
  await store.actions.signIn({
    ...{ kind: 'wire', user: '9527', domain: 'practice.invalid', headerMap: defaultHeaderMap, calls: options },
  });
  await calls.look();
}

const lastHeld = () => desk.calls.findLast(({ name }) => name === 'calls:closeLeft')?.input;
const ids = (...list: LeftCall[]) => list.map(({ facts }) => facts.callId);

describe('calls that an earlier page lost', () => {
  beforeEach(() => {
    left = [leftCall('13997041234'), leftCall('13997045678')];
  });

  it('are offered, and all others closed', async () => {
    await open('redial');
    expect(calls.getState().calls).toEqual(left);
    expect(lastHeld()).toEqual({ held: ids(...left) });
  });

  it('are gone back to by their number, and are offered no more once they talk', async () => {
    await open('redial');
    calls.goBack();
    await desk.settled();
    expect(phone.commands).toEqual(['dial 013997041234']);
    const [first, second] = ids(...left);
    if (first === undefined) throw new Error('no call');
    phone.emit({ type: 'callConnected', callId: first, at: 9500 });
    expect(store.getState().desk.legs).toMatchObject([{ kind: 'talking', answeredAt: 2000, notes: '门牌' }]);
    expect(ids(...calls.getState().calls)).toEqual([second]);
  });

  it('are taken by their place where the centre says so, but never on the exchange of practice', async () => {
    left = [leftCall('13997041234'), leftCall('13997045678', true)];
    await open('replaces');
    const dialled: unknown[] = [];
    const { dial } = phone;
    phone.dial = (callId, address, options) => {
      dialled.push([address, options.replaces]);
      return dial(callId, address, options);
    };
    const [live, practice] = ids(...left);
    for (const callId of [live, practice]) {
      if (callId === undefined) throw new Error('no call');
      calls.goBack(callId);
      await desk.settled();
      phone.emit({ type: 'callEnded', callId, reason: 'noAnswer', at: 9500 });
      await desk.settled();
    }
    expect(dialled).toEqual([
      ['sip:far@far.invalid', left[0]?.dialog],
      ['013997045678', undefined],
    ]);
  });

  it('are taken by their place where the caller has withheld his number', async () => {
    left = [leftCall('anonymous')];
    await open('redial');
    calls.goBack();
    expect(phone.commands).toEqual(['dial sip:far@far.invalid']);
  });

  it('stay on offer when nobody was reached, their record untouched', async () => {
    await open('redial');
    calls.goBack();
    await desk.settled();
    const [first] = ids(...left);
    if (first === undefined) throw new Error('no call');
    phone.emit({ type: 'callEnded', callId: first, reason: 'busy', at: 9500 });
    await desk.settled();
    expect(calls.getState()).toEqual({ calls: left, failed: first });
    expect(store.getState()).toMatchObject({ calls: [], trouble: undefined, agent: { kind: 'WARM_UP' } });
    expect(desk.calls.filter(({ name }) => name === 'calls:update')).toEqual([]);
  });

  it('are offered for as long as the exchange may hold them, and closed then', async () => {
    await open('redial');
    const [first, second] = left;
    if (!first || !second) throw new Error('no call');
    left = [first, { ...second, offeredUntil: clock.now() + 90_000 }];
    await calls.look();
    clock.advance(59_999);
    expect(ids(...calls.getState().calls)).toEqual(ids(...left));
    clock.advance(1);
    await desk.settled();
    expect(ids(...calls.getState().calls)).toEqual(ids(second));
    expect(lastHeld()).toEqual({ held: ids(second) });
    calls.goBack(first.facts.callId);
    expect(phone.commands).toEqual([]);
    clock.advance(30_000);
    await desk.settled();
    expect(calls.getState().calls).toEqual([]);
    expect(lastHeld()).toEqual({ held: [] });
  });

  it('are let ring when their time runs out, and closed when nobody answers', async () => {
    left = left.slice(0, 1);
    await open('redial');
    const [first] = ids(...left);
    if (first === undefined) throw new Error('no call');
    calls.goBack();
    await desk.settled();
    clock.advance(60_000);
    await desk.settled();
    expect(lastHeld()).toEqual({ held: [first] });
    phone.emit({ type: 'callEnded', callId: first, reason: 'noAnswer', at: clock.now() });
    await desk.settled();
    expect(calls.getState().calls).toEqual([]);
    expect(lastHeld()).toEqual({ held: [] });
  });

  it('are closed when the agent gives them up, the others not', async () => {
    await open('redial');
    const [first, second] = ids(...left);
    if (first === undefined) throw new Error('no call');
    await calls.giveUp(first);
    expect(ids(...calls.getState().calls)).toEqual([second]);
    expect(lastHeld()).toEqual({ held: [second] });
  });
});
