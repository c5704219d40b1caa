import { expect, it } from 'vitest';
import { createCareStore } from '../../../../../src/renderer/features/care/care-store.ts';
import type { NudgeMemory } from '../../../../../src/shared/care/rest-nudge.ts';
import type { Stretch } from '../../../../../src/shared/care/stretches.ts';
import { appError } from '../../../../../src/shared/ipc/app-error.ts';
import { scriptedDesk } from '../../../../fakes/scripted-desk.ts';

const min = 60_000;

/** A page at a core that keeps one agent's seat. */
function open(now = new Date(2026, 10, 23, 15, 0).getTime()) {
  const seat: { stretches: Stretch[]; nudge: NudgeMemory } = { stretches: [{ from: 1, to: 2 }], nudge: {} };
  const asked: number[] = [];
  const clock = { now };
  const desk = scriptedDesk({
    'care:talk': ({ since }) => {
      asked.push(since);
      return seat;
    },
    'care:keepNudge': (nudge) => {
      seat.nudge = nudge;
      return {};
    },
  });
  return { seat, asked, clock, desk, store: createCareStore(desk, () => clock.now) };
}

it('reads from midnight where the agent sits, and half a day back in a night shift', async () => {
  const { store, asked, clock } = open();
  await store.actions.load();
  expect(store.getState()).toMatchObject({ isLoaded: true, stretches: [{ from: 1, to: 2 }] });
  clock.now = new Date(2026, 10, 24, 2, 0).getTime();
  await store.actions.load();
  expect(asked).toEqual([new Date(2026, 10, 23).getTime(), new Date(2026, 10, 23, 14, 0).getTime()]);
});

it('follows the calls and a new core, once somebody is signed in', async () => {
  const { store, seat, desk } = open();
  desk.tell('callsChanged', {});
  desk.attach();
  await desk.settled();
  expect(desk.calls).toEqual([]);
  // A core that is away is asked again when it is back.
  desk.lose();
  await store.actions.load();
  expect(store.getState().isLoaded).toBe(false);
  desk.attach();
  await expect.poll(() => store.getState().isLoaded).toBe(true);
  seat.stretches = [{ from: 1, to: 9 }];
  desk.tell('callsChanged', {});
  await expect.poll(() => store.getState().stretches).toEqual([{ from: 1, to: 9 }]);
  seat.stretches = [{ from: 1, to: 12 }];
  desk.lose();
  desk.attach();
  await expect.poll(() => store.getState().stretches).toEqual([{ from: 1, to: 12 }]);
  store.actions.clear();
  expect(store.getState()).toEqual({ stretches: [], nudge: {}, isLoaded: false });
});

it('counts a call from the moment that it leaves the desk, also while its record is on its way', async () => {
  const { store, seat, desk } = open();
  await store.actions.load();
  store.actions.noteTalk([{ from: 5, to: 9 }]);
  const both = [
    { from: 1, to: 2 },
    { from: 5, to: 9 },
  ];
  expect(store.getState().stretches).toEqual(both);
  desk.tell('callsChanged', {});
  await expect.poll(() => desk.calls).toHaveLength(2);
  await desk.settled();
  expect(store.getState().stretches).toEqual(both);
  seat.stretches = both;
  await store.actions.load();
  expect(store.getState().stretches).toEqual(both);
});

it('keeps what the agent said to a nudge, also when the core was away or refused it', async () => {
  const { store, seat, desk, clock } = open();
  await store.actions.load();
  store.actions.noteNudge();
  await desk.settled();
  expect(seat.nudge).toEqual({ shownAt: clock.now });
  desk.lose();
  store.actions.heed();
  await desk.settled();
  expect(seat.nudge).toEqual({ shownAt: clock.now });
  desk.attach();
  await desk.settled();
  expect(seat.nudge).toEqual({ shownAt: clock.now, quietUntil: clock.now + 30 * min });
  expect(store.getState().nudge).toEqual(seat.nudge);
  desk.failNext('care:keepNudge', appError('storage.diskFull', 'user'));
  store.actions.putOff();
  await desk.settled();
  expect(store.getState().nudge).toEqual({ quietUntil: clock.now + 15 * min });
  await store.actions.load();
  expect(seat.nudge).toEqual({ quietUntil: clock.now + 15 * min });
});

it('shows nothing of one agent to the next', async () => {
  const { store, desk } = open();
  const asked = store.actions.load();
  store.actions.clear();
  await asked;
  await desk.settled();
  expect(store.getState().isLoaded).toBe(false);
});
