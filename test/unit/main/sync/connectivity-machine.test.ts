import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  transition,
  type Connectivity,
  type ConnectivityEffect,
  type ConnectivityEvent,
} from '../../../../src/main/sync/connectivity-machine.ts';

const idle: Connectivity = { kind: 'idle' };

function play(events: readonly ConnectivityEvent[]): { state: Connectivity; effects: ConnectivityEffect['type'][] } {
  let state = idle;
  const effects: ConnectivityEffect['type'][] = [];
  for (const event of events) {
    const step = transition(state, event);
    state = step.state;
    effects.push(...step.effects.map((effect) => effect.type));
  }
  return { state, effects };
}

describe('connectivity', () => {
  test('probes at the start and connects when the server answers', () => {
    expect(play([{ type: 'started' }, { type: 'reached' }])).toEqual({
      state: { kind: 'online', attempt: 0 },
      effects: ['probe', 'connect'],
    });
  });

  test('waits longer after each probe without an answer', () => {
    const miss: ConnectivityEvent = { type: 'unreachable', at: 1000, random: 1 };
    const first = play([{ type: 'started' }, miss]);
    expect(first.state).toEqual({ kind: 'waiting', attempt: 1, nextTryAt: 2000 });
    const second = play([{ type: 'started' }, miss, { type: 'due' }, miss]);
    expect(second.state).toEqual({ kind: 'waiting', attempt: 2, nextTryAt: 3000 });
  });

  test('a reason to hope cuts the wait short', () => {
    const { state, effects } = play([
      { type: 'started' },
      { type: 'unreachable', at: 0, random: 0 },
      { type: 'nudged' },
    ]);
    expect(state).toEqual({ kind: 'probing', attempt: 0 });
    expect(effects).toEqual(['probe', 'wait', 'cancelWait', 'probe']);
  });

  test('a lost channel asks at once, a broken exchange waits first', () => {
    const online: ConnectivityEvent[] = [{ type: 'started' }, { type: 'reached' }];
    expect(play([...online, { type: 'suspected' }]).effects).toEqual(['probe', 'connect', 'disconnect', 'probe']);
    expect(play([...online, { type: 'failed', at: 0, random: 0 }]).effects).toEqual([
      'probe',
      'connect',
      'disconnect',
      'wait',
    ]);
  });

  test('a server that answers the probe and nothing else is asked less and less often', () => {
    const failing: ConnectivityEvent[] = [{ type: 'reached' }, { type: 'failed', at: 0, random: 1 }, { type: 'due' }];
    const { state } = play([{ type: 'started' }, ...failing, ...failing, ...failing]);
    expect(state).toEqual({ kind: 'probing', attempt: 3 });
    const exchanged = play([{ type: 'started' }, ...failing, { type: 'reached' }, { type: 'exchanged' }]);
    expect(exchanged.state).toEqual({ kind: 'online', attempt: 0 });
  });

  test('a refusal is told once and ends the tries until the next sign-in', () => {
    const { state, effects } = play([{ type: 'started' }, { type: 'refused' }, { type: 'nudged' }, { type: 'due' }]);
    expect(state).toEqual({ kind: 'refused' });
    expect(effects).toEqual(['probe', 'reportRefusal']);
  });

  test('whatever happens: connected exactly while online, waiting exactly while waiting, and quiet once stopped', () => {
    const at = { at: 0, random: 0.5 };
    const event = fc.constantFrom<ConnectivityEvent>(
      ...[{ type: 'started' }, { type: 'reached' }, { type: 'exchanged' }, { type: 'suspected' }, { type: 'due' }].map(
        (known) => known as ConnectivityEvent,
      ),
      { type: 'unreachable', ...at },
      { type: 'failed', ...at },
      { type: 'nudged' },
      { type: 'refused' },
      { type: 'stopped' },
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let state: Connectivity = { kind: 'idle' };
        let isConnected = false;
        let isWaiting = false;
        for (const next of events) {
          const step = transition(state, next);
          for (const { type } of step.effects) {
            if (type === 'connect') isConnected = true;
            if (type === 'disconnect') isConnected = false;
            if (type === 'wait') isWaiting = true;
            if (type === 'cancelWait') isWaiting = false;
          }
          if (next.type === 'due') isWaiting = false;
          state = step.state;
          expect(isConnected).toBe(state.kind === 'online');
          expect(isWaiting).toBe(state.kind === 'waiting');
        }
      }),
    );
  });
});
