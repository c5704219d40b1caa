import { describe, expect, it } from 'vitest';
import { consultOf, legOf } from '../../../../src/shared/call/desk-calls.ts';
import type { CallId } from '../../../../src/shared/ids.ts';
import { consult, fail, kindOf, offer, settleAll, talk } from './desk-moves.ts';
import { SimulatedLine } from './simulated-line.ts';

describe('a consult', () => {
  it('puts the caller on hold before the colleague is called, and keeps the screen with the caller', () => {
    const line = new SimulatedLine();
    const caller = talk(line);
    const facts = line.newFacts('outbound', caller);
    line.dispatch({ type: 'dialPressed', facts, address: '8002' });
    expect(legOf(line.desk, facts.callId)).toBeUndefined();
    settleAll(line);
    line.connect(facts.callId);
    expect([kindOf(line, caller), kindOf(line, facts.callId)]).toEqual(['held', 'talking']);
    expect(line.desk.onScreen).toBe(caller);
    expect(line.hearing()).toEqual([facts.callId]);
  });

  it('ends in an attended transfer: the caller is gone, the colleague’s old call is ended', () => {
    const line = new SimulatedLine();
    const caller = talk(line);
    const colleague = consult(line, caller);
    line.dispatch({ type: 'connectPressed', callId: caller, other: colleague });
    settleAll(line);
    expect(legOf(line.desk, caller)).toMatchObject({ kind: 'wrapUp', transfer: { kind: 'attended' } });
    expect(legOf(line.desk, colleague)).toBeUndefined();
    expect(line.records.get(colleague)).toMatchObject({ ends: 1, closings: 1 });
  });

  it('goes on when the attended transfer failed', () => {
    const line = new SimulatedLine();
    const caller = talk(line);
    const colleague = consult(line, caller);
    line.dispatch({ type: 'connectPressed', callId: caller, other: colleague });
    fail(line, 'transfer');
    settleAll(line);
    expect([kindOf(line, caller), kindOf(line, colleague)]).toEqual(['held', 'talking']);
  });

  it('is ended to return to the caller, also while it still rings', () => {
    for (const isAnswered of [true, false]) {
      const line = new SimulatedLine();
      const caller = talk(line);
      const facts = line.newFacts('outbound', caller);
      line.dispatch({ type: 'dialPressed', facts, address: '8002' });
      settleAll(line);
      if (isAnswered) line.connect(facts.callId);
      line.dispatch({ type: 'returnPressed', callId: caller });
      settleAll(line);
      expect(line.desk.legs).toMatchObject([{ kind: 'talking' }]);
      expect(line.hearing()).toEqual([caller]);
    }
  });

  it('is one at a time for a caller', () => {
    const line = new SimulatedLine();
    const caller = talk(line);
    const colleague = consult(line, caller);
    const facts = line.newFacts('outbound', caller);
    line.dispatch({ type: 'dialPressed', facts, address: '8003' });
    settleAll(line);
    expect(legOf(line.desk, facts.callId)).toBeUndefined();
    expect(consultOf(line.desk, caller)?.facts.callId).toBe(colleague);
  });

  it('keeps the caller waiting when the colleague is busy, for the agent to decide', () => {
    const line = new SimulatedLine();
    const caller = talk(line);
    const facts = line.newFacts('outbound', caller);
    line.dispatch({ type: 'dialPressed', facts, address: '8002' });
    settleAll(line);
    line.end(facts.callId, 'busy');
    expect(line.desk.legs).toMatchObject([{ kind: 'held' }]);
  });
});

describe('a conference', () => {
  function join(): { line: SimulatedLine; caller: CallId; colleague: CallId } {
    const line = new SimulatedLine();
    const caller = talk(line);
    const colleague = consult(line, caller);
    line.dispatch({ type: 'joinPressed', callId: caller, other: colleague });
    expect(line.mixed).toEqual([]);
    settleAll(line);
    return { line, caller, colleague };
  }

  it('lets both hear the agent and each other', () => {
    const { line, caller, colleague } = join();
    expect(line.hearing()).toEqual([caller, colleague]);
    expect(line.mixed).toEqual([caller, colleague]);
    expect(line.desk.onScreen).toBe(caller);
  });

  it('is over when one hangs up, and the other one stays', () => {
    for (const who of ['caller', 'colleague'] as const) {
      const joined = join();
      const { line } = joined;
      line.end(joined[who], 'callerHungUp');
      const rest = who === 'caller' ? joined.colleague : joined.caller;
      expect(line.desk.conference).toBeUndefined();
      expect(line.mixed).toEqual([]);
      expect(kindOf(line, rest)).toBe('talking');
      expect(line.hearing()).toEqual([rest]);
    }
  });

  it('is left by connecting the other two', () => {
    const { line, caller, colleague } = join();
    line.dispatch({ type: 'connectPressed', callId: caller, other: colleague });
    expect(line.mixed).toEqual([caller, colleague]);
    settleAll(line);
    expect(legOf(line.desk, caller)).toMatchObject({ kind: 'wrapUp', reason: 'transferred' });
    expect(line.desk.conference).toBeUndefined();
  });

  it('goes on as it was when they could not be connected', () => {
    const { line, caller, colleague } = join();
    line.dispatch({ type: 'connectPressed', callId: caller, other: colleague });
    fail(line, 'transfer');
    expect(line.mixed).toEqual([caller, colleague]);
    expect(line.hearing()).toEqual([caller, colleague]);
  });

  it('can put one member on hold alone and take him in again', () => {
    const { line, caller, colleague } = join();
    line.dispatch({ type: 'leg', callId: colleague, event: { type: 'holdPressed' } });
    expect(line.mixed).toEqual([]);
    settleAll(line);
    expect(line.hearing()).toEqual([caller]);
    line.dispatch({ type: 'resumePressed', callId: colleague });
    settleAll(line);
    expect(line.mixed).toEqual([caller, colleague]);
  });

  it('is none when a member could not be taken back', () => {
    const line = new SimulatedLine();
    const caller = talk(line);
    const colleague = consult(line, caller);
    line.dispatch({ type: 'joinPressed', callId: caller, other: colleague });
    fail(line, 'resume');
    expect(line.desk.conference).toBeUndefined();
    expect([kindOf(line, caller), kindOf(line, colleague)]).toEqual(['held', 'talking']);
  });

  it('is put on hold as a whole for a further caller', () => {
    const { line, caller, colleague } = join();
    const second = offer(line);
    line.dispatch({ type: 'answerPressed', callId: second });
    settleAll(line);
    expect([caller, colleague, second].map((callId) => kindOf(line, callId))).toEqual(['held', 'held', 'talking']);
    expect(line.hearing()).toEqual([second]);
  });
});
