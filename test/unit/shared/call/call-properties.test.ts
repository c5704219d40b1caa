import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialCall, offerCall, transitionCall } from '../../../../src/shared/call/call-machine.ts';
import { isLive, type CallEvent } from '../../../../src/shared/call/call-state.ts';
import { dispositions, endReasons } from '../../../../src/shared/domain/call.ts';
import { commands } from '../../../../src/shared/ipc/contract.ts';
import { facts, hello, other, sorry } from '../../../fixtures/inbound-call.ts';

const time = fc.integer({ min: 0, max: 100_000 });
const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.constantFrom<CallEvent>(
    { type: 'answerPressed' },
    { type: 'rejectPressed' },
    { type: 'hangUpPressed' },
    { type: 'holdPressed' },
    { type: 'resumePressed' },
    { type: 'phraseUnsaid', phraseId: hello },
    { type: 'autoAnswerStopped' },
    { type: 'transferRinging' },
    { type: 'transferStarted', to: { kind: 'blind', address: '8810' } },
  ),
  fc.record({ type: fc.constant('progressed' as const), isHeard: fc.boolean() }),
  fc.record({ type: fc.constantFrom('mutePressed' as const, 'muteChanged' as const), isMuted: fc.boolean() }),
  fc.record({ type: fc.constantFrom('connected' as const, 'held' as const, 'resumed' as const), at: time }),
  fc.record({ type: fc.constant('phraseSaid' as const), phraseId: fc.constantFrom(hello, sorry), at: time }),
  fc.record({ type: fc.constant('notesChanged' as const), notes: fc.string({ maxLength: 20 }) }),
  fc.record({ type: fc.constant('longCallSwitched' as const), isOn: fc.boolean(), at: time }),
  fc.record({ type: fc.constant('lineEnded' as const), reason: fc.constantFrom(...endReasons), at: time }),
  fc.record({
    type: fc.constant('commandFailed' as const),
    command: fc.constantFrom(
      'answer' as const,
      'reject' as const,
      'hangUp' as const,
      'hold' as const,
      'resume' as const,
      'mute' as const,
      'dial' as const,
      'transfer' as const,
    ),
  }),
  fc.record({
    type: fc.constant('wrapUpFinished' as const),
    disposition: fc.constantFrom(...dispositions),
    notes: fc.string({ maxLength: 20 }),
    at: time,
  }),
);

const begin = fc.constantFrom(
  offerCall(facts),
  offerCall(facts, { autoAnswerAt: 5000, notes: '同事转来' }),
  dialCall({ ...facts, direction: 'outbound' }, '8001'),
  dialCall({ ...facts, direction: 'outbound', consultFor: other }, '8001'),
);

describe('any sequence of events', () => {
  it('ends a call at most once, with one record, and writes only valid patches', () => {
    fc.assert(
      fc.property(begin, fc.array(anyEvent, { maxLength: 60, size: 'max' }), (first, events) => {
        let { state, effects } = first;
        let begins = 0;
        let ends = 0;
        let closings = 0;
        for (const event of [undefined, ...events]) {
          if (event) ({ state, effects } = transitionCall(state, event));
          for (const effect of effects) {
            if (effect.type === 'recordBegin') begins += 1;
            if (effect.type !== 'recordUpdate') continue;
            commands['calls:update'].input.parse(effect.patch);
            if (effect.patch.endedAt !== undefined) {
              ends += 1;
              expect(effect.patch.endReason).toBeDefined();
            }
            if (effect.patch.wrappedUpAt !== undefined) closings += 1;
          }
          effects = [];
          expect(begins).toBe(1);
          expect(ends).toBe(isLive(state) ? 0 : 1);
          expect(closings).toBe('closing' in state ? 1 : 0);
          if ('heldMs' in state) {
            expect(state.heldMs).toBe((state.holds ?? []).reduce((sum, { from, to }) => sum + to - from, 0));
            expect((state.holds ?? []).every(({ from, to }) => from < to)).toBe(true);
          }
          expect('heldSince' in state).toBe(state.kind === 'held' || state.kind === 'resuming');
        }
      }),
      { numRuns: 400 },
    );
  });

  it('always can be ended by the line, from wherever it stands', () => {
    fc.assert(
      fc.property(begin, fc.array(anyEvent, { maxLength: 40, size: 'max' }), (first, events) => {
        let { state } = first;
        for (const event of events) ({ state } = transitionCall(state, event));
        state = transitionCall(state, { type: 'lineEnded', reason: 'signallingFailed', at: 1 }).state;
        expect(isLive(state)).toBe(false);
        state = transitionCall(state, { type: 'wrapUpFinished', disposition: 'dropped', notes: '', at: 2 }).state;
        expect(state.kind).toBe('ended');
        expect(transitionCall(state, { type: 'lineEnded', reason: 'callerHungUp', at: 3 }).state).toBe(state);
      }),
    );
  });
});
