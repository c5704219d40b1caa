import { expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { careDeed, canBeLong, nudgeNow, talkLimitHere, wireCare } from '../../../../src/renderer/app/care-wiring.ts';
import type { Stores } from '../../../../src/renderer/app/stores.ts';
import { offerCall, transitionCall } from '../../../../src/shared/call/call-machine.ts';
import type { CareChoice } from '../../../../src/shared/domain/voice-care.ts';
import { facts, id } from '../../../fixtures/inbound-call.ts';

const min = 60_000;
const ringing = offerCall(facts).state;
const talking = transitionCall(ringing, { type: 'connected', at: 5000 }).state;

/** A desk whose agent has talked for the last fifty minutes. */
function desk(care: CareChoice = {}, talkLimitMin?: number) {
  const now = Date.now();
  const session = createStore(() => ({
    session: { agent: { agentNo: '9527' }, phone: { calls: { talkLimitMin } } },
    bootstrap: { profile: { kind: 'live' } },
    settings: { panels: { '9527': { care } } },
  }));
  const phone = createStore(() => ({ agent: { kind: 'READY' }, calls: [] as unknown[] }));
  const owner = createStore(() => ({ ownership: { kind: 'owning' } }));
  const book = createStore(() => ({ isLoaded: true, nudge: {}, stretches: [{ from: now - 50 * min, to: now - min }] }));
  const [heed, noteTalk, switchLongCall] = [vi.fn(), vi.fn(), vi.fn()];
  const stores = {
    ...{ session, owner },
    phone: Object.assign(phone, { actions: { switchLongCall } }),
    care: Object.assign(book, { actions: { heed, noteTalk } }),
  } as unknown as Stores;
  return { stores, phone, owner, book, heed, noteTalk, switchLongCall, nudge: () => nudgeNow(stores, now) };
}

it('nudges an agent at work who has no call on his desk', () => {
  const { nudge, phone } = desk();
  for (const kind of ['READY', 'NOT_READY', 'WARM_UP']) {
    phone.setState({ agent: { kind } });
    expect(nudge()).toBe('comes');
  }
  for (const kind of ['BREAK', 'OFFLINE', 'ACW', 'TALKING', 'RINGING', 'DIALING']) {
    phone.setState({ agent: { kind } });
    expect(nudge()).toBe('none');
  }
  phone.setState({ agent: { kind: 'READY' }, calls: [{ state: { kind: 'wrapUp' } }] });
  expect(nudge()).toBe('none');
});

it('nudges nobody who does not want it, in no window without the phone, and not before his calls are known', () => {
  expect(desk({ isNudged: false }).nudge()).toBe('none');
  expect(desk({ nudgeAfterMin: 60 }).nudge()).toBe('none');
  expect(desk({ nudgeAfterMin: 15 }).nudge()).toBe('comes');
  const elsewhere = desk();
  elsewhere.owner.setState({ ownership: { kind: 'other' } });
  expect(elsewhere.nudge()).toBe('none');
  const unread = desk();
  unread.book.setState({ isLoaded: false });
  expect(unread.nudge()).toBe('none');
});

it('notes the talk of each counted call that leaves the desk, once', () => {
  const { stores, phone, noteTalk } = desk();
  wireCare(stores);
  const over = transitionCall(talking, { type: 'lineEnded', reason: 'callerHungUp', at: 9000 }).state;
  const drill = { ...over, facts: { ...facts, isPractice: true } };
  phone.setState({ calls: [{ state: talking }] });
  phone.setState({ calls: [{ state: over }] });
  expect(noteTalk).not.toHaveBeenCalled();
  phone.setState({ calls: [] });
  expect(noteTalk.mock.calls).toEqual([[[{ from: 5000, to: 9000 }]]]);
  phone.setState({ calls: [{ state: drill }, { state: ringing }] });
  phone.setState({ calls: [] });
  expect(noteTalk).toHaveBeenCalledOnce();
});

it('has one key: for the call on the screen, and without one for the nudge', () => {
  const limited = desk({}, 35);
  expect(careDeed(limited.stores, ringing)).toBeUndefined();
  careDeed(limited.stores, talking)?.();
  expect(limited.switchLongCall).toHaveBeenCalledWith(id);
  careDeed(limited.stores, undefined)?.();
  expect(limited.heed).toHaveBeenCalledOnce();
  expect(careDeed(desk().stores, talking)).toBeUndefined();
  expect(careDeed(desk({ isNudged: false }).stores, undefined)).toBeUndefined();
});

it('knows what counts as long here, and what can be spared its reminders', () => {
  const limitOf = (care: CareChoice, centre?: number) => talkLimitHere(desk(care, centre).stores.session.getState());
  expect([limitOf({}), limitOf({}, 35), limitOf({ talkLimitMin: 20 }, 35)]).toEqual([undefined, 35, 20]);
  expect(canBeLong(talking, undefined)).toBe(false);
  expect(canBeLong(talking, 35)).toBe(true);
  expect(canBeLong(ringing, 35)).toBe(false);
  const long = transitionCall(talking, { type: 'longCallSwitched', isOn: true, at: 6000 }).state;
  expect(canBeLong(long, undefined)).toBe(true);
});
