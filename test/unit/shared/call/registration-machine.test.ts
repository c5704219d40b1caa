import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  registrationBackoff,
  transitionRegistration,
  type RegistrationEffect,
  type RegistrationEvent,
  type RegistrationMachineState,
} from '../../../../src/shared/call/registration-machine.ts';

function run(...events: RegistrationEvent[]): {
  state: RegistrationMachineState;
  effects: readonly RegistrationEffect[];
} {
  let state: RegistrationMachineState = { kind: 'off' };
  let effects: readonly RegistrationEffect[] = [];
  for (const event of events) ({ state, effects } = transitionRegistration(state, event));
  return { state, effects };
}
const up: RegistrationEvent[] = [{ type: 'started' }, { type: 'connected' }, { type: 'accepted', at: 10 }];
const dropped: RegistrationEvent = { type: 'dropped', at: 100, random: 0 };

describe('registration', () => {
  it('connects, then registers, then is registered', () => {
    expect(run({ type: 'started' }).effects).toEqual([{ type: 'connect' }]);
    expect(run({ type: 'started' }, { type: 'connected' }).effects).toEqual([{ type: 'register' }]);
    expect(run(...up).state).toEqual({ kind: 'registered', since: 10 });
  });

  it('comes back after a drop, registering anew', () => {
    const { state, effects } = run(...up, dropped);
    expect(state).toMatchObject({ kind: 'waiting', attempt: 1, nextTryAt: 350 });
    expect(effects).toEqual([{ type: 'disconnect' }, { type: 'wait', ms: 250 }]);
    expect(run(...up, dropped, { type: 'timerFired' }).effects).toEqual([{ type: 'connect' }]);
    expect(run(...up, dropped, { type: 'timerFired' }, { type: 'connected' }).effects).toEqual([{ type: 'register' }]);
  });

  it('waits longer after each failure, and never longer than the limit', () => {
    let state: RegistrationMachineState = { kind: 'off' };
    ({ state } = transitionRegistration(state, { type: 'started' }));
    const pauses: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      const failed = transitionRegistration(state, { type: 'connectFailed', at: 0, random: 0.999 });
      for (const effect of failed.effects) if (effect.type === 'wait') pauses.push(effect.ms);
      ({ state } = transitionRegistration(failed.state, { type: 'timerFired' }));
    }
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(registrationBackoff.maxMs);
  });

  it('stops at a user whom the exchange does not know, and tells it from a wrong password', () => {
    const rejected: RegistrationEvent = { type: 'rejected', status: 404, at: 0, random: 0 };
    const { state } = run({ type: 'started' }, { type: 'connected' }, rejected);
    expect(state).toEqual({ kind: 'refused', error: { code: 'phone.unknownUser', retry: 'user' } });
    expect(run(...up, rejected).state.kind).toBe('waiting');
  });

  it('stops at a wrong password and says so, until started again', () => {
    for (const status of [401, 403, 407]) {
      const { state, effects } = run(
        { type: 'started' },
        { type: 'connected' },
        { type: 'rejected', status, at: 0, random: 0 },
      );
      expect(state).toEqual({ kind: 'refused', error: { code: 'phone.wrongPassword', retry: 'user' } });
      expect(effects).toEqual([{ type: 'disconnect' }]);
      expect(transitionRegistration(state, { type: 'started' }).effects).toEqual([{ type: 'connect' }]);
    }
  });

  it('does not blame the password that was accepted before', () => {
    const { state } = run(
      ...up,
      dropped,
      { type: 'timerFired' },
      { type: 'connected' },
      { type: 'rejected', status: 403, at: 5, random: 0 },
    );
    expect(state).toMatchObject({ kind: 'waiting', error: { code: 'phone.notRegistered' } });
  });

  it('tries again when the exchange is out of order or does not answer', () => {
    for (const status of [408, 500, 503]) {
      const { state, effects } = run(
        { type: 'started' },
        { type: 'connected' },
        { type: 'rejected', status, at: 0, random: 0 },
      );
      expect(state.kind).toBe('waiting');
      expect(effects[0]).toEqual({ type: 'disconnect' });
    }
  });

  it('signs off only where it is registered', () => {
    expect(run(...up, { type: 'stopped' }).effects).toEqual([{ type: 'signOff' }]);
    expect(run(...up, dropped, { type: 'stopped' }).effects).toEqual([{ type: 'cancelWait' }]);
    expect(run({ type: 'started' }, { type: 'stopped' }).effects).toEqual([{ type: 'disconnect' }]);
    expect(run({ type: 'stopped' }).effects).toEqual([]);
  });

  it('waits exactly while it is waiting, whatever happens', () => {
    const at = fc.integer({ min: 0, max: 1000 });
    const random = fc.double({ min: 0, max: 0.999, noNaN: true });
    const anyEvent: fc.Arbitrary<RegistrationEvent> = fc.oneof(
      fc.constantFrom<RegistrationEvent>(
        { type: 'started' },
        { type: 'stopped' },
        { type: 'connected' },
        { type: 'timerFired' },
      ),
      fc.record({ type: fc.constant('accepted' as const), at }),
      fc.record({ type: fc.constantFrom('connectFailed' as const, 'dropped' as const), at, random }),
      fc.record({ type: fc.constant('rejected' as const), status: fc.constantFrom(401, 403, 408, 503), at, random }),
    );
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 50 }), (events) => {
        let state: RegistrationMachineState = { kind: 'off' };
        let isWaiting = false;
        for (const event of events) {
          if (event.type === 'timerFired') isWaiting = false;
          const next = transitionRegistration(state, event);
          if (event.type === 'timerFired' && state.kind === 'waiting') expect(next.state.kind).toBe('connecting');
          state = next.state;
          for (const effect of next.effects) {
            if (effect.type === 'wait') isWaiting = true;
            if (effect.type === 'cancelWait') isWaiting = false;
          }
          expect(isWaiting).toBe(state.kind === 'waiting');
        }
      }),
    );
  });
});
