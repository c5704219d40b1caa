import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isLive,
  offerCall,
  transitionCall,
  type CallEffect,
  type CallEvent,
  type CallState,
} from '../../../../src/shared/call/call-machine.ts';
import { dispositions, endReasons, type CallFacts } from '../../../../src/shared/domain/call.ts';
import { callIdSchema, phraseIdSchema } from '../../../../src/shared/ids.ts';
import { commands } from '../../../../src/shared/ipc/contract.ts';

const id = callIdSchema.parse('01890a5d-ac96-774b-bcce-b302099a8057');
const facts: CallFacts = {
  callId: id,
  direction: 'inbound',
  number: '+8613900000011',
  isPractice: false,
  startedAt: 1000,
};
const hello = phraseIdSchema.parse('zh.greeting.1');
const sorry = phraseIdSchema.parse('zh.apology.1');

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
  it('rings and opens its record the moment it is offered', () => {
    const { state, effects } = run();
    expect(state.kind).toBe('ringing');
    expect(effects).toEqual([{ type: 'recordBegin', facts }, { type: 'startRing' }]);
  });

  it('stops ringing when answered and records the answer when the line did it', () => {
    const pressed = run({ type: 'answerPressed' });
    expect(pressed.state.kind).toBe('answering');
    expect(pressed.last).toEqual([{ type: 'stopRing' }, { type: 'answerLine' }]);
    const talking = run(...answered);
    expect(talking.state).toMatchObject({ kind: 'talking', answeredAt: 5000, heldMs: 0, isMuted: false });
    expect(talking.last).toEqual([{ type: 'recordUpdate', patch: { id, answeredAt: 5000 } }]);
  });

  it('rings again when the answer failed, and can be answered again', () => {
    const failed = run({ type: 'answerPressed' }, { type: 'commandFailed', command: 'answer' });
    expect(failed.state.kind).toBe('ringing');
    expect(failed.last).toEqual([{ type: 'startRing' }]);
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
    expect(back.state).not.toHaveProperty('heldSince');
    const twice = run(
      ...held,
      { type: 'resumed', at: 8000 },
      { type: 'holdPressed' },
      { type: 'held', at: 9000 },
      { type: 'resumed', at: 9300 },
    );
    expect(twice.state).toMatchObject({ heldMs: 1300 });
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
    expect(rejecting.last).toEqual([{ type: 'startRing' }]);
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
    expect(last).toEqual([
      { type: 'recordUpdate', patch: { id, endedAt: 7400, endReason: 'callerHungUp', heldMs: 400 } },
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
      expect(last).toEqual([
        { type: 'stopRing' },
        { type: 'recordUpdate', patch: { id, endedAt: 3000, endReason: reason } },
      ]);
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
});

const time = fc.integer({ min: 0, max: 100_000 });
const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.constantFrom<CallEvent>(
    { type: 'answerPressed' },
    { type: 'rejectPressed' },
    { type: 'hangUpPressed' },
    { type: 'holdPressed' },
    { type: 'resumePressed' },
    { type: 'phraseUnsaid', phraseId: hello },
  ),
  fc.record({ type: fc.constantFrom('mutePressed' as const, 'muteChanged' as const), isMuted: fc.boolean() }),
  fc.record({ type: fc.constantFrom('connected' as const, 'held' as const, 'resumed' as const), at: time }),
  fc.record({ type: fc.constant('phraseSaid' as const), phraseId: fc.constantFrom(hello, sorry), at: time }),
  fc.record({ type: fc.constant('notesChanged' as const), notes: fc.string({ maxLength: 20 }) }),
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
    ),
  }),
  fc.record({
    type: fc.constant('wrapUpFinished' as const),
    disposition: fc.constantFrom(...dispositions),
    notes: fc.string({ maxLength: 20 }),
    at: time,
  }),
);

describe('any sequence of events', () => {
  it('ends a call at most once, rings only while offered, and writes only valid patches', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        let { state, effects } = offerCall(facts);
        let ends = 0;
        let closings = 0;
        let isRinging = false;
        for (const event of [undefined, ...events]) {
          if (event) ({ state, effects } = transitionCall(state, event));
          for (const effect of effects) {
            if (effect.type === 'startRing') isRinging = true;
            if (effect.type === 'stopRing') isRinging = false;
            if (effect.type !== 'recordUpdate') continue;
            expect(commands['calls:update'].input.safeParse(effect.patch).success).toBe(true);
            if (effect.patch.endedAt !== undefined) ends += 1;
            if (effect.patch.wrappedUpAt !== undefined) closings += 1;
          }
          effects = [];
          expect(isRinging).toBe(state.kind === 'ringing');
          expect(ends).toBe(isLive(state) ? 0 : 1);
          expect(closings).toBeLessThanOrEqual(1);
          if ('heldMs' in state) expect(state.heldMs).toBeGreaterThanOrEqual(0);
          expect('heldSince' in state).toBe(state.kind === 'held' || state.kind === 'resuming');
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('always can be ended by the line, from wherever it stands', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let { state } = offerCall(facts);
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
