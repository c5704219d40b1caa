import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  linkWatchTimes,
  transitionLinkWatch,
  watchLink,
  type LinkWatch,
  type LinkWatchEffect,
  type LinkWatchEvent,
} from '../../../../src/shared/call/link-watch.ts';

const { idleMs, patienceMs, checkMs, graceMs } = linkWatchTimes;

function after(...events: LinkWatchEvent[]): { state: LinkWatch; effects: readonly LinkWatchEffect[] } {
  let next = watchLink(0);
  for (const event of events) next = transitionLinkWatch(next.state, event);
  return next;
}
const fired = (at: number): LinkWatchEvent => ({ type: 'timerFired', at });
const heard = (at: number): LinkWatchEvent => ({ type: 'heard', at });

describe('watching a connection', () => {
  it('asks after a while of silence, and believes any answer', () => {
    expect(after(fired(idleMs)).effects).toEqual([{ type: 'ask' }, { type: 'wait', ms: patienceMs }]);
    expect(after(fired(idleMs), heard(idleMs + 10)).state).toEqual({ kind: 'listening', heardAt: idleMs + 10 });
  });

  it('leaves a busy connection alone', () => {
    expect(after(heard(2_000), fired(idleMs)).effects).toEqual([{ type: 'wait', ms: 2_000 }]);
  });

  it('gives a silent one up well within ten seconds', () => {
    const { state, effects } = after(fired(idleMs), fired(idleMs + patienceMs));
    expect(state.kind).toBe('gone');
    expect(effects).toEqual([{ type: 'giveUp' }]);
    expect(idleMs + patienceMs + graceMs).toBeLessThan(10_000);
  });

  it('gives a page that was too busy to listen one more second, once', () => {
    const late = idleMs + patienceMs + 1_500;
    expect(after(fired(idleMs), fired(late)).effects).toEqual([{ type: 'wait', ms: graceMs }]);
    expect(after(fired(idleMs), fired(late), heard(late + 1)).state.kind).toBe('listening');
    expect(after(fired(idleMs), fired(late), fired(late + 5_000)).state.kind).toBe('gone');
  });

  it('wants an answer soon when there is doubt, also when it is asking already', () => {
    const check: LinkWatchEvent = { type: 'checkAsked', at: 100 };
    expect(after(check).effects).toEqual([{ type: 'ask' }, { type: 'wait', ms: checkMs }]);
    expect(after(fired(idleMs), { type: 'checkAsked', at: idleMs + 1 }).effects).toEqual([
      { type: 'wait', ms: checkMs },
    ]);
  });

  it('never waits without an end, whatever the clock does, and ends only unheard', () => {
    const at = fc.integer({ min: -100_000, max: 100_000 });
    const anyEvent = fc.record({ type: fc.constantFrom('heard', 'timerFired', 'checkAsked'), at });
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let { state } = watchLink(0);
        for (const event of events as LinkWatchEvent[]) {
          const next = transitionLinkWatch(state, event);
          const waits = next.effects.flatMap((effect) => (effect.type === 'wait' ? [effect.ms] : []));
          for (const ms of waits) expect(ms >= 0 && ms <= patienceMs).toBe(true);
          // Whoever's timer fired has a new one, or is done.
          if (event.type === 'timerFired' && state.kind !== 'gone') expect(next.effects).not.toEqual([]);
          if (next.state.kind === 'gone' && state.kind !== 'gone') expect(state.kind).toBe('asking');
          if (event.type === 'heard' && state.kind !== 'gone') expect(next.state.kind).toBe('listening');
          state = next.state;
        }
      }),
    );
  });
});
