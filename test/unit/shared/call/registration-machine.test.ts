import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  registrationBackoff,
  transitionRegistration,
  type RegistrationEffect,
  type RegistrationEvent,
  type RegistrationMachineState,
} from '../../../../src/shared/call/registration-machine.ts';

function run(...events: RegistrationEvent[]) {
  return runOn(1, events);
}

function runOn(
  serverCount: number,
  events: readonly RegistrationEvent[],
): {
  state: RegistrationMachineState;
  effects: readonly RegistrationEffect[];
} {
  let state: RegistrationMachineState = { kind: 'off' };
  let effects: readonly RegistrationEffect[] = [];
  for (const event of events) ({ state, effects } = transitionRegistration(state, event, serverCount));
  return { state, effects };
}
const connect: RegistrationEffect = { type: 'connect', server: 0 };
const up: RegistrationEvent[] = [{ type: 'started' }, { type: 'connected' }, { type: 'accepted', at: 10 }];
const dropped: RegistrationEvent = { type: 'dropped', isSilent: false, at: 100, random: 0 };
const nobody: RegistrationEvent = { type: 'dropped', isSilent: false, isRefused: true, at: 0, random: 0.999 };
const refused: RegistrationEvent = { type: 'connectFailed', at: 0, random: 0.999 };

describe('registration', () => {
  it('connects, then registers, then is registered', () => {
    expect(run({ type: 'started' }).effects).toEqual([connect]);
    expect(run({ type: 'started' }, { type: 'connected' }).effects).toEqual([{ type: 'register' }]);
    expect(run(...up).state).toEqual({ kind: 'registered', since: 10, server: 0 });
  });

  it('comes back after a drop, registering anew', () => {
    const { state, effects } = run(...up, dropped);
    expect(state).toMatchObject({ kind: 'waiting', attempt: 1, nextTryAt: 350 });
    expect(effects).toEqual([{ type: 'disconnect' }, { type: 'wait', ms: 250 }]);
    expect(run(...up, dropped, { type: 'timerFired' }).effects).toEqual([connect]);
    expect(run(...up, dropped, { type: 'timerFired' }, { type: 'connected' }).effects).toEqual([{ type: 'register' }]);
  });

  it('is quick for the first rounds, waits longer after them, and never longer than the limit', () => {
    const { quick, quickRounds, slow } = registrationBackoff;
    const pauses = pausesOf(1, 40);
    expect(Math.max(...pauses.slice(0, quickRounds))).toBeLessThanOrEqual(quick.maxMs);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauses.at(-1)).toBeGreaterThan(slow.maxMs * 0.9);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(slow.maxMs);
  });

  it('knocks without longer pauses where nobody listens, and is quick again with whoever then refuses', () => {
    const knocks = pausesOf(1, 400, nobody);
    expect(Math.max(...knocks)).toBeLessThanOrEqual(registrationBackoff.knock.maxMs);
    expect(Math.min(...knocks)).toBeGreaterThan(registrationBackoff.knock.maxMs / 2);
    const { nextServer, knock } = registrationBackoff;
    const [within, after] = [nextServer.maxMs, knock.maxMs];
    expect(pausesOf(2, 4, nobody)).toEqual([within, after, within, after]);
    const knocked: RegistrationEvent[] = [nobody, { type: 'timerFired' }];
    const many = Array.from({ length: 100 }, () => knocked).flat();
    expect(run({ type: 'started' }, ...many, refused).state).toMatchObject({ kind: 'waiting', nextTryAt: 500 });
  });

  /** Of so many failures in a row. */
  function pausesOf(serverCount: number, failures: number, failure: RegistrationEvent = refused): number[] {
    let { state } = runOn(serverCount, [{ type: 'started' }]);
    const pauses: number[] = [];
    for (let i = 0; i < failures; i += 1) {
      const failed = transitionRegistration(state, failure, serverCount);
      for (const effect of failed.effects) if (effect.type === 'wait') pauses.push(effect.ms);
      ({ state } = transitionRegistration(failed.state, { type: 'timerFired' }, serverCount));
    }
    return pauses;
  }

  it('tries the servers in order and pauses only after all of them', () => {
    const tries: RegistrationEvent[] = [{ type: 'started' }];
    const servers: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const { state } = runOn(3, tries);
      if (state.kind === 'connecting') servers.push(state.server);
      tries.push(refused, { type: 'timerFired' });
    }
    expect(servers).toEqual([0, 1, 2, 0, 1]);
    const pauses = pausesOf(3, 6);
    for (const ms of [0, 1, 3, 4].map((at) => pauses[at])) expect(ms).toBeLessThanOrEqual(200);
    expect(pauses[2]).toBeGreaterThan(400);
  });

  it('comes back to a server that hung up, and leaves one that fell silent', () => {
    expect(runOn(2, [...up, dropped]).state).toMatchObject({ kind: 'waiting', server: 0 });
    expect(runOn(2, [...up, { ...dropped, isSilent: true }]).state).toMatchObject({ kind: 'waiting', server: 1 });
  });

  it('goes home when the first server is back, and signs off where it was', () => {
    const onSecond: RegistrationEvent[] = [{ type: 'started' }, refused, { type: 'timerFired' }, ...up.slice(1)];
    expect(runOn(2, onSecond).state).toMatchObject({ kind: 'registered', server: 1 });
    const { state, effects } = runOn(2, [...onSecond, { type: 'preferredFound' }]);
    expect(state).toMatchObject({ kind: 'connecting', server: 0, wasAccepted: true });
    expect(effects).toEqual([{ type: 'signOff' }, connect]);
    expect(runOn(2, [...up, { type: 'preferredFound' }]).effects).toEqual([]);
  });

  it('does not wait when something changed, and asks a good connection whether it still is one', () => {
    expect(run(...up, dropped, { type: 'nudged' }).effects).toEqual([{ type: 'cancelWait' }, connect]);
    expect(run(...up, { type: 'nudged' }).effects).toEqual([{ type: 'check' }]);
    expect(run({ type: 'started' }, { type: 'nudged' }).effects).toEqual([{ type: 'disconnect' }, connect]);
  });

  it('believes nothing after a sleep', () => {
    expect(run(...up, { type: 'slept' }).effects).toEqual([{ type: 'disconnect' }, connect]);
    expect(run(...up, dropped, { type: 'slept' }).effects).toEqual([{ type: 'cancelWait' }, connect]);
    expect(run({ type: 'slept' }).effects).toEqual([]);
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
      expect(transitionRegistration(state, { type: 'started' }).effects).toEqual([connect]);
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
        { type: 'nudged' },
        { type: 'slept' },
        { type: 'preferredFound' },
      ),
      fc.record({ type: fc.constant('accepted' as const), at }),
      fc.record({ type: fc.constant('connectFailed' as const), at, random }),
      fc.record({ type: fc.constant('dropped' as const), isSilent: fc.boolean(), at, random }),
      fc.record({ type: fc.constant('rejected' as const), status: fc.constantFrom(401, 403, 408, 503), at, random }),
    );
    fc.assert(
      fc.property(
        fc.array(anyEvent, { maxLength: 50, size: 'max' }),
        fc.integer({ min: 1, max: 4 }),
        (events, serverCount) => {
          let state: RegistrationMachineState = { kind: 'off' };
          let isWaiting = false;
          for (const event of events) {
            if (event.type === 'timerFired') isWaiting = false;
            const next = transitionRegistration(state, event, serverCount);
            if ('server' in next.state) expect(next.state.server).toBeLessThan(serverCount);
            if (event.type === 'timerFired' && state.kind === 'waiting') expect(next.state.kind).toBe('connecting');
            state = next.state;
            for (const effect of next.effects) {
              if (effect.type === 'wait') isWaiting = true;
              if (effect.type === 'cancelWait') isWaiting = false;
            }
            expect(isWaiting).toBe(state.kind === 'waiting');
          }
        },
      ),
    );
  });
});
