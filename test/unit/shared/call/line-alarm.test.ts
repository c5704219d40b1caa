import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lineAlarmDelayMs,
  transitionLineAlarm,
  type LineAlarm,
  type LineAlarmEffect,
  type LineAlarmEvent,
} from '../../../../src/shared/call/line-alarm.ts';

function run(...events: LineAlarmEvent[]): { state: LineAlarm; effects: LineAlarmEffect[] } {
  let state: LineAlarm = { kind: 'quiet' };
  const effects: LineAlarmEffect[] = [];
  for (const event of events) {
    const next = transitionLineAlarm(state, event);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects };
}
const line = (value: 'good' | 'bad' | 'refused'): LineAlarmEvent => ({ type: 'lineChanged', line: value, at: 1 });
const fired: LineAlarmEvent = { type: 'timerFired', at: 9 };

describe('the alarm about the line', () => {
  it('says nothing of a line that is back at once', () => {
    expect(run(line('bad'), line('bad'), line('good'))).toEqual({
      state: { kind: 'quiet' },
      effects: [{ type: 'wait', ms: lineAlarmDelayMs }, { type: 'cancelWait' }],
    });
  });

  it('is raised, with one sound, well within five seconds, and quiet when the line is back', () => {
    const { state, effects } = run(line('bad'), fired, line('bad'), line('refused'));
    expect(state).toEqual({ kind: 'raised', since: 9 });
    expect(effects.filter(({ type }) => type === 'sound')).toHaveLength(1);
    expect(lineAlarmDelayMs).toBeLessThan(4_000);
    expect(run(line('bad'), fired, line('good')).state.kind).toBe('quiet');
  });

  it('does not wait where nothing is to be waited for', () => {
    expect(run(line('refused')).state.kind).toBe('raised');
    expect(run(line('bad'), line('refused')).effects.at(-2)).toEqual({ type: 'cancelWait' });
  });

  it('waits exactly while it is doubtful, and sounds once for each time it is raised', () => {
    const anyEvent = fc.constantFrom(line('good'), line('bad'), line('refused'), fired);
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let state: LineAlarm = { kind: 'quiet' };
        let isWaiting = false;
        for (const event of events) {
          if (event.type === 'timerFired') isWaiting = false;
          const next = transitionLineAlarm(state, event);
          for (const { type } of next.effects) if (type !== 'sound') isWaiting = type === 'wait';
          const isNew = next.state.kind === 'raised' && state.kind !== 'raised';
          expect(next.effects.some(({ type }) => type === 'sound')).toBe(isNew);
          expect(isWaiting).toBe(next.state.kind === 'doubtful');
          state = next.state;
        }
      }),
    );
  });
});
