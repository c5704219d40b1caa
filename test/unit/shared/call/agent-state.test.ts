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
import { endReasons } from '../../../../src/shared/domain/call.ts';

function run(...events: AgentEvent[]): AgentState {
  return events.reduce(transitionAgent, offlineAgent(0));
}
const signedIn: AgentEvent = { type: 'signedIn', at: 1 };
const choose = (next: ChosenState, at = 2): AgentEvent => ({ type: 'chosen', next, at });
const offered: AgentEvent = { type: 'callOffered', at: 3 };
const answered: AgentEvent = { type: 'callAnswered', at: 4 };
const ended: AgentEvent = { type: 'callEnded', reason: 'callerHungUp', wasAnswered: true, at: 5 };
const wrapped: AgentEvent = { type: 'wrapUpFinished', at: 6 };
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
    expect(run(signedIn, choose(ready), offered, answered, ended)).toMatchObject({
      kind: 'ACW',
      since: 5,
      openRecords: 1,
    });
    expect(run(signedIn, choose(ready), offered, answered, ended, wrapped)).toEqual({ kind: 'READY', since: 6 });
    expect(run(signedIn, offered, answered, ended, wrapped)).toEqual({ kind: 'WARM_UP', since: 6 });
    expect(run(signedIn, choose(meal), offered, answered, ended, wrapped)).toEqual({ ...meal, since: 6 });
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
    const unanswered = (reason: 'rejected' | 'ringingTimeout' | 'callerGaveUp'): AgentEvent => ({
      type: 'callEnded',
      reason,
      wasAnswered: false,
      at: 5,
    });
    expect(run(signedIn, choose(ready), offered, unanswered('rejected'))).toEqual({
      kind: 'NOT_READY',
      reason: 'REJECTED',
      since: 5,
    });
    expect(run(signedIn, choose(ready), offered, unanswered('ringingTimeout'))).toEqual({
      kind: 'NOT_READY',
      reason: 'RINGING_TIMEOUT',
      since: 5,
    });
    expect(run(signedIn, choose(ready), offered, unanswered('callerGaveUp'))).toEqual({ kind: 'READY', since: 5 });
    expect(run(signedIn, choose(ready), offered, choose(meal), unanswered('rejected'))).toEqual({ ...meal, since: 5 });
  });

  it('does not leave wrap-up for a second call before the first record is closed', () => {
    const again = run(signedIn, choose(ready), offered, answered, ended, { type: 'callOffered', at: 7 });
    expect(again).toMatchObject({ kind: 'RINGING', openRecords: 1 });
    const gaveUp = transitionAgent(again, { type: 'callEnded', reason: 'callerGaveUp', wasAnswered: false, at: 8 });
    expect(gaveUp).toMatchObject({ kind: 'ACW', openRecords: 1 });
    expect(transitionAgent(gaveUp, wrapped)).toEqual({ kind: 'READY', since: 6 });
    const both = [
      { ...answered, at: 8 },
      { ...ended, at: 9 },
    ].reduce(transitionAgent, again);
    expect(both).toMatchObject({ kind: 'ACW', openRecords: 2 });
    expect(transitionAgent(both, wrapped)).toMatchObject({ kind: 'ACW', openRecords: 1 });
    const early = [{ ...answered, at: 8 }, wrapped, { ...ended, at: 9 }].reduce(transitionAgent, again);
    expect(early).toMatchObject({ kind: 'ACW', openRecords: 1 });
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
      fc.record({
        type: fc.constantFrom(
          'signedIn' as const,
          'signedOut' as const,
          'forced' as const,
          'callOffered' as const,
          'callAnswered' as const,
          'wrapUpFinished' as const,
        ),
        at,
      }),
      fc.record({ type: fc.constant('chosen' as const), next, at }),
      fc.constant<AgentEvent>({ type: 'queuedCancelled' }),
      fc.record({
        type: fc.constant('callEnded' as const),
        reason: fc.constantFrom(...endReasons),
        wasAnswered: fc.boolean(),
        at,
      }),
    );
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 50 }), (events) => {
        for (let i = 0; i <= events.length; i += 1) {
          const state = run(...events.slice(0, i));
          if (isBusy(state)) expect(state.openRecords).toBeGreaterThanOrEqual(state.kind === 'ACW' ? 1 : 0);
          else expect(Object.keys(state).sort().join()).toMatch(/^kind,(reason,)?since$/);
        }
      }),
      { numRuns: 500 },
    );
  });
});
