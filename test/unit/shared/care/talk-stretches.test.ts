import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offerCall, transitionCall } from '../../../../src/shared/call/call-machine.ts';
import type { CallEvent, CallState } from '../../../../src/shared/call/call-state.ts';
import { msWithin } from '../../../../src/shared/care/stretches.ts';
import { talkOfCall, talkStretches } from '../../../../src/shared/care/talk-stretches.ts';
import { facts } from '../../../fixtures/inbound-call.ts';

function after(...events: CallEvent[]): CallState {
  return events.reduce((state, event) => transitionCall(state, event).state, offerCall(facts).state);
}
const ringing = after();
const answered: CallEvent[] = [{ type: 'answerPressed' }, { type: 'connected', at: 1000 }];
const held: CallEvent[] = [...answered, { type: 'holdPressed' }, { type: 'held', at: 3000 }];
const back: CallEvent[] = [...held, { type: 'resumePressed' }, { type: 'resumed', at: 6000 }];
const over: CallEvent = { type: 'lineEnded', reason: 'callerHungUp', at: 9000 };

describe('a call on the desk', () => {
  it('is talk from the answer on, without its holds', () => {
    expect(talkOfCall(ringing, 5000)).toEqual([]);
    expect(talkOfCall(after({ type: 'answerPressed' }), 5000)).toEqual([]);
    expect(talkOfCall(after(...answered), 2500)).toEqual([{ from: 1000, to: 2500 }]);
    expect(talkOfCall(after(...held), 5000)).toEqual([{ from: 1000, to: 3000 }]);
    const twoTalks = [
      { from: 1000, to: 3000 },
      { from: 6000, to: 8000 },
    ];
    expect(talkOfCall(after(...back), 8000)).toEqual(twoTalks);
    expect(talkOfCall(after(...back, { type: 'hangUpPressed' }), 8000)).toEqual(twoTalks);
  });

  it('grows no more once it is over, nor while it is handed over from a hold', () => {
    const wrapUp = after(...back, over);
    expect(talkOfCall(wrapUp, 60_000)).toEqual([
      { from: 1000, to: 3000 },
      { from: 6000, to: 9000 },
    ]);
    const handing = after(...held, { type: 'transferStarted', to: { kind: 'blind', address: '8810' } });
    expect(talkOfCall(handing, 8000)).toEqual([{ from: 1000, to: 3000 }]);
  });

  it('says the same as the record that it leaves', () => {
    const state = after(...held, over);
    if (state.kind !== 'wrapUp') throw new Error('the call is not over');
    expect(talkStretches(state)).toEqual([{ from: 1000, to: 3000 }]);
  });
});

describe('a record', () => {
  const call = { answeredAt: 1000, endedAt: 10_000, heldMs: 4000 };

  it('without the times of its holds gives them up at its end', () => {
    expect(talkStretches(call)).toEqual([{ from: 1000, to: 6000 }]);
    expect(talkStretches({ ...call, holds: [{ from: 2000, to: 3000 }] })).toEqual([
      { from: 1000, to: 2000 },
      { from: 3000, to: 7000 },
    ]);
  });

  it('whose clock ran backwards has no talk', () => {
    expect(talkStretches({ answeredAt: 5000, endedAt: 4000, heldMs: 0 })).toEqual([]);
    expect(talkStretches({ answeredAt: 5000, endedAt: 6000, heldMs: 90_000 })).toEqual([]);
  });

  it('is never longer than its call without what was held, and within it', () => {
    const moment = fc.integer({ min: 0, max: 1000 });
    const holds = fc.array(fc.record({ from: moment, to: moment }), { maxLength: 6 });
    fc.assert(
      fc.property(moment, moment, fc.nat(1500), holds, (answeredAt, endedAt, heldMs, known) => {
        const talk = talkStretches({ answeredAt, endedAt, heldMs, holds: known });
        const everywhere = msWithin(talk, { from: -1, to: 5000 });
        const noted = msWithin(known, { from: answeredAt, to: endedAt });
        const length = Math.max(0, endedAt - answeredAt);
        expect(everywhere).toBe(Math.max(0, length - Math.max(heldMs, noted)));
        expect(msWithin(talk, { from: answeredAt, to: endedAt })).toBe(everywhere);
      }),
    );
  });
});
