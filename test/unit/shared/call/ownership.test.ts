import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transitionOwnership, type Ownership, type OwnershipEvent } from '../../../../src/shared/call/ownership.ts';

const waiting: Ownership = { kind: 'waiting', isElsewhere: false };
const owning: Ownership = { kind: 'owning' };
const asked = (isInCall: boolean): OwnershipEvent => ({ type: 'handOverAsked', isInCall });

describe('having the phone', () => {
  it('begins with the lock, or in line for it', () => {
    expect(transitionOwnership(waiting, { type: 'lockGranted' })).toEqual({
      state: owning,
      effects: [{ type: 'start' }],
    });
    expect(transitionOwnership(waiting, { type: 'lockDenied' })).toEqual({
      state: { kind: 'waiting', isElsewhere: true },
      effects: [{ type: 'request' }],
    });
  });

  it('ends when another window asks, off the line before it says yes; never during a call', () => {
    expect(transitionOwnership(owning, asked(true))).toEqual({
      state: owning,
      effects: [{ type: 'answer', isGiven: false }],
    });
    expect(transitionOwnership(owning, asked(false)).effects).toEqual([
      { type: 'stop' },
      { type: 'answer', isGiven: true },
      { type: 'request' },
    ]);
    expect(transitionOwnership(waiting, asked(false)).effects).toEqual([]);
  });

  it('is on the line exactly while it owns the phone, and always in line else', () => {
    const anyEvent = fc.oneof(
      fc.constantFrom<OwnershipEvent>({ type: 'lockGranted' }, { type: 'lockDenied' }, { type: 'lockStolen' }),
      fc.boolean().map(asked),
    );
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let state: Ownership = waiting;
        let isOnLine = false;
        for (const event of events) {
          const next = transitionOwnership(state, event);
          for (const { type } of next.effects) {
            if (type === 'start') isOnLine = true;
            if (type === 'stop') isOnLine = false;
          }
          expect(isOnLine).toBe(next.state.kind === 'owning');
          const hasLeft = state.kind === 'owning' && next.state.kind === 'waiting';
          if (hasLeft) expect(next.effects.at(-1)).toEqual({ type: 'request' });
          state = next.state;
        }
      }),
    );
  });
});
