import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beforeScript,
  lastLine,
  transitionScript,
  type ScriptEffect,
  type ScriptEvent,
  type ScriptState,
} from '../../../../src/renderer/telephony/practice/practice-script.ts';

function run(
  lineCount: number,
  ...events: ScriptEvent['type'][]
): { state: ScriptState; last: readonly ScriptEffect[] } {
  let state = beforeScript;
  let last: readonly ScriptEffect[] = [];
  for (const type of events) ({ state, effects: last } = transitionScript(state, { type }, lineCount));
  return { state, last };
}

describe('a practice caller', () => {
  it('says its lines one after the other, then waits for the agent', () => {
    expect(run(2, 'answered').last).toEqual([{ type: 'pause', beforeLine: 0 }]);
    expect(run(2, 'answered', 'pauseOver').last).toEqual([{ type: 'say', line: 0 }]);
    expect(run(2, 'answered', 'pauseOver', 'lineOver').last).toEqual([{ type: 'pause', beforeLine: 1 }]);
    const all = run(2, 'answered', 'pauseOver', 'lineOver', 'pauseOver', 'lineOver');
    expect(all.state.kind).toBe('waiting');
    expect(all.last).toEqual([]);
  });

  it('falls silent on hold and says the line again after it', () => {
    const held = run(2, 'answered', 'pauseOver', 'held');
    expect(held.last).toEqual([{ type: 'hush' }]);
    expect(run(2, 'answered', 'pauseOver', 'held', 'lineOver').state).toEqual(held.state);
    expect(run(2, 'answered', 'pauseOver', 'held', 'resumed').last).toEqual([{ type: 'say', line: 0 }]);
    expect(run(2, 'answered', 'held', 'resumed').last).toEqual([{ type: 'pause', beforeLine: 0 }]);
  });

  it('repeats the last line and goes on after it', () => {
    expect(run(3, 'answered', 'repeatAsked').last).toEqual([]);
    expect(run(3, 'answered', 'pauseOver', 'lineOver', 'repeatAsked').last).toEqual([
      { type: 'hush' },
      { type: 'say', line: 0 },
    ]);
    expect(run(1, 'answered', 'pauseOver', 'lineOver', 'repeatAsked').last).toEqual([
      { type: 'hush' },
      { type: 'say', line: 0 },
    ]);
    expect(run(3, 'answered', 'pauseOver', 'lineOver', 'repeatAsked', 'lineOver').last).toEqual([
      { type: 'pause', beforeLine: 1 },
    ]);
  });

  it('hangs up after the farewell and says nothing more', () => {
    const leaving = run(3, 'answered', 'pauseOver', 'farewellHeard');
    expect(leaving.last).toEqual([{ type: 'hush' }, { type: 'leave' }]);
    expect(run(3, 'answered', 'farewellHeard', 'pauseOver', 'resumed', 'repeatAsked').last).toEqual([]);
  });

  it('never speaks while held, nor a line it does not have', () => {
    const anyEvent = fc.constantFrom<ScriptEvent['type']>(
      'pauseOver',
      'lineOver',
      'held',
      'resumed',
      'repeatAsked',
      'farewellHeard',
    );
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (events, lineCount) => {
        let state = beforeScript;
        for (const type of events) {
          const next = transitionScript(state, { type }, lineCount);
          state = next.state;
          for (const effect of next.effects) {
            if (effect.type !== 'say') continue;
            expect(state).toMatchObject({ kind: 'saying', isHeld: false });
            expect(effect.line).toBeLessThan(lineCount);
            expect(effect.line).toBeGreaterThanOrEqual(0);
          }
          expect(lastLine(state, lineCount)).toBeLessThan(lineCount);
        }
      }),
    );
  });
});
