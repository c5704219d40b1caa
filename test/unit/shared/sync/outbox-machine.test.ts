import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  freshOutboxRow,
  isReady,
  outboxBackoff,
  transition,
  type OutboxEvent,
  type OutboxState,
} from '../../../../src/shared/sync/outbox-machine.ts';

const eventArb: fc.Arbitrary<OutboxEvent> = fc.oneof(
  fc.constantFrom<OutboxEvent>(
    { type: 'taken' },
    { type: 'applied' },
    { type: 'released' },
    { type: 'reopened' },
    { type: 'replaced' },
    { type: 'readmitted' },
    { type: 'refused', reason: 'rejected', code: 'ticket.missingField', field: 'address' },
    { type: 'refused', reason: 'rejected', code: 'mutation.badSignature', field: 'signature' },
    { type: 'refused', reason: 'conflict', code: 'ticket.changed' },
  ),
  fc.record({
    type: fc.constant('retry' as const),
    now: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  }),
);

const run = (events: readonly OutboxEvent[]): OutboxState =>
  events.reduce<OutboxState>((state, event) => transition(state, event).state, freshOutboxRow);

describe('outbox machine', () => {
  it('takes a row through to its acknowledgement', () => {
    const sending = transition(freshOutboxRow, { type: 'taken' });
    expect(sending.effects).toEqual([{ type: 'showSync', sync: 'sending' }]);
    const done = transition(sending.state, { type: 'applied' });
    expect(done.state).toEqual({ kind: 'acknowledged' });
    expect(done.effects).toEqual([{ type: 'showSync', sync: 'synced' }, { type: 'prune' }]);
  });

  it('counts no attempt for being offline', () => {
    const state = run([{ type: 'taken' }, { type: 'released' }, { type: 'taken' }, { type: 'reopened' }]);
    expect(state).toEqual({ kind: 'pending', attempts: 0, notBefore: 0 });
  });

  it('waits longer with every retry the server asks for', () => {
    const once = run([{ type: 'taken' }, { type: 'retry', now: 1000, random: 0 }]);
    expect(once).toEqual({ kind: 'pending', attempts: 1, notBefore: 1000 + outboxBackoff.baseMs / 2 });
    expect(isReady(once, 1000)).toBe(false);
    expect(isReady(once, 2000)).toBe(true);
  });

  it('waits no longer than the longest pause, however the clock was set, and not at all after reopening', () => {
    const now = 1_790_000_000_000;
    const paused = run([{ type: 'taken' }, { type: 'retry', now, random: 0.5 }]);
    expect(isReady(paused, now)).toBe(false);
    expect(isReady(paused, now - 3_600_000)).toBe(true);
    const reopened = transition(paused, { type: 'reopened' });
    expect(reopened).toEqual({ state: { kind: 'pending', attempts: 1, notBefore: 0 }, effects: [] });
  });

  it('readmits what was refused for a reason that may have passed, and nothing else', () => {
    const refusedFor = (code: string): OutboxState =>
      run([{ type: 'taken' }, { type: 'refused', reason: 'rejected', code }, { type: 'readmitted' }]);
    expect(refusedFor('mutation.badSignature')).toEqual(freshOutboxRow);
    expect(refusedFor('mutation.unknownKind')).toEqual(freshOutboxRow);
    expect(refusedFor('seal.unreadable')).toEqual(freshOutboxRow);
    expect(refusedFor('call.otherAuthor')).toMatchObject({ kind: 'blocked' });
    const sending = run([{ type: 'taken' }]);
    expect(transition(sending, { type: 'readmitted' }).state).toBe(sending);
  });

  it('keeps a refused row until the one that replaced it is acknowledged', () => {
    const blocked = run([{ type: 'taken' }, { type: 'refused', reason: 'rejected', code: 'x' }]);
    expect(blocked).toEqual({ kind: 'blocked', reason: 'rejected', code: 'x' });
    expect(transition(blocked, { type: 'taken' }).state).toBe(blocked);
    const replaced = transition(blocked, { type: 'replaced' });
    expect(replaced).toEqual({ state: { kind: 'superseded' }, effects: [] });
    expect(transition(replaced.state, { type: 'applied' })).toEqual({ state: { kind: 'acknowledged' }, effects: [] });
  });

  it('never leaves a row but by an acknowledgement', () => {
    fc.assert(
      fc.property(fc.array(eventArb, { maxLength: 30 }), (events) => {
        let state: OutboxState = freshOutboxRow;
        for (const event of events) {
          const step = transition(state, event);
          const isPruned = step.effects.some((effect) => effect.type === 'prune');
          expect(isPruned && event.type !== 'applied').toBe(false);
          expect(step.state.kind === 'acknowledged').toBe(state.kind === 'acknowledged' || event.type === 'applied');
          if (state.kind === 'acknowledged') expect(step).toEqual({ state, effects: [] });
          state = step.state;
        }
      }),
    );
  });

  it('can always be brought to an end: a row that is not blocked goes out, a blocked one can be replaced', () => {
    fc.assert(
      fc.property(fc.array(eventArb, { maxLength: 30 }), (events) => {
        const state = run(events);
        const end = [{ type: 'reopened' }, { type: 'taken' }, { type: 'replaced' }, { type: 'applied' }] as const;
        expect(end.reduce<OutboxState>((s, event) => transition(s, event).state, state).kind).toBe('acknowledged');
      }),
    );
  });

  it('counts an attempt exactly for each retry while sending, anew after it was readmitted', () => {
    fc.assert(
      fc.property(fc.array(eventArb, { maxLength: 30 }), (events) => {
        let state: OutboxState = freshOutboxRow;
        let retries = 0;
        for (const event of events) {
          if (event.type === 'retry' && state.kind === 'sending') retries++;
          if (event.type === 'readmitted' && transition(state, event).state !== state) retries = 0;
          state = transition(state, event).state;
          if (state.kind === 'pending' || state.kind === 'sending') expect(state.attempts).toBe(retries);
        }
      }),
    );
  });
});
