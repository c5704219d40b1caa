import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paceLimits } from '../../../../src/shared/domain/panel-choice.ts';
import {
  msOf,
  msToNextClause,
  newPrompter,
  nextPrompter,
  placeAt,
  type Prompter,
  type PrompterEvent,
} from '../../../../src/shared/script/prompter.ts';

const lengths = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 });
const pace = fc.integer({ min: paceLimits.min, max: paceLimits.max });
const event: fc.Arbitrary<PrompterEvent> = fc.oneof(
  fc.constant<PrompterEvent>({ type: 'toggle' }),
  fc.integer({ min: -50, max: 900 }).map((to): PrompterEvent => ({ type: 'pace', pace: to })),
);
/** Events with the ms that pass before each. */
const course = fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), event), { maxLength: 12 });

/** How far a reader is, in clauses. */
const reached = (state: Prompter, now: number): number => {
  const { clause, share } = placeAt(state, now);
  return clause + share;
};

test('at 200 characters a minute a line of 20 takes six seconds, clause by clause', () => {
  const begun = nextPrompter(newPrompter([5, 10, 5], 200), { type: 'toggle' }, 1_000);
  expect(placeAt(begun, 1_000)).toEqual({ clause: 0, share: 0, isFinished: false });
  expect(msToNextClause(begun, 1_000)).toBe(1_500);
  expect(placeAt(begun, 2_500)).toMatchObject({ clause: 1 });
  expect(placeAt(begun, 4_000)).toEqual({ clause: 1, share: 0.5, isFinished: false });
  expect(placeAt(begun, 7_000)).toEqual({ clause: 2, share: 1, isFinished: true });
  expect(msToNextClause(begun, 7_000)).toBeUndefined();
});

test('no event makes a reader jump, and time only leads him on', () => {
  fc.assert(
    fc.property(lengths, pace, course, (clauses, begin, events) => {
      let state = newPrompter(clauses, begin);
      let now = 1_000;
      for (const [waited, happening] of events) {
        const before = reached(state, now);
        now += waited;
        expect(reached(state, now)).toBeGreaterThanOrEqual(before - 1e-9);
        const place = placeAt(state, now);
        const after = nextPrompter(state, happening, now);
        const startsAnew = place.isFinished && happening.type === 'toggle';
        expect(reached(after, now)).toBeCloseTo(startsAnew ? 0 : reached(state, now), 6);
        expect(place.clause).toBeLessThan(clauses.length);
        expect(after.pace).toBeGreaterThanOrEqual(paceLimits.min);
        expect(after.pace).toBeLessThanOrEqual(paceLimits.max);
        state = after;
      }
    }),
  );
});

test('paused it stands still, however long; running it is through after exactly its time', () => {
  fc.assert(
    fc.property(lengths, pace, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (clauses, speed, share) => {
      const wholeMs = msOf(
        clauses.reduce((sum, length) => sum + length, 0),
        speed,
      );
      const begun = nextPrompter(newPrompter(clauses, speed), { type: 'toggle' }, 0);
      const paused = nextPrompter(begun, { type: 'toggle' }, wholeMs * share);
      expect(reached(paused, 10 * wholeMs)).toBeCloseTo(reached(begun, wholeMs * share), 6);
      const resumed = nextPrompter(paused, { type: 'toggle' }, 20 * wholeMs);
      const end = 20 * wholeMs + wholeMs * (1 - share);
      expect(placeAt(resumed, end - wholeMs * 0.005).isFinished).toBe(false);
      expect(placeAt(resumed, end + wholeMs * 0.005).isFinished).toBe(true);
    }),
  );
});

test('the next clause begins when it is said to', () => {
  fc.assert(
    fc.property(lengths, pace, fc.integer({ min: 0, max: 60_000 }), (clauses, speed, now) => {
      const begun = nextPrompter(newPrompter(clauses, speed), { type: 'toggle' }, 0);
      const ms = msToNextClause(begun, now);
      const { clause, isFinished } = placeAt(begun, now);
      expect(isFinished).toBe(ms === undefined);
      // At the very end of a clause the figures of the machine decide.
      if (ms === undefined || ms < 0.05) return;
      expect(placeAt(begun, now + ms - 0.01).clause).toBe(clause);
      const then = placeAt(begun, now + ms + 0.01);
      expect(then.isFinished || then.clause === clause + 1).toBe(true);
    }),
  );
});

test('restarted it waits at the beginning, at the pace that it had', () => {
  const begun = nextPrompter(newPrompter([4, 4], 100), { type: 'toggle' }, 0);
  const faster = nextPrompter(begun, { type: 'pace', pace: 150 }, 1_000);
  expect(nextPrompter(faster, { type: 'restart' }, 2_000)).toEqual(newPrompter([4, 4], 150));
});
