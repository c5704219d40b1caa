import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isAvailable,
  isBusy,
  offlineAgent,
  transitionAgent,
  type AgentEvent,
  type AgentState,
  type ChosenState,
} from '../../../../src/shared/call/agent-state.ts';

function run(...events: AgentEvent[]): AgentState {
  return events.reduce(transitionAgent, offlineAgent(0));
}
const signedIn: AgentEvent = { type: 'signedIn', at: 1 };
const choose = (next: ChosenState, at = 2): AgentEvent => ({ type: 'chosen', next, at });
const calls = (
  phase: 'none' | 'ringing' | 'dialing' | 'talking',
  at: number,
  rest: { hasOpenRecord?: boolean; missed?: 'REJECTED' | 'RINGING_TIMEOUT' } = {},
): AgentEvent => ({ type: 'callsChanged', phase, hasOpenRecord: false, at, ...rest });
const offered = calls('ringing', 3);
const answered = calls('talking', 4);
const ended = calls('none', 5, { hasOpenRecord: true });
const wrapped = calls('none', 6);
const ready: ChosenState = { kind: 'READY' };
const meal: ChosenState = { kind: 'BREAK', reason: 'meal' };

describe('an agent', () => {
  it('warms up after signing in and is available only when ready and on the line', () => {
    const warm = run(signedIn);
    expect(warm).toEqual({ kind: 'WARM_UP', since: 1 });
    expect(isAvailable(warm, true)).toBe(false);
    const at = run(signedIn, choose(ready));
    expect(isAvailable(at, true)).toBe(true);
    expect(isAvailable(at, false)).toBe(false);
  });

  it('goes through a call and comes back to where it stood', () => {
    expect(run(signedIn, choose(ready), offered).kind).toBe('RINGING');
    expect(run(signedIn, choose(ready), offered, answered)).toMatchObject({ kind: 'TALKING', since: 4 });
    expect(run(signedIn, choose(ready), offered, answered, ended)).toMatchObject({ kind: 'ACW', since: 5 });
    expect(run(signedIn, choose(ready), offered, answered, ended, wrapped)).toEqual({ kind: 'READY', since: 6 });
    expect(run(signedIn, offered, answered, ended, wrapped)).toEqual({ kind: 'WARM_UP', since: 6 });
    expect(run(signedIn, choose(meal), offered, answered, ended, wrapped)).toEqual({ ...meal, since: 6 });
  });

  it('dials, from wherever it stands, and comes back there', () => {
    const dialing = run(signedIn, choose(meal), calls('dialing', 3));
    expect(dialing).toMatchObject({ kind: 'DIALING', since: 3, before: meal });
    expect(isAvailable(dialing, true)).toBe(false);
    expect(transitionAgent(dialing, calls('none', 4))).toEqual({ ...meal, since: 4 });
    expect([answered, ended, wrapped].reduce(transitionAgent, dialing)).toEqual({ ...meal, since: 6 });
  });

  it('keeps its time while further calls come and go beside the one that talks', () => {
    const talking = run(signedIn, choose(ready), offered, answered);
    expect(transitionAgent(talking, calls('talking', 9, { hasOpenRecord: true }))).toMatchObject({ since: 4 });
  });

  it('was busy, not absent, when it refused a second caller', () => {
    const talking = run(signedIn, choose(ready), offered, answered, calls('talking', 7, { missed: 'REJECTED' }));
    expect(talking).not.toHaveProperty('queued');
  });

  it('goes on where it stood before, unless something was chosen or happened since', () => {
    const standing = { kind: 'BREAK', reason: 'meal', since: -500 } as const;
    expect(run(signedIn, { type: 'resumed', standing })).toEqual(standing);
    expect(run({ type: 'resumed', standing })).toEqual({ kind: 'OFFLINE', since: 0 });
    expect(run(signedIn, choose(ready), { type: 'resumed', standing })).toMatchObject(ready);
    expect(run(signedIn, offered, { type: 'resumed', standing })).toMatchObject({ kind: 'RINGING' });
  });

  it('queues a state chosen during a call, and lets it be cancelled', () => {
    const queued = run(signedIn, choose(ready), offered, answered, choose(meal));
    expect(queued).toMatchObject({ kind: 'TALKING', queued: meal });
    expect(run(signedIn, choose(ready), offered, answered, choose(meal), ended)).toMatchObject({
      kind: 'ACW',
      queued: meal,
    });
    expect(run(signedIn, choose(ready), offered, answered, choose(meal), ended, wrapped)).toEqual({
      ...meal,
      since: 6,
    });
    const cancelled = run(signedIn, choose(ready), offered, answered, choose(meal), { type: 'queuedCancelled' });
    expect(cancelled).not.toHaveProperty('queued');
    expect([ended, wrapped].reduce(transitionAgent, cancelled)).toEqual({ kind: 'READY', since: 6 });
  });

  it('is set not ready when a call was refused or rang out, unless it chose otherwise', () => {
    const missed = (reason: 'REJECTED' | 'RINGING_TIMEOUT') => calls('none', 5, { missed: reason });
    for (const reason of ['REJECTED', 'RINGING_TIMEOUT'] as const) {
      expect(run(signedIn, choose(ready), offered, missed(reason))).toEqual({ kind: 'NOT_READY', reason, since: 5 });
    }
    expect(run(signedIn, choose(ready), offered, calls('none', 5))).toEqual({ kind: 'READY', since: 5 });
    expect(run(signedIn, choose(ready), offered, choose(meal), missed('REJECTED'))).toEqual({ ...meal, since: 5 });
  });

  it('does not leave wrap-up for a second call before the first record is closed', () => {
    const open = { hasOpenRecord: true };
    const again = run(signedIn, choose(ready), offered, answered, ended, calls('ringing', 7, open));
    expect(again).toMatchObject({ kind: 'RINGING', since: 7 });
    const gaveUp = transitionAgent(again, calls('none', 8, open));
    expect(gaveUp).toMatchObject({ kind: 'ACW', since: 8 });
    expect(transitionAgent(gaveUp, calls('none', 9))).toEqual({ kind: 'READY', since: 9 });
  });

  it('is forced by the leader without breaking a call', () => {
    expect(run(signedIn, choose(ready), { type: 'forced', at: 9 })).toEqual({
      kind: 'NOT_READY',
      reason: 'FORCED',
      since: 9,
    });
    const talking = run(signedIn, choose(ready), offered, answered, { type: 'forced', at: 9 });
    expect(talking.kind).toBe('TALKING');
    const after = [{ type: 'queuedCancelled' } as const, ended, wrapped].reduce(transitionAgent, talking);
    expect(after).toEqual({ kind: 'NOT_READY', reason: 'FORCED', since: 6 });
  });

  it('can sign off by choice after the call, or at once', () => {
    expect(run(signedIn, offered, answered, choose({ kind: 'OFFLINE' }), ended, wrapped)).toEqual({
      kind: 'OFFLINE',
      since: 6,
    });
    expect(run(signedIn, offered, answered, { type: 'signedOut', at: 7 })).toEqual({ kind: 'OFFLINE', since: 7 });
  });

  it('stays sane whatever happens', () => {
    const at = fc.integer({ min: 0, max: 1000 });
    const next = fc.constantFrom<ChosenState>(ready, { kind: 'NOT_READY' }, meal, { kind: 'OFFLINE' });
    const anyEvent: fc.Arbitrary<AgentEvent> = fc.oneof(
      fc.record({ type: fc.constantFrom('signedIn' as const, 'signedOut' as const, 'forced' as const), at }),
      fc.record({ type: fc.constant('chosen' as const), next, at }),
      fc.constant<AgentEvent>({ type: 'queuedCancelled' }),
      fc.record({
        type: fc.constant('callsChanged' as const),
        phase: fc.constantFrom('none' as const, 'ringing' as const, 'dialing' as const, 'talking' as const),
        hasOpenRecord: fc.boolean(),
        missed: fc.constantFrom(undefined, 'REJECTED' as const, 'RINGING_TIMEOUT' as const),
        at,
      }),
    );
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 50, size: 'max' }), (events) => {
        let state = offlineAgent(0);
        for (const event of events) {
          state = transitionAgent(state, event);
          if (!isBusy(state)) expect(Object.keys(state).sort().join()).toMatch(/^kind,(reason,)?since$/);
          // Whatever went before: without calls and open records nobody is busy.
          const free = transitionAgent(state, { type: 'callsChanged', phase: 'none', hasOpenRecord: false, at: 0 });
          expect(isBusy(free)).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });
});
