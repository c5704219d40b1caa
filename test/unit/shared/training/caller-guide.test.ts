import { describe, expect, it } from 'vitest';
import {
  beginGuide,
  nextDeed,
  transitionGuide,
  viewGuide,
  type GuideEvent,
  type GuideState,
} from '../../../../src/shared/training/caller-guide.ts';
import { branching } from './scenario-fixture.ts';

const scenario = branching();
const after = (...events: readonly GuideEvent[]): GuideState =>
  events.reduce((state, event) => transitionGuide(state, event, scenario), beginGuide(scenario));
const said: GuideEvent = { type: 'lineSaid' };

describe('the guidance of whoever plays the caller', () => {
  it('shows the line that comes next, and one key says it', () => {
    expect(viewGuide(after(), scenario)).toMatchObject({ said: 0, end: undefined });
    expect(nextDeed(after(), scenario)).toEqual({ type: 'lineSaid' });
    expect(after(said, said, said).said).toBe(2);
    // It is the trainee's turn: nothing to say, nowhere to go.
    expect(nextDeed(after(said, said), scenario)).toBeUndefined();
  });

  it('marks the way that the trainee has earned, the first one only, and leaves it to the person to take it', () => {
    const earned = after(said, { type: 'articleOpened', group: 'something-else' });
    expect(earned).toMatchObject({ step: 'start', earned: 2 });
    expect(transitionGuide(earned, { type: 'articleOpened', group: 'bill-high' }, scenario)).toBe(earned);
    expect(viewGuide(earned, scenario).ways.map(({ isEarned }) => isEarned)).toEqual([
      false,
      false,
      true,
      false,
      false,
      false,
      false,
    ]);
    // First what he wanted to say anyway.
    expect(nextDeed(earned, scenario)).toEqual({ type: 'lineSaid' });
    const turn = transitionGuide(earned, said, scenario);
    expect(nextDeed(turn, scenario)).toEqual({ type: 'wayTaken', nth: 2 });
    expect(transitionGuide(turn, { type: 'wayTaken', nth: 2 }, scenario)).toEqual({ step: 'cross', said: 0 });
  });

  it('lets him take any way of the step, and tells when to hang up', () => {
    const gone = after({ type: 'wayTaken', nth: 6 });
    expect(gone.step).toBe('gone');
    expect(nextDeed(gone, scenario)).toEqual({ type: 'hangUp' });
    expect(after({ type: 'wayTaken', nth: 7 })).toEqual(beginGuide(scenario));
    const told = after({ type: 'wayTaken', nth: 0 }, said);
    // A farewell is the trainee's.
    expect(nextDeed(told, scenario)).toBeUndefined();
  });

  it('counts a ticket of the type that the step waits for, and no other', () => {
    expect(after({ type: 'ticketSaved', ticketType: 'complaint' }).earned).toBe(3);
    expect(after({ type: 'ticketSaved', ticketType: 'faultRepair' }).earned).toBeUndefined();
    expect(after({ type: 'said', moment: 'hours.today', kind: 'hours' }).earned).toBe(0);
  });
});
