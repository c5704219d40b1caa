import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { msWithin, type Stretch } from '../../../src/shared/care/stretches.ts';
import type { CallFacts } from '../../../src/shared/domain/call.ts';
import type { CommandInput } from '../../../src/shared/ipc/contract.ts';
import { callFrom, credentials } from './desk-inputs.ts';
import { startCore, type KillableCore } from './killable-core.ts';
import { liveProfile, startLiveCentre, type LiveCentre } from './live-centre.ts';
import { makeHome, type Home } from './test-desk.ts';

const min = 60_000;
/** Of the seat: the calls of the test lie about this midnight, minutes of the day negative before it. */
const midnight = new Date().setHours(0, 0, 0, 0);
const at = (minute: number): number => midnight + minute * min;
const day: Stretch = { from: at(0), to: at(24 * 60) };

let home: Home;
let centre: LiveCentre;
let core: KillableCore;

beforeAll(async () => {
  home = await makeHome();
  centre = await startLiveCentre(join(home.path, 'centre'));
  await centre.configure(home.path);
  core = await startCore(home.path, liveProfile);
  await core.get('auth:signIn', credentials('9527'));
});
afterAll(async () => {
  await core.kill();
  await centre.stop();
  await home.remove();
});

type Update = Omit<CommandInput<'calls:update'>, 'id'>;

async function tell(facts: CallFacts, ...updates: Update[]): Promise<void> {
  await core.get('calls:begin', facts);
  for (const update of updates) await core.get('calls:update', { id: facts.callId, ...update });
}

async function killAndRestart(): Promise<void> {
  const handle = core.handle();
  await core.kill();
  core = await startCore(home.path, liveProfile, handle);
}

const talkedMin = async (since = at(0)): Promise<number> =>
  msWithin((await core.get('care:talk', { since })).stretches, day) / min;

const over = (to: number): Update => ({ endedAt: at(to), endReason: 'callerHungUp', wrappedUpAt: at(to) });

test('talk of the day is kept over a killed core, over midnight, and of several calls by the clock', async () => {
  expect(await core.get('care:talk', { since: at(0) })).toEqual({ stretches: [], nudge: {} });
  const [night, first, second, practice] = [-20, 60, 70, 90].map((minute) =>
    callFrom('13900000011', { startedAt: at(minute), isPractice: minute === 90 }),
  ) as [CallFacts, CallFacts, CallFacts, CallFacts];

  // Twenty minutes of it were yesterday.
  await tell(night, { answeredAt: at(-20) }, over(10));
  expect(await talkedMin()).toBe(10);

  // Killed in the call: the page tells its call again from the start, and what it comes to once it is over.
  await tell(first, { answeredAt: at(60) });
  await killAndRestart();
  expect(await talkedMin()).toBe(10);
  const holds = [{ from: at(68), to: at(76) }];
  await tell(first, { answeredAt: at(60), heldMs: 8 * min, holds });

  // Another caller during that hold, and both in one talk afterwards.
  await tell(second, { answeredAt: at(70) }, over(80));
  await tell(first, over(85));
  await tell(practice, { answeredAt: at(90) }, over(120));
  const talked = 10 + (68 - 60) + (85 - 70);
  expect(await talkedMin()).toBe(talked);

  await killAndRestart();
  expect(await talkedMin()).toBe(talked);
  // Asked from later on, only what reaches beyond that moment is told.
  expect((await core.get('care:talk', { since: at(80) })).stretches).toEqual([{ from: at(76), to: at(85) }]);
});

test('the last nudge is kept over a killed core, for this agent alone', async () => {
  const nudge = { shownAt: at(100), quietUntil: at(130) };
  await core.get('care:keepNudge', nudge);
  await killAndRestart();
  expect((await core.get('care:talk', { since: at(0) })).nudge).toEqual(nudge);
  await core.get('auth:signOut', {});
  await core.get('auth:signIn', credentials('1001'));
  expect(await core.get('care:talk', { since: at(-60) })).toEqual({ stretches: [], nudge: {} });
});
