import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  freshCall,
  transitionCallKeeping,
  type CallKeeping,
  type CallKeepingEffect,
  type CallKeepingEvent,
} from '../../../../src/shared/call/call-keeping.ts';

function run(...events: CallKeepingEvent[]): { state: CallKeeping; effects: readonly CallKeepingEffect[] } {
  let state = freshCall(true);
  let effects: readonly CallKeepingEffect[] = [];
  for (const event of events) ({ state, effects } = transitionCallKeeping(state, event));
  return { state, effects };
}
const [lineLost, lineBack, mediaLost, mediaBack, wishChanged, timerFired] = [
  'lineLost',
  'lineBack',
  'mediaLost',
  'mediaBack',
  'wishChanged',
  'timerFired',
].map((type) => ({ type }) as CallKeepingEvent) as [
  CallKeepingEvent,
  CallKeepingEvent,
  CallKeepingEvent,
  CallKeepingEvent,
  CallKeepingEvent,
  CallKeepingEvent,
];
const answered = (status: number): CallKeepingEvent => ({ type: 'answered', status });
const samePath: CallKeepingEffect = { type: 'agree', isNewPath: false };
const newPath: CallKeepingEffect = { type: 'agree', isNewPath: true };

describe('keeping a call', () => {
  it('says that the signalling is gone, and tells the exchange the new way when it is back', () => {
    expect(run(lineLost).effects).toEqual([{ type: 'tell', what: 'signallingLost' }]);
    expect(run(lineLost, lineBack).effects).toEqual([{ type: 'tell', what: 'signallingBack' }, samePath]);
  });

  it('agrees at once on what the agent wishes, and without a line when it is back, once', () => {
    expect(run(wishChanged).effects).toEqual([samePath]);
    expect(run(lineLost, wishChanged, wishChanged).effects).toEqual([]);
    expect(run(lineLost, wishChanged, lineBack).effects).toContainEqual(samePath);
    expect(run(lineLost, wishChanged, lineBack, answered(200)).effects).toEqual([]);
  });

  it('agrees on the last wish after the one that is on its way', () => {
    expect(run(wishChanged, wishChanged).effects).toEqual([]);
    expect(run(wishChanged, wishChanged, answered(200)).effects).toEqual([samePath]);
  });

  it('says again what was lost with the line', () => {
    const lost = run(wishChanged, lineLost, answered(503));
    expect(lost.state).toMatchObject({ isOwed: true, isAgreeing: false });
    expect(run(wishChanged, lineLost, answered(503), lineBack).effects).toContainEqual(samePath);
  });

  it('looks for a new path when the sound is gone, again and again until it is back', () => {
    expect(run(mediaLost).effects).toEqual([{ type: 'tell', what: 'mediaLost' }, newPath]);
    expect(run(mediaLost, answered(200)).effects).toEqual([{ type: 'wait', ms: 4_000 }]);
    expect(run(mediaLost, answered(200), timerFired).effects).toEqual([newPath]);
    expect(run(mediaLost, answered(200), mediaBack, timerFired).effects).toEqual([]);
    expect(run(lineLost, mediaLost, lineBack).effects).toContainEqual(newPath);
  });

  it('does not insist on what the far end refuses', () => {
    expect(run(wishChanged, answered(488)).effects).toEqual([]);
    expect(run(wishChanged, answered(488), timerFired).effects).toEqual([]);
  });

  it('ends a call that the exchange has forgotten', () => {
    expect(run(lineLost, lineBack, answered(481)).effects).toEqual([{ type: 'end' }]);
    expect(run(lineLost, lineBack, answered(503), timerFired, answered(404)).effects).toEqual([{ type: 'end' }]);
    expect(run(mediaLost, answered(410)).effects).toEqual([{ type: 'end' }]);
  });

  it('believes the sound of a call more than an odd answer to a hold', () => {
    expect(run(wishChanged, answered(481)).effects).toEqual([]);
    expect(run(lineLost, lineBack, answered(200), wishChanged, answered(481)).effects).toEqual([]);
  });

  it('never asks twice at once nor without a line, and forgets no wish', () => {
    const anyEvent = fc.oneof(
      fc.constantFrom(lineLost, lineBack, mediaLost, mediaBack, wishChanged, timerFired),
      fc.constantFrom(200, 481, 488, 491, 503, 0).map(answered),
    );
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        let state = freshCall(true);
        let isAsking = false;
        for (const event of events) {
          if (event.type === 'answered' && !isAsking) continue;
          const next = transitionCallKeeping(state, event);
          if (event.type === 'answered') isAsking = false;
          for (const effect of next.effects) {
            if (effect.type !== 'agree') continue;
            expect(isAsking).toBe(false);
            expect(next.state.isUp).toBe(true);
            isAsking = true;
          }
          expect(next.state.isAgreeing).toBe(isAsking);
          if (event.type === 'wishChanged') expect(next.state.isOwed || isAsking).toBe(true);
          state = next.state;
        }
        // Whatever happened: with a line and patience everything gets agreed upon.
        const settle = [lineBack, answered(200), mediaBack, timerFired, answered(200), timerFired, answered(200)];
        for (const event of settle) {
          if (event.type !== 'answered' || state.isAgreeing) ({ state } = transitionCallKeeping(state, event));
        }
        expect(state).toEqual({ isUp: true, isMediaLost: false, isOwed: false, isAgreeing: false, isUnsure: false });
      }),
    );
  });
});
