import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  startWrapUp,
  transitionWrapUp,
  wrapUpLeftMs,
  wrapUpRuleSchema,
  type WrapUpClock,
  type WrapUpEvent,
  type WrapUpRule,
} from '../../../../src/shared/call/wrap-up-clock.ts';

const extendable: WrapUpRule = { mode: 'extendable', seconds: 30, extendSeconds: 20 };
const begin = 1_790_000_000_000;

const ruleArb: fc.Arbitrary<WrapUpRule> = fc.record({
  mode: fc.constantFrom('none', 'timed', 'extendable', 'untilDone'),
  seconds: fc.integer({ min: 5, max: 90 }),
  extendSeconds: fc.integer({ min: 5, max: 60 }),
});
const stepArb = fc.record({
  type: fc.constantFrom<WrapUpEvent['type']>('extendPressed', 'paused', 'resumed', 'ticked'),
  afterMs: fc.integer({ min: 0, max: 20_000 }),
});

function run(rule: WrapUpRule, steps: readonly WrapUpEvent[]): WrapUpClock {
  return steps.reduce((state, event) => transitionWrapUp(rule, state, event), startWrapUp(rule, begin));
}

describe('the clock of a wrap-up', () => {
  it('gives exactly the time that the rule and the extensions give, not counting other calls', () => {
    fc.assert(
      fc.property(ruleArb, fc.array(stepArb, { maxLength: 30 }), (rule, steps) => {
        let state = startWrapUp(rule, begin);
        let at = begin;
        let worked = 0;
        let isPaused = false;
        let given = rule.seconds * 1000;
        for (const { type, afterMs } of steps) {
          at += afterMs;
          if (!isPaused) worked += afterMs;
          const before = state;
          state = transitionWrapUp(rule, state, { type, at });
          if (before.kind === 'over' || before.kind === 'untimed') {
            expect(state).toEqual(before);
            continue;
          }
          if (type === 'paused') isPaused = true;
          if (type === 'resumed') isPaused = false;
          if (type === 'extendPressed' && rule.mode === 'extendable') {
            // What was over already without anybody having looked starts from nothing.
            worked = Math.min(worked, given);
            given += rule.extendSeconds * 1000;
          }
          if (type === 'paused' || type === 'resumed') worked = Math.min(worked, given);
          expect(wrapUpLeftMs(state, at)).toBe(Math.max(0, given - worked));
          expect(state.kind === 'over').toBe(type === 'ticked' && !isPaused && worked >= given);
        }
      }),
    );
  });

  it('never gains time from a clock that is put back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(stepArb, fc.integer({ min: -60_000, max: 60_000 })), { maxLength: 30 }),
        (steps) => {
          const rule: WrapUpRule = { ...extendable, mode: 'timed' };
          let state = startWrapUp(rule, begin);
          let at = begin;
          let lowest = Infinity;
          for (const [{ type }, by] of steps) {
            at += by;
            state = transitionWrapUp(rule, state, { type, at });
            lowest = Math.min(lowest, 'leftMs' in state ? state.leftMs : Infinity);
            if ('leftMs' in state) expect(state.leftMs).toBeLessThanOrEqual(Math.min(rule.seconds * 1000, lowest));
          }
        },
      ),
    );
  });

  it('is over at once, or never, where the centre wants it so', () => {
    expect(run({ ...extendable, mode: 'none' }, [])).toEqual({ kind: 'over' });
    const untilDone = run({ ...extendable, mode: 'untilDone' }, [{ type: 'ticked', at: begin + 1e9 }]);
    expect(untilDone).toEqual({ kind: 'untimed' });
    expect(wrapUpLeftMs(untilDone, begin)).toBeUndefined();
  });

  it('stays over, and is not extended where the centre does not want it', () => {
    const over = run(extendable, [{ type: 'ticked', at: begin + 30_000 }]);
    expect(over.kind).toBe('over');
    expect(transitionWrapUp(extendable, over, { type: 'extendPressed', at: begin + 30_001 })).toBe(over);
    const timed: WrapUpRule = { ...extendable, mode: 'timed' };
    expect(wrapUpLeftMs(run(timed, [{ type: 'extendPressed', at: begin + 1000 }]), begin + 1000)).toBe(29_000);
  });

  it('lets the agent finish where a centre says nothing', () => {
    expect(wrapUpRuleSchema.parse({})).toEqual({ mode: 'untilDone', seconds: 60, extendSeconds: 30 });
  });
});
