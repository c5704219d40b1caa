import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CallFacts, CallRecord } from '../../../../../src/shared/domain/call.ts';
import type { DeskSound } from '../../../../../src/shared/call/desk-calls.ts';
import { callIdSchema, phraseIdSchema } from '../../../../../src/shared/ids.ts';
import { appError } from '../../../../../src/shared/ipc/app-error.ts';
import { defaultCallOptions } from '../../../../../src/shared/domain/call-options.ts';
import { defaultHeaderMap } from '../../../../../src/shared/domain/header-map.ts';
import type { PhoneConfig, ScreenPop } from '../../../../../src/shared/ipc/contract.ts';
import {
  createPhoneStore,
  selectCurrentCall,
  selectIsRegistered,
  type PhoneStore,
} from '../../../../../src/renderer/features/softphone/phone-store.ts';
import { scriptedDesk, type ScriptedDesk } from '../../../../fakes/scripted-desk.ts';
import { scriptedPhone, type ScriptedPhone } from '../../../../fakes/scripted-phone.ts';

const config = {
  ...{ kind: 'wire', user: '9527', domain: 'practice.invalid' },
  ...{ headerMap: defaultHeaderMap, calls: defaultCallOptions },
} as const satisfies PhoneConfig;
const phrase = phraseIdSchema.parse('zh.greeting.1');

let clock: number;
let desk: ScriptedDesk;
let phone: ScriptedPhone;
let store: PhoneStore;
let sounds: DeskSound | undefined;
let timers: { readonly at: number; readonly callback: () => void }[];
/** What the core would have on its disk. */
let written: Map<string, CallRecord>;

function makeFacts(): CallFacts {
  const callId = callIdSchema.parse(uuidv7());
  return {
    callId,
    direction: 'inbound',
    number: '+8613900000011',
    language: 'adx',
    isPractice: false,
    startedAt: clock,
  };
}

function screenPop(facts: CallFacts): ScreenPop {
  return { openTickets: [], recentCalls: [], callsInTwoDays: 1, notices: [], language: 'adx', number: facts.number };
}

beforeEach(async () => {
  clock = 1000;
  sounds = undefined;
  timers = [];
  written = new Map();
  desk = scriptedDesk({
    'calls:begin': (facts) => {
      if (!written.has(facts.callId))
        written.set(facts.callId, { id: facts.callId, facts, heldMs: 0, notes: '', said: [] });
      return screenPop(facts);
    },
    'calls:update': (patch) => {
      const record = { ...written.get(patch.id), ...patch } as CallRecord;
      written.set(patch.id, record);
      return record;
    },
  });
  phone = scriptedPhone(() => clock);
  const ringer = {
    start: (sound: DeskSound) => (sounds = sound),
    stop: () => (sounds = undefined),
  };
  const after = (ms: number, callback: () => void) => {
    const timer = { at: clock + ms, callback };
    timers.push(timer);
    return () => (timers = timers.filter((entry) => entry !== timer));
  };
  store = createPhoneStore({ phone, desk, ringer, now: () => clock, after });
  await store.actions.signIn(config);
  store.actions.setAgentState({ kind: 'READY' });
});

function offer(): CallFacts {
  const facts = makeFacts();
  phone.emit({ type: 'callOffered', facts });
  return facts;
}
const current = () => selectCurrentCall(store.getState());
const recorded = (facts: CallFacts) => written.get(facts.callId);

describe('the phone store', () => {
  it('is on the line and ready after signing in', () => {
    expect(selectIsRegistered(store.getState())).toBe(true);
    expect(store.getState().agent.kind).toBe('READY');
  });

  it('leaves nothing of a call to the next agent of this page', async () => {
    const facts = offer();
    store.actions.answer();
    await desk.settled();
    phone.emit({ type: 'callConnected', callId: facts.callId, at: clock });
    phone.emit({ type: 'callEnded', callId: facts.callId, reason: 'callerHungUp', at: clock });
    await desk.settled();
    expect(current()?.state.kind).toBe('wrapUp');
    const leaving = store.actions.signOut();
    expect(current()).toBeUndefined();
    await leaving;
    const before = desk.calls.length;
    await store.actions.signIn(config);
    desk.lose();
    desk.attach();
    await desk.settled();
    expect(desk.calls.slice(before).filter((call) => call.name.startsWith('calls:'))).toEqual([]);
  });

  it('rings, looks the caller up, and goes through the call to its record', async () => {
    const facts = offer();
    expect(sounds).toBe('ring');
    expect(current()).toMatchObject({ state: { kind: 'ringing' }, pop: undefined });
    expect(store.getState().agent.kind).toBe('RINGING');
    await desk.settled();
    expect(current()?.pop).toEqual(screenPop(facts));

    clock = 2000;
    store.actions.answer();
    expect(sounds).toBeUndefined();
    expect(current()?.state).toMatchObject({ kind: 'talking', answeredAt: 2000 });
    expect(store.getState().agent.kind).toBe('TALKING');
    store.actions.markSaid(facts.callId, phrase);
    store.actions.toggleHold();
    expect(current()?.state.kind).toBe('held');
    clock = 5000;
    store.actions.toggleHold();
    store.actions.toggleMute();
    expect(current()?.state).toMatchObject({ kind: 'talking', heldMs: 3000, isMuted: true });
    clock = 6000;
    store.actions.hangUp();
    expect(current()?.state.kind).toBe('wrapUp');
    expect(store.getState().agent.kind).toBe('ACW');
    clock = 7000;
    store.actions.finishWrapUp(facts.callId, 'resolved', '已解释');
    expect(current()).toBeUndefined();
    expect(store.getState().agent.kind).toBe('READY');
    await desk.settled();
    expect(recorded(facts)).toMatchObject({
      answeredAt: 2000,
      heldMs: 3000,
      endedAt: 6000,
      endReason: 'agentHungUp',
      disposition: 'resolved',
      notes: '已解释',
      said: [{ phraseId: phrase, at: 2000 }],
      wrappedUpAt: 7000,
    });
    expect(store.getState().unsavedRecords).toBe(0);
  });

  it('shows the caller as soon as the core knows him, not when his record is written, and only once', async () => {
    const facts = offer();
    desk.tell('callerFound', { callId: callIdSchema.parse(uuidv7()), pop: { ...screenPop(facts), callsInTwoDays: 9 } });
    expect(current()?.pop).toBeUndefined();
    desk.tell('callerFound', { callId: facts.callId, pop: { ...screenPop(facts), callsInTwoDays: 3 } });
    const found = current()?.pop;
    expect(found).toMatchObject({ callsInTwoDays: 3 });
    expect(store.getState().unsavedRecords).toBe(1);
    await desk.settled();
    expect(recorded(facts)).toBeDefined();
    expect(current()?.pop).toBe(found);
  });

  it('keeps ringing and says why when the microphone is denied, and can be answered then', () => {
    offer();
    const error = appError('phone.microphoneDenied', 'user');
    phone.failNext('answer', error);
    store.actions.answer();
    return Promise.resolve().then(() => {
      expect(current()?.state.kind).toBe('ringing');
      expect(sounds).toBe('ring');
      expect(store.getState().trouble).toMatchObject({ error });
      store.actions.dismissTrouble();
      store.actions.answer();
      expect(current()?.state.kind).toBe('talking');
      expect(store.getState().trouble).toBeUndefined();
    });
  });

  it('records a caller who gave up and asks for no wrap-up', async () => {
    const facts = offer();
    clock = 1500;
    phone.emit({ type: 'callEnded', callId: facts.callId, reason: 'callerGaveUp', at: 1500 });
    expect(current()).toBeUndefined();
    expect(sounds).toBeUndefined();
    expect(store.getState().agent.kind).toBe('READY');
    await desk.settled();
    expect(recorded(facts)).toMatchObject({ endedAt: 1500, endReason: 'callerGaveUp' });
  });

  it('queues a break during a call and takes it after the wrap-up', () => {
    const facts = offer();
    store.actions.answer();
    store.actions.setAgentState({ kind: 'BREAK', reason: 'meal' });
    expect(store.getState().agent).toMatchObject({ kind: 'TALKING', queued: { kind: 'BREAK', reason: 'meal' } });
    store.actions.hangUp();
    store.actions.finishWrapUp(facts.callId, 'resolved', '');
    expect(store.getState().agent).toMatchObject({ kind: 'BREAK', reason: 'meal' });
  });

  it('lets a second call ring during a wrap-up without losing the first record', async () => {
    const first = offer();
    store.actions.answer();
    store.actions.hangUp();
    const second = offer();
    expect(current()?.state).toMatchObject({ kind: 'ringing', facts: { callId: second.callId } });
    store.actions.reject();
    expect(current()?.state).toMatchObject({ kind: 'wrapUp', facts: { callId: first.callId } });
    expect(store.getState().agent).toMatchObject({ kind: 'ACW', queued: { kind: 'NOT_READY', reason: 'REJECTED' } });
    store.actions.finishWrapUp(first.callId, 'resolved', '');
    await desk.settled();
    expect(recorded(first)).toMatchObject({ disposition: 'resolved' });
    expect(recorded(second)).toMatchObject({ endReason: 'rejected' });
  });
});

describe('while the core is gone', () => {
  it('goes on with the call, and tells everything again when the core is back', async () => {
    const facts = offer();
    store.actions.answer();
    store.actions.markSaid(facts.callId, phrase);
    await desk.settled();
    desk.lose();
    written.clear();
    expect(store.getState().unsavedRecords).toBe(1);
    clock = 3000;
    store.actions.toggleHold();
    clock = 4000;
    store.actions.toggleHold();
    store.actions.setNotes(facts.callId, '等师傅');
    await desk.settled();
    expect(current()?.state.kind).toBe('talking');
    expect(current()?.pop).toBeDefined();

    desk.calls.length = 0;
    desk.attach();
    await desk.settled();
    expect(desk.calls.map(({ name }) => name)).toEqual(['calls:begin', 'calls:update']);
    expect(recorded(facts)).toMatchObject({
      answeredAt: 1000,
      heldMs: 1000,
      notes: '等师傅',
      said: [{ phraseId: phrase }],
    });
    expect(store.getState().unsavedRecords).toBe(0);
  });

  it('keeps the records of calls that came and went meanwhile, in their order', async () => {
    desk.lose();
    const calls = [1, 2].map(() => {
      const facts = offer();
      store.actions.answer();
      store.actions.hangUp();
      store.actions.finishWrapUp(facts.callId, 'resolved', '');
      return facts;
    });
    await desk.settled();
    expect(store.getState().unsavedRecords).toBe(2);
    expect(store.getState().trouble).toBeUndefined();
    desk.attach();
    await desk.settled();
    await desk.settled();
    const begun = desk.calls.filter(({ name }) => name === 'calls:begin');
    expect(begun.map(({ input }) => (input as CallFacts).callId)).toEqual(calls.map(({ callId }) => callId));
    for (const facts of calls) expect(recorded(facts)).toMatchObject({ disposition: 'resolved' });
    expect(store.getState().unsavedRecords).toBe(0);
  });

  it('tells a call anew that was on its way when the core died', async () => {
    const facts = offer();
    desk.lose();
    desk.attach();
    await desk.settled();
    await desk.settled();
    expect(recorded(facts)).toBeDefined();
    expect(current()?.pop).toBeDefined();
  });

  it('shows a refusal that no trying again would mend, and tries with the next change', async () => {
    const facts = offer();
    await desk.settled();
    desk.failNext('calls:update', appError('storage.diskFull', 'user'));
    store.actions.answer();
    await desk.settled();
    expect(store.getState().trouble?.error.code).toBe('storage.diskFull');
    expect(store.getState().unsavedRecords).toBe(1);
    store.actions.setNotes(facts.callId, '再试');
    await desk.settled();
    expect(recorded(facts)).toMatchObject({ answeredAt: 1000, notes: '再试' });
    expect(store.getState().unsavedRecords).toBe(0);
  });

  it('tries again by itself when the core was only busy', async () => {
    const facts = offer();
    await desk.settled();
    desk.failNext('calls:update', appError('storage.busy', 'auto'));
    store.actions.answer();
    await expect.poll(() => recorded(facts)?.answeredAt, { timeout: 5000 }).toBe(1000);
    expect(store.getState().trouble).toBeUndefined();
  });
});
