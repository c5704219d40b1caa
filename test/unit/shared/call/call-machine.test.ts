import { describe, expect, it } from 'vitest';
import { dialCall, goBackToCall, offerCall, transitionCall } from '../../../../src/shared/call/call-machine.ts';
import type { CallEffect, CallEvent, CallState } from '../../../../src/shared/call/call-state.ts';
import { callRecordSchema, type CallFacts } from '../../../../src/shared/domain/call.ts';
import { marksMax } from '../../../../src/shared/domain/script-mark.ts';
import { agentNoSchema } from '../../../../src/shared/ids.ts';
import { facts, hello, id, other, sorry } from '../../../fixtures/inbound-call.ts';

function run(...events: CallEvent[]): { state: CallState; effects: CallEffect[]; last: readonly CallEffect[] } {
  let { state, effects: last } = offerCall(facts);
  const effects = [...last];
  for (const event of events) {
    ({ state, effects: last } = transitionCall(state, event));
    effects.push(...last);
  }
  return { state, effects, last };
}

const answered: CallEvent[] = [{ type: 'answerPressed' }, { type: 'connected', at: 5000 }];
const held: CallEvent[] = [...answered, { type: 'holdPressed' }, { type: 'held', at: 7000 }];

describe('a call', () => {
  it('opens its record the moment it is offered', () => {
    const { state, effects } = run();
    expect(state.kind).toBe('ringing');
    expect(effects).toEqual([{ type: 'recordBegin', facts }]);
  });

  it('is answered, and records the answer when the line did it', () => {
    const pressed = run({ type: 'answerPressed' });
    expect(pressed.state.kind).toBe('answering');
    expect(pressed.last).toEqual([{ type: 'answerLine' }]);
    const talking = run(...answered);
    expect(talking.state).toMatchObject({ kind: 'talking', answeredAt: 5000, heldMs: 0, isMuted: false });
    expect(talking.last).toEqual([{ type: 'recordUpdate', patch: { id, answeredAt: 5000 } }]);
  });

  it('rings again when the answer failed, and can be answered again', () => {
    const failed = run({ type: 'answerPressed' }, { type: 'commandFailed', command: 'answer' });
    expect(failed.state.kind).toBe('ringing');
    expect(run({ type: 'answerPressed' }, { type: 'commandFailed', command: 'answer' }, ...answered).state.kind).toBe(
      'talking',
    );
  });

  it('ignores a second press of answer', () => {
    expect(run({ type: 'answerPressed' }, { type: 'answerPressed' }).last).toEqual([]);
  });

  it('is held only when the far end agreed, and counts the time of every hold', () => {
    expect(run(...answered, { type: 'holdPressed' }).state.kind).toBe('holding');
    expect(run(...held).state).toMatchObject({ kind: 'held', heldSince: 7000 });
    const back = run(...held, { type: 'resumePressed' }, { type: 'resumed', at: 9500 });
    expect(back.state).toMatchObject({ kind: 'talking', heldMs: 2500 });
    const patch = { id, heldMs: 2500, holds: [{ from: 7000, to: 9500 }] };
    expect(back.last).toEqual([{ type: 'recordUpdate', patch }]);
    expect(back.state).not.toHaveProperty('heldSince');
    const twice = run(
      ...held,
      { type: 'resumed', at: 8000 },
      { type: 'holdPressed' },
      { type: 'held', at: 9000 },
      { type: 'resumed', at: 9300 },
    );
    const holds = [
      { from: 7000, to: 8000 },
      { from: 9000, to: 9300 },
    ];
    expect(twice.state).toMatchObject({ heldMs: 1300, holds });
  });

  it('goes back where it came from when hold, resume or hanging up failed', () => {
    expect(run(...answered, { type: 'holdPressed' }, { type: 'commandFailed', command: 'hold' }).state.kind).toBe(
      'talking',
    );
    expect(run(...held, { type: 'resumePressed' }, { type: 'commandFailed', command: 'resume' }).state.kind).toBe(
      'held',
    );
    expect(run(...held, { type: 'hangUpPressed' }, { type: 'commandFailed', command: 'hangUp' }).state.kind).toBe(
      'held',
    );
    const rejecting = run({ type: 'rejectPressed' }, { type: 'commandFailed', command: 'reject' });
    expect(rejecting.state.kind).toBe('ringing');
  });

  it('keeps what was marked while an end was on its way that then failed', () => {
    const { state } = run(
      ...answered,
      { type: 'hangUpPressed' },
      { type: 'phraseSaid', phraseId: hello, at: 6000 },
      { type: 'commandFailed', command: 'hangUp' },
    );
    expect(state).toMatchObject({ kind: 'talking', said: [{ phraseId: hello, at: 6000 }] });
  });

  it('mutes only on the word of the line', () => {
    const asked = run(...answered, { type: 'mutePressed', isMuted: true });
    expect(asked.last).toEqual([{ type: 'muteLine', isMuted: true }]);
    expect(asked.state).toMatchObject({ isMuted: false });
    const muted = run(...answered, { type: 'muteChanged', isMuted: true });
    expect(muted.state).toMatchObject({ isMuted: true });
    expect(
      run(...answered, { type: 'muteChanged', isMuted: true }, { type: 'mutePressed', isMuted: true }).last,
    ).toEqual([]);
  });

  it('wraps up after the end, and the open hold counts', () => {
    const { state, last } = run(...held, { type: 'lineEnded', reason: 'callerHungUp', at: 7400 });
    expect(state).toMatchObject({ kind: 'wrapUp', heldMs: 400, endedAt: 7400, reason: 'callerHungUp' });
    const holds = [{ from: 7000, to: 7400 }];
    expect(last).toEqual([
      { type: 'recordUpdate', patch: { id, endedAt: 7400, endReason: 'callerHungUp', heldMs: 400, holds } },
    ]);
  });

  it('ends only with a disposition', () => {
    const over: CallEvent[] = [
      ...answered,
      { type: 'hangUpPressed' },
      { type: 'lineEnded', reason: 'agentHungUp', at: 8000 },
    ];
    expect(run(...over).state.kind).toBe('wrapUp');
    const done = run(...over, { type: 'wrapUpFinished', disposition: 'resolved', notes: '已复电', at: 9000 });
    expect(done.state).toMatchObject({
      kind: 'ended',
      talk: { answeredAt: 5000, heldMs: 0 },
      closing: { disposition: 'resolved', wrappedUpAt: 9000 },
    });
    expect(done.last).toEqual([
      { type: 'recordUpdate', patch: { id, notes: '已复电', disposition: 'resolved', wrappedUpAt: 9000 } },
    ]);
    expect(run(...answered, { type: 'wrapUpFinished', disposition: 'resolved', notes: '', at: 1 }).state.kind).toBe(
      'talking',
    );
  });

  it('has no wrap-up when nobody answered', () => {
    for (const reason of ['callerGaveUp', 'ringingTimeout', 'answeredElsewhere', 'mediaFailed'] as const) {
      const { state, last } = run({ type: 'lineEnded', reason, at: 3000 });
      expect(state).toMatchObject({ kind: 'ended', reason });
      expect(state).not.toHaveProperty('talk');
      expect(last).toEqual([{ type: 'recordUpdate', patch: { id, endedAt: 3000, endReason: reason } }]);
    }
  });

  it('says that the caller got through when the answer crossed the hanging up', () => {
    const { state } = run(
      { type: 'answerPressed' },
      { type: 'hangUpPressed' },
      { type: 'connected', at: 5000 },
      { type: 'lineEnded', reason: 'agentHungUp', at: 5100 },
    );
    expect(state).toMatchObject({ kind: 'wrapUp', answeredAt: 5000 });
  });

  it('keeps phrases in order and takes the last one back', () => {
    const { state, last } = run(
      ...answered,
      { type: 'phraseSaid', phraseId: hello, at: 1 },
      { type: 'phraseSaid', phraseId: sorry, at: 2 },
      { type: 'phraseSaid', phraseId: hello, at: 3 },
      { type: 'phraseUnsaid', phraseId: hello },
    );
    const said = [
      { phraseId: hello, at: 1 },
      { phraseId: sorry, at: 2 },
    ];
    expect(state.said).toEqual(said);
    expect(last).toEqual([{ type: 'recordUpdate', patch: { id, said } }]);
    expect(run({ type: 'phraseUnsaid', phraseId: hello }).last).toEqual([]);
  });

  it('keeps what the words follow from through hold, end and wrap-up, and writes each change of it', () => {
    const mark = { type: 'rated', score: 4, at: 7 } as const;
    const value = { text: '13:27', lang: 'zh-Hans' } as const;
    const adherence = { isGreetedInTime: true, isClosingComplete: false };
    const { state } = run(
      ...answered,
      { type: 'scriptMarked', mark },
      { type: 'slotFilled', slot: 'transferTime', value },
      { type: 'slotFilled', slot: 'cause', value },
      { type: 'holdPressed' },
      { type: 'held', at: 6000 },
      { type: 'hangUpPressed' },
      { type: 'lineEnded', reason: 'agentHungUp', at: 7000 },
    );
    expect(state).toMatchObject({ kind: 'wrapUp', marks: [mark], slots: { transferTime: value, cause: value } });
    const emptied = transitionCall(state, { type: 'slotFilled', slot: 'cause', value: undefined });
    expect(emptied.effects).toEqual([{ type: 'recordUpdate', patch: { id, slots: { transferTime: value } } }]);
    const known = transitionCall(emptied.state, { type: 'adherenceKnown', adherence });
    expect(known.effects).toEqual([{ type: 'recordUpdate', patch: { id, adherence } }]);
    const over = transitionCall(known.state, { type: 'wrapUpFinished', disposition: 'resolved', notes: '', at: 8000 });
    expect(over.state).toMatchObject({ kind: 'ended', marks: [mark], adherence });
  });

  it('gives up the oldest mark of a kind that came too often, and no other', () => {
    const mark = (at: number) => ({ type: 'scriptMarked', mark: { type: 'nobodySpeaks', at } }) as const;
    const confirmed = { type: 'leaderConfirmed', leader: agentNoSchema.parse('8000'), by: 'code', at: 0 } as const;
    const often = Array.from({ length: marksMax + 5 }, (_, index) => mark(index + 1));
    const { state, last } = run(...answered, { type: 'scriptMarked', mark: confirmed }, ...often);
    const marks = 'marks' in state ? (state.marks ?? []) : [];
    expect(marks).toHaveLength(marksMax);
    expect(marks.slice(0, 2)).toEqual([confirmed, { type: 'nobodySpeaks', at: 7 }]);
    expect(callRecordSchema.pick({ marks: true }).safeParse({ marks }).success).toBe(true);
    expect(last).toHaveLength(1);
  });
});

describe('a call that the agent makes', () => {
  const outgoing: CallFacts = { ...facts, direction: 'outbound' };
  function dial(...events: CallEvent[]): CallState {
    return events.reduce((state, event) => transitionCall(state, event).state, dialCall(outgoing, '8001').state);
  }

  it('has its record before it is dialled', () => {
    expect(dialCall(outgoing, '8001').effects).toEqual([
      { type: 'recordBegin', facts: outgoing },
      { type: 'dialLine', address: '8001' },
    ]);
  });

  it('rings, may be heard before the answer, and talks', () => {
    expect(dial()).toMatchObject({ kind: 'dialing', isRinging: false, isHeard: false });
    expect(dial({ type: 'progressed', isHeard: false })).toMatchObject({ isRinging: true, isHeard: false });
    const heard: CallEvent[] = [
      { type: 'progressed', isHeard: true },
      { type: 'progressed', isHeard: false },
    ];
    expect(dial(...heard)).toMatchObject({ kind: 'dialing', isHeard: true });
    expect(dial(...heard, { type: 'connected', at: 9 })).toMatchObject({ kind: 'talking', answeredAt: 9 });
  });

  it('ends without a wrap-up when nobody answered, with the reason', () => {
    expect(dial({ type: 'lineEnded', reason: 'busy', at: 9 })).toMatchObject({ kind: 'ended', reason: 'busy' });
    const cancelled = dial({ type: 'hangUpPressed' }, { type: 'lineEnded', reason: 'agentHungUp', at: 9 });
    expect(cancelled).toMatchObject({ kind: 'ended', reason: 'agentHungUp' });
  });

  it('says that somebody answered when the answer crossed the giving up', () => {
    const state = dial({ type: 'hangUpPressed' }, { type: 'connected', at: 5 });
    expect(transitionCall(state, { type: 'lineEnded', reason: 'agentHungUp', at: 6 }).state).toMatchObject({
      kind: 'wrapUp',
      answeredAt: 5,
    });
  });

  it('closes the record of a consult by itself', () => {
    const consult = dialCall({ ...outgoing, consultFor: other }, '8001').state;
    const talking = transitionCall(consult, { type: 'connected', at: 5 }).state;
    const { state, effects } = transitionCall(talking, { type: 'lineEnded', reason: 'callerHungUp', at: 9 });
    expect(state).toMatchObject({ kind: 'ended', talk: { answeredAt: 5 }, closing: { wrappedUpAt: 9 } });
    expect(effects).toEqual([
      { type: 'recordUpdate', patch: { id, endedAt: 9, endReason: 'callerHungUp', heldMs: 0, wrappedUpAt: 9 } },
    ]);
  });
});

describe('a call that is handed over', () => {
  const to = { kind: 'blind', address: '8810' } as const;
  const handing: CallEvent[] = [...held, { type: 'transferStarted', to }];
  const holds = [{ from: 7000, to: 9000 }];

  it('notes where it went, and the hold until then', () => {
    const { state, last } = run(...handing, { type: 'lineEnded', reason: 'transferred', at: 9000 });
    const transfer = { kind: 'blind', to: '8810', at: 9000 };
    expect(state).toMatchObject({ kind: 'wrapUp', reason: 'transferred', transfer, heldMs: 2000 });
    expect(last).toEqual([
      { type: 'recordUpdate', patch: { id, endedAt: 9000, endReason: 'transferred', heldMs: 2000, holds, transfer } },
    ]);
  });

  it('comes back to hold when nobody took it, with what was written meanwhile', () => {
    const back = run(
      ...handing,
      { type: 'transferRinging' },
      { type: 'notesChanged', notes: '转班长' },
      { type: 'commandFailed', command: 'transfer' },
    );
    expect(back.state).toMatchObject({ kind: 'held', heldSince: 7000, notes: '转班长' });
  });

  it('went nowhere when the caller hung up meanwhile', () => {
    const { state, last } = run(...handing, { type: 'lineEnded', reason: 'callerHungUp', at: 9000 });
    expect(state).not.toHaveProperty('transfer');
    expect(last).toEqual([
      { type: 'recordUpdate', patch: { id, endedAt: 9000, endReason: 'callerHungUp', heldMs: 2000, holds } },
    ]);
  });

  it('keeps the rating that the exchange tells with the end', () => {
    const { last } = run(...answered, { type: 'lineEnded', reason: 'callerHungUp', at: 9, rating: 5 });
    expect(last).toMatchObject([{ patch: { rating: 5 } }]);
  });
});

describe('a call that its page lost', () => {
  const said = [{ phraseId: hello, at: 6000 }];
  const dialog = { sipCallId: 'a@b', localTag: 'l', remoteTag: 'r', remoteTarget: 'sip:far@b.invalid' };
  const left = { facts, heldMs: 300, notes: '备注', said, answeredAt: 5000, dialog, offeredUntil: 90_000 };
  const begun = goBackToCall(left, { address: dialog.remoteTarget, replaces: dialog });

  it('is dialled in its own record', () => {
    expect(begun.effects).toEqual([
      { type: 'recordBegin', facts },
      { type: 'dialLine', address: dialog.remoteTarget, replaces: dialog },
    ]);
  });

  it('goes on as it was, in a dialog of its own', () => {
    const next = { ...dialog, sipCallId: 'c@d' };
    const { state, effects } = transitionCall(begun.state, { type: 'connected', at: 90_000, dialog: next });
    expect(state).toMatchObject({ kind: 'talking', answeredAt: 5000, heldMs: 300, notes: '备注', said });
    expect(effects).toEqual([{ type: 'recordUpdate', patch: { id, answeredAt: 5000, dialog: next } }]);
    const { state: over } = transitionCall(state, { type: 'lineEnded', reason: 'callerHungUp', at: 95_000 });
    expect(over).toMatchObject({ kind: 'wrapUp', answeredAt: 5000, endedAt: 95_000 });
  });

  it('keeps its holds, and that it is a long one', () => {
    const more = { holds: [{ from: 5100, to: 5400 }], longCall: { isOn: true, at: 5500 } };
    const back = goBackToCall({ ...left, ...more }, { address: dialog.remoteTarget }).state;
    expect(transitionCall(back, { type: 'connected', at: 90_000 }).state).toMatchObject({ kind: 'talking', ...more });
  });

  it('leaves its record alone and open when nobody is reached, or the agent gives up', () => {
    const busy = transitionCall(begun.state, { type: 'lineEnded', reason: 'busy', at: 9 });
    expect(busy).toMatchObject({ state: { kind: 'ended', talk: { answeredAt: 5000 } }, effects: [] });
    expect(busy.state).not.toHaveProperty('closing');
    const pressed = transitionCall(begun.state, { type: 'hangUpPressed' }).state;
    expect(transitionCall(pressed, { type: 'lineEnded', reason: 'agentHungUp', at: 9 }).effects).toEqual([]);
  });
});
