import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import {
  beginCall,
  closeLeftCalls,
  leftCalls,
  updateCall,
  type WayBackTime,
} from '../../../../src/main/db/call-ops.ts';
import { payloadOf } from '../../../../src/main/db/seat-session.ts';
import { createPhoneStore, type PhoneStore } from '../../../../src/renderer/features/softphone/phone-store.ts';
import { endReasons, type CallDialog, type CallFacts, type EndReason } from '../../../../src/shared/domain/call.ts';
import { callIdSchema, phraseIdSchema, type CallId } from '../../../../src/shared/ids.ts';
import type { CommandName } from '../../../../src/shared/ipc/channels.ts';
import { defaultCallOptions } from '../../../../src/shared/domain/call-options.ts';
import { defaultHeaderMap } from '../../../../src/shared/domain/header-map.ts';
import { commands, type CommandInput } from '../../../../src/shared/ipc/contract.ts';
import { appError } from '../../../../src/shared/ipc/app-error.ts';
import type { DeskApi } from '../../../../src/shared/ipc/desk-api.ts';
import { err, ok, type Result } from '../../../../src/shared/ipc/result.ts';
import { mutationSchema } from '../../../../src/shared/sync/wire.ts';
import { openMemorySeat, type MemorySeat } from '../../../fakes/memory-seat.ts';
import { scriptedPhone, type ScriptedPhone } from '../../../fakes/scripted-phone.ts';

/** What can befall a desk. `pick` chooses one of the calls on the line. */
type Step =
  | { readonly type: 'offer'; readonly isPractice: boolean }
  | { readonly type: 'lineEnds'; readonly pick: number; readonly reason: EndReason }
  | { readonly type: 'lineConnects'; readonly pick: number }
  | { readonly type: 'agent'; readonly does: (typeof agentSteps)[number] }
  | { readonly type: 'coreKilled' | 'coreBack' | 'pageGone' | 'signedOut' };

const agentSteps = [
  ...(['answer', 'reject', 'hangUp', 'toggleHold', 'swap', 'dial', 'consult', 'join', 'connect', 'send'] as const),
  ...(['say', 'write', 'wrapUp', 'goBack'] as const),
] as const;

const stepArb: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('offer' as const), isPractice: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('lineEnds' as const),
      pick: fc.nat(3),
      reason: fc.constantFrom(...endReasons),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('lineConnects' as const), pick: fc.nat(3) }) },
  { weight: 8, arbitrary: fc.record({ type: fc.constant('agent' as const), does: fc.constantFrom(...agentSteps) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('coreKilled' as const, 'coreBack') }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('pageGone' as const, 'signedOut') }) },
);

/** After a step the next comes at once, in the middle of a request, or when all is quiet. */
const stepsArb = (one: fc.Arbitrary<Step>) =>
  fc.array(fc.tuple(one, fc.constantFrom<Pause>('none', 'breath', 'quiet')), { maxLength: 40 });
type Pause = 'none' | 'breath' | 'quiet';

const dialog: CallDialog = { sipCallId: 'a@b', localTag: 'l', remoteTag: 'r', remoteTarget: 'sip:far@b.invalid' };

/** A page and a core with everything real between the phone and the tables; either can be killed at any time. */
class Desk implements DeskApi {
  clock = 1_790_000_000_000;
  readonly seat: MemorySeat = openMemorySeat();
  phone!: ScriptedPhone;
  store!: PhoneStore;
  readonly offered: CallFacts[] = [];
  /** Every call that the line heard of, called in or out. */
  readonly begun: CallId[] = [];
  /** How the line said that a call ended: of one gone back to, each time. */
  readonly told = new Map<CallId, EndReason[]>();
  readonly #coreListeners = new Set<(state: 'attached' | 'lost') => void>();
  #isCoreThere = true;
  #open = 0;

  get wayBack(): WayBackTime {
    return { now: this.clock, withinMs: 120_000 };
  }

  async openPage(): Promise<void> {
    this.phone = scriptedPhone(() => this.clock);
    this.phone.subscribe((event) => {
      if (event.type !== 'callEnded') return;
      this.told.set(event.callId, [...(this.told.get(event.callId) ?? []), event.reason]);
    });
    const { dial } = this.phone;
    this.phone.dial = (callId, address, options) => {
      if (!this.begun.includes(callId)) this.begun.push(callId);
      return dial(callId, address, options);
    };
    this.phone.answer = (callId) => {
      this.connect(callId);
      return Promise.resolve(ok(undefined));
    };
    const ringer = { start: () => undefined, stop: () => undefined };
    const after = () => () => undefined;
    this.store = createPhoneStore({ phone: this.phone, desk: this, ringer, now: () => this.clock, after });
    await this.store.actions.signIn({
      ...{
        kind: 'wire',
        user: '9527',
        domain: 'practice.invalid',
        headerMap: defaultHeaderMap,
        calls: defaultCallOptions,
      },
    });
  }

  /** What the page had in its memory is lost; the next page says that it has no call, and which it may go back to. */
  async reloadPage(canGoBack: boolean): Promise<void> {
    this.store.dispose();
    this.#coreListeners.clear();
    await this.settled();
    const left = canGoBack ? leftCalls(this.seat.session, [], this.wayBack) : [];
    closeLeftCalls(
      this.seat.session,
      this.clock,
      left.map(({ facts }) => facts.callId),
    );
    await this.openPage();
  }

  connect(callId: CallId): void {
    this.phone.emit({ type: 'callConnected', callId, at: this.clock, dialog });
  }

  /** To the oldest of the calls that no page has. */
  goBack(): void {
    const held = this.store.getState().calls.map(({ state }) => state.facts.callId);
    const [left] = leftCalls(this.seat.session, held, this.wayBack);
    if (!left) return;
    void this.store.actions.goBack(left);
  }

  setCore(isThere: boolean): void {
    if (isThere === this.#isCoreThere) return;
    if (isThere) this.seat.reopen();
    this.#isCoreThere = isThere;
    for (const listener of [...this.#coreListeners]) listener(isThere ? 'attached' : 'lost');
  }

  async invoke<N extends CommandName>(name: N, input: CommandInput<N>): Promise<never> {
    this.#open += 1;
    const given = structuredClone(input);
    // A core may be killed before it began, and after it has done its work but nobody heard of it.
    const isSent = this.#isCoreThere;
    await new Promise((resolve) => setTimeout(resolve, 0));
    const answer = isSent ? this.#answer(name, given) : undefined;
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.#open -= 1;
    return (answer && this.#isCoreThere ? answer : err(appError('ipc.coreGone', 'none'))) as never;
  }

  #answer(name: CommandName, input: unknown): Result<unknown> {
    if (!this.#isCoreThere) return err(appError('ipc.coreGone', 'none'));
    const { session } = this.seat;
    if (name === 'calls:address') return ok({ address: '8002', number: '8002' });
    if (name === 'calls:begin') {
      const facts = commands['calls:begin'].input.parse(input);
      beginCall(session, { id: facts.callId, facts, heldMs: 0, notes: '', said: [] });
      return ok({ number: facts.number });
    }
    const patch = commands['calls:update'].input.parse(input);
    return updateCall(session, patch as Parameters<typeof updateCall>[1], this.clock);
  }

  on = () => () => undefined;
  onCore = (listener: (state: 'attached' | 'lost') => void) => {
    this.#coreListeners.add(listener);
    return () => this.#coreListeners.delete(listener);
  };

  async settled(): Promise<void> {
    do await new Promise((resolve) => setTimeout(resolve, 0));
    while (this.#open > 0);
  }

  offer(isPractice: boolean): void {
    const callId = callIdSchema.parse(uuidv7());
    const facts: CallFacts = {
      ...{ callId, direction: 'inbound', number: '13997041234', isPractice, startedAt: this.clock },
    };
    this.offered.push(facts);
    this.begun.push(callId);
    this.phone.emit({ type: 'callOffered', facts });
  }
}

function agentDoes(desk: Desk, does: (typeof agentSteps)[number]): void {
  if (does === 'goBack') return desk.goBack();
  agentActs(desk, does);
}

function agentActs({ store }: Desk, does: Exclude<(typeof agentSteps)[number], 'goBack'>): void {
  const { actions } = store;
  const { calls, desk } = store.getState();
  const [first, second] = desk.legs.map((leg) => leg.facts.callId);
  const onScreen = desk.onScreen;
  if (does === 'dial') return void actions.dialText('8002');
  if (does in actions && does !== 'join' && does !== 'connect') {
    return actions[does as 'answer' | 'reject' | 'hangUp' | 'toggleHold' | 'swap']();
  }
  if (first === undefined || onScreen === undefined) return;
  if (does === 'consult') void actions.dialText('8003', { consultFor: onScreen });
  else if (does === 'send') actions.transfer(onScreen, { kind: 'blind', address: '8004' });
  else if (does === 'say') actions.markSaid(onScreen, phraseIdSchema.parse('zh.greeting.1'));
  else if (does === 'write') actions.setNotes(onScreen, `备注 ${String(Math.random())}`);
  else if (does === 'wrapUp') {
    for (const { state } of calls) actions.finishWrapUp(state.facts.callId, 'resolved', state.notes);
  } else if (second !== undefined) actions[does as 'join' | 'connect'](first, second);
}

async function runAll(desk: Desk, steps: readonly (readonly [Step, Pause])[]): Promise<void> {
  await desk.openPage();
  for (const [step, pause] of steps) {
    await run(desk, step);
    if (pause === 'breath') await new Promise((resolve) => setTimeout(resolve, 0));
    if (pause === 'quiet') await desk.settled();
  }
  desk.setCore(true);
  await desk.settled();
}

async function run(desk: Desk, step: Step): Promise<void> {
  desk.clock += 1000;
  switch (step.type) {
    case 'offer':
      return desk.offer(step.isPractice);
    case 'lineEnds': {
      const callId = desk.begun.at(-1 - step.pick);
      if (callId) desk.phone.emit({ type: 'callEnded', callId, reason: step.reason, at: desk.clock });
      return;
    }
    case 'lineConnects': {
      const callId = desk.begun.at(-1 - step.pick);
      if (callId) desk.connect(callId);
      return;
    }
    case 'agent':
      return agentDoes(desk, step.does);
    case 'coreKilled':
    case 'coreBack':
      return desk.setCore(step.type === 'coreBack');
    case 'pageGone':
    case 'signedOut':
      // Only what the core knows survives its page; while both are gone there is nobody left to know anything.
      desk.setCore(true);
      await desk.settled();
      return desk.reloadPage(step.type === 'pageGone');
  }
}

it('leaves exactly one record of every call, with its end and the reason for it, whatever happens', async () => {
  await fc.assert(
    fc.asyncProperty(stepsArb(stepArb), async (steps) => {
      const desk = new Desk();
      await runAll(desk, steps);
      await desk.reloadPage(false);

      const { session } = desk.seat;
      const rows = session.tables.callLines.list({}, 1000);
      expect(rows.map(({ record }) => record.id).sort()).toEqual([...desk.begun].sort());
      const reports = [...session.book.rows()].map(({ head }) => {
        const payload = payloadOf(session.tables, session.book, head.id);
        return mutationSchema.parse(JSON.parse(payload ?? ''));
      });
      for (const { record } of rows) {
        const { facts, endedAt = NaN, endReason, wrappedUpAt } = record;
        expect(endedAt).toBeGreaterThanOrEqual(facts.startedAt);
        expect(wrappedUpAt).toBeGreaterThanOrEqual(facts.startedAt);
        expect([...(desk.told.get(record.id) ?? []), 'pageClosed']).toContain(endReason);
        expect(record).not.toHaveProperty('dialog');
        const own = reports.filter((mutation) => mutation.entityId === record.id);
        expect(own.map(({ seq }) => seq)).toEqual(facts.isPractice ? [] : own.map((_, index) => index + 1));
        if (!facts.isPractice) expect(own.at(-1)?.body).toEqual(record);
        // Telling something again is no news for the centre.
        expect(new Set(own.map(({ body }) => JSON.stringify(body))).size).toBe(own.length);
      }
      desk.store.dispose();
      desk.seat.close();
    }),
    { numRuns: 80 },
  );
}, 60_000);

it('tells what the line told, when the page lives to tell it, however often the core is killed', async () => {
  const lastingStepArb = stepArb.filter(({ type }) => type !== 'pageGone' && type !== 'signedOut');
  await fc.assert(
    fc.asyncProperty(stepsArb(lastingStepArb), async (steps) => {
      const desk = new Desk();
      await runAll(desk, steps);
      const { session } = desk.seat;
      const records = session.tables.callLines.list({}, 1000).map(({ record }) => record);
      expect(records).toHaveLength(desk.begun.length);
      for (const { id, endReason } of records) expect(endReason).toBe(desk.told.get(id)?.[0]);
      desk.store.dispose();
      desk.seat.close();
    }),
    { numRuns: 50 },
  );
}, 60_000);
