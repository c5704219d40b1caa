import { beforeEach, describe, expect, it } from 'vitest';
import { createRolePlayStore } from '../../../../../src/renderer/features/role-play/role-play-store.ts';
import type { RolePlayLineEvent, RolePlayPort } from '../../../../../src/renderer/telephony/practice/role-play-port.ts';
import { agentNoSchema, callIdSchema, type AgentNo } from '../../../../../src/shared/ids.ts';
import { appError, type AppError } from '../../../../../src/shared/ipc/app-error.ts';
import type { DeskApi } from '../../../../../src/shared/ipc/desk-api.ts';
import type { RolePlayHeard } from '../../../../../src/shared/ipc/role-play-commands.ts';
import type { RolePlayEntry } from '../../../../../src/shared/training/role-play.ts';
import { branching } from '../../../shared/training/scenario-fixture.ts';
import { manualClock, type ManualClock } from '../../../../fakes/manual-clock.ts';

const [first, second] = ['1001', '0031'].map((no) => agentNoSchema.parse(no)) as [AgentNo, AgentNo];
const scenario = branching();
const callId = callIdSchema.parse('0197f2a4-0000-7000-8000-00000000000c');

interface Told {
  readonly id: string;
  readonly [key: string]: unknown;
}

/** Two desks on one centre that passes on what they say, until the wire between them is cut. */
function twoDesks(clock: ManualClock) {
  const heard = new Map<AgentNo, (message: RolePlayHeard) => void>();
  const wire = { isCut: false };
  const sit = (own: AgentNo, other: AgentNo) => {
    const kept = new Map<string, RolePlayEntry>();
    const marked: unknown[] = [];
    const around = { isBusy: false, hasLiveCall: false };
    const lines = new Set<(event: RolePlayLineEvent) => void>();
    const did: string[] = [];
    const failing = new Map<string, AppError>();
    const tell = (id: string, said: object): void => {
      if (!wire.isCut) heard.get(other)?.({ id, from: own, said } as RolePlayHeard);
    };
    const commands: Record<string, (input: Told) => unknown> = {
      'rolePlay:invite': ({ id, scenarioId, part }) =>
        tell(id, { type: 'invited', scenarioId, part: part === 'agent' ? 'caller' : 'agent' }),
      'rolePlay:answer': ({ id, answer }) => tell(id, { type: 'answered', answer }),
      'rolePlay:say': ({ id, frame }) => tell(id, { type: 'frame', frame }),
      'rolePlay:end': ({ id, reason }) => tell(id, { type: 'ended', reason }),
      'rolePlay:keep': (entry) => void kept.set(`${entry.id} ${String(entry['round'])}`, entry as never),
      'rolePlay:log': () => [...kept.values()],
    };
    const desk = {
      invoke: (name: string, input: Told) => {
        const failure = failing.get((input['frame'] as { type: string } | undefined)?.type ?? name);
        if (failure) return Promise.resolve({ ok: false, error: failure });
        return Promise.resolve({ ok: true, value: commands[name]?.(input) ?? {} });
      },
      on: (_name: string, listener: (message: RolePlayHeard) => void) => heard.set(own, listener),
    } as unknown as DeskApi;
    const emit = (event: RolePlayLineEvent): void => {
      for (const line of lines) line(event);
    };
    const port: RolePlayPort = {
      subscribe: (listener) => {
        lines.add(listener);
        return () => lines.delete(listener);
      },
      hear: ({ text }) => did.push(`heard ${text}`),
      welcome: () => own,
      ring: (_scenario, target) => {
        did.push(`rang ${target}`);
        emit({ type: 'rings' });
        return Promise.resolve({ ok: true, value: undefined });
      },
      hangUp: () => emit({ type: 'callOver', at: clock.now() }),
      leave: () => did.push('left'),
      levels: () => ({ mine: 0, theirs: 0 }),
      stats: () => Promise.resolve(undefined),
      join: (practice) => practice,
    };
    const store = createRolePlayStore({
      ...{ desk, line: port, now: clock.now, after: clock.after, iceServers: () => [], hasPhone: () => true },
      scenarioOf: (id) => (id === scenario.id ? scenario : undefined),
      isBusy: () => around.isBusy,
      hasLiveCall: () => around.hasLiveCall,
      onMarked: (...marks) => marked.push(marks),
    });
    const kind = (): string => store.getState().play.kind;
    return { own, store, emit, did, kept, marked, around, failing, kind, actions: store.actions };
  };
  return { wire, one: sit(first, second), other: sit(second, first) };
}

/** What was said has been heard. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

describe('two desks that play a call', () => {
  let clock: ManualClock;
  let desks: ReturnType<typeof twoDesks>;
  beforeEach(() => {
    clock = manualClock();
    desks = twoDesks(clock);
  });

  async function agree(): Promise<void> {
    const { one, other } = desks;
    expect(await one.actions.invite({ colleague: second, scenarioId: scenario.id, part: 'agent' })).toBe(true);
    expect(other.store.getState().play).toMatchObject({ kind: 'invited', colleague: first, part: 'caller' });
    other.actions.step();
    other.actions.step();
    await settled();
    expect([one.kind(), other.kind()]).toEqual(['ready', 'ready']);
  }
  async function talk(): Promise<void> {
    const { one, other } = desks;
    other.actions.step();
    one.emit({ type: 'rings' });
    for (const desk of [one, other]) desk.emit({ type: 'answered', at: clock.now() });
    await settled();
    expect([one.kind(), other.kind()]).toEqual(['talking', 'talking']);
  }

  it('agree, ring as whom the trainee’s desk says, and the guidance follows what he does', async () => {
    await agree();
    const { one, other } = desks;
    expect(one.store.getState().guide).toBeUndefined();
    await talk();
    expect(other.did).toEqual(['rang 1001']);
    other.emit({ type: 'piece', piece: { text: 'INVITE' } });
    one.emit({ type: 'deed', deed: { type: 'articleOpened', group: 'bill-high' } });
    one.emit({ type: 'repeatAsked' });
    await settled();
    expect(one.did).toEqual(['heard INVITE']);
    expect(other.store.getState()).toMatchObject({ guide: { step: 'start', earned: 1 }, repeatAskedAt: clock.now() });
    for (let pressed = 0; pressed < 3; pressed += 1) other.actions.step();
    expect(other.store.getState()).toMatchObject({ guide: { step: 'told', said: 0 }, repeatAskedAt: undefined });
  });

  it('keep the round on both sides, give marks by ear, and swap once however many press', async () => {
    await agree();
    await talk();
    const { one, other } = desks;
    other.emit({ type: 'handedOver' });
    for (const desk of [one, other]) desk.emit({ type: 'callOver', at: clock.now() });
    one.actions.sheet({ callId, score: 71 });
    await settled();
    expect(other.store.getState().isHandedOver).toBe(true);
    other.actions.mark({ tone: 4 });
    await settled();
    expect(one.marked).toEqual([[callId, { tone: 4 }, second]]);
    const entry = { round: 1, score: 71, callId, ending: 'over', scenarioId: scenario.id };
    expect([...one.kept.values()]).toMatchObject([{ ...entry, part: 'agent', colleague: second }]);
    expect([...other.kept.values()]).toMatchObject([{ ...entry, part: 'caller', colleague: first }]);
    // The key that hung up does not begin the next round as well.
    expect(one.actions.step()).toBe(false);
    for (const desk of [one, other]) desk.actions.swap();
    await settled();
    expect(one.store.getState()).toMatchObject({ play: { kind: 'ready', part: 'caller', round: 2 }, target: '0031' });
    expect(other.store.getState().isHandedOver).toBe(false);
    expect(other.store.getState().play).toMatchObject({ kind: 'ready', part: 'agent', round: 2 });
  });

  it('miss each other when nothing is heard any more, and keep what was talked', async () => {
    await agree();
    await talk();
    for (let passed = 0; passed < 60_000; passed += 1000) {
      clock.advance(1000);
      await settled();
    }
    expect([desks.one.kind(), desks.other.kind()]).toEqual(['talking', 'talking']);
    desks.wire.isCut = true;
    for (let passed = 0; passed < 20_000; passed += 1000) {
      clock.advance(1000);
      await settled();
    }
    for (const { store, kept, did } of [desks.one, desks.other]) {
      expect(store.getState().play).toMatchObject({ kind: 'closed', reason: 'gone' });
      expect([...kept.values()]).toMatchObject([{ ending: 'gone' }]);
      expect(did).toContain('left');
    }
  });

  it('disturb nobody who is busy, and wait no longer than a minute', async () => {
    const { one, other } = desks;
    other.around.isBusy = true;
    await one.actions.invite({ colleague: second, scenarioId: scenario.id, part: 'caller' });
    await settled();
    expect(one.store.getState().play).toMatchObject({ kind: 'closed', reason: 'busy' });
    expect(other.kind()).toBe('idle');
    other.around.isBusy = false;
    await one.actions.invite({ colleague: second, scenarioId: scenario.id, part: 'caller' });
    clock.advance(61_000);
    await settled();
    expect(one.store.getState().play).toMatchObject({ kind: 'closed', reason: 'noAnswer' });
    expect(other.kind()).toBe('closed');
  });

  it('tell each other when a real call went first', async () => {
    await agree();
    await talk();
    desks.other.actions.end('liveCall');
    await settled();
    for (const { store, kept } of [desks.one, desks.other]) {
      expect(store.getState().play).toMatchObject({ kind: 'closed', reason: 'liveCall' });
      expect([...kept.values()]).toMatchObject([{ ending: 'liveCall' }]);
    }
  });

  it('let nobody ring into a real call: not by accepting, not by the next round', async () => {
    const { one, other } = desks;
    await one.actions.invite({ colleague: second, scenarioId: scenario.id, part: 'caller' });
    other.around.isBusy = true;
    other.around.hasLiveCall = true;
    other.actions.answer('accepted');
    await settled();
    expect(one.store.getState().play).toMatchObject({ kind: 'closed', reason: 'busy' });
    expect(other.store.getState().play).toMatchObject({ kind: 'closed', reason: 'liveCall' });
    other.around.isBusy = false;
    other.around.hasLiveCall = false;
    other.actions.dismiss();
    await agree();
    await talk();
    for (const desk of [one, other]) desk.emit({ type: 'callOver', at: clock.now() });
    other.around.hasLiveCall = true;
    one.actions.swap();
    await settled();
    for (const { store } of [one, other]) {
      expect(store.getState().play).toMatchObject({ kind: 'closed', reason: 'liveCall' });
    }
    // Never told as whom the busy desk is rung.
    expect(one.store.getState().target).toBeUndefined();
  });

  it('go on without what only helps, and not without what the call needs', async () => {
    await agree();
    await talk();
    const { one, other } = desks;
    for (const type of ['deed', 'repeat']) one.failing.set(type, appError('server.unreachable', 'auto'));
    one.emit({ type: 'deed', deed: { type: 'articleOpened', group: 'bill-high' } });
    one.emit({ type: 'repeatAsked' });
    await settled();
    expect([one.kind(), other.kind()]).toEqual(['talking', 'talking']);
    one.failing.set('repeat', appError('rolePlay.over', 'none'));
    one.emit({ type: 'repeatAsked' });
    await settled();
    expect(one.store.getState().play).toMatchObject({ kind: 'closed', reason: 'lost' });
    desks = twoDesks(clock);
    await agree();
    desks.one.failing.set('sip', appError('server.unreachable', 'auto'));
    desks.one.emit({ type: 'piece', piece: { text: 'INVITE' } });
    await settled();
    expect(desks.one.store.getState().play).toMatchObject({ kind: 'closed', reason: 'lost' });
  });
});
