import { describe, expect, it } from 'vitest';
import { legOf, phaseOf, soundOf, waitingLeg } from '../../../../src/shared/call/desk-calls.ts';
import { fail, kindOf, offer, settleAll, talk } from './desk-moves.ts';
import { SimulatedLine } from './simulated-line.ts';

describe('a second call', () => {
  it('rings softly beside the one that talks, and leaves the screen to it', () => {
    const line = new SimulatedLine();
    const first = offer(line);
    expect(soundOf(line.desk)).toBe('ring');
    line.dispatch({ type: 'answerPressed', callId: first });
    settleAll(line);
    const second = offer(line);
    expect(soundOf(line.desk)).toBe('callWaiting');
    expect(line.desk.onScreen).toBe(first);
    expect(waitingLeg(line.desk)?.facts.callId).toBe(second);
    expect(phaseOf(line.desk)).toBe('talking');
  });

  it('is answered only when the first is on hold, and then has the screen', () => {
    const line = new SimulatedLine();
    const first = talk(line);
    const second = offer(line);
    line.dispatch({ type: 'answerPressed', callId: second });
    expect(line.pending.map(({ command }) => command)).toEqual(['hold']);
    expect(kindOf(line, second)).toBe('ringing');
    settleAll(line);
    expect([kindOf(line, first), kindOf(line, second)]).toEqual(['held', 'talking']);
    expect(line.desk.onScreen).toBe(second);
    expect(line.hearing()).toEqual([second]);
  });

  it('goes on ringing when the first could not be put on hold', () => {
    const line = new SimulatedLine();
    const first = talk(line);
    const second = offer(line);
    line.dispatch({ type: 'answerPressed', callId: second });
    fail(line, 'hold');
    expect(line.desk.next).toBeUndefined();
    expect([kindOf(line, first), kindOf(line, second)]).toEqual(['talking', 'ringing']);
    expect(line.hearing()).toEqual([first]);
  });

  it('is swapped with the first, and each keeps its notes', () => {
    const line = new SimulatedLine();
    const first = talk(line);
    line.dispatch({ type: 'leg', callId: first, event: { type: 'notesChanged', notes: '第一' } });
    const second = offer(line);
    line.dispatch({ type: 'answerPressed', callId: second });
    settleAll(line);
    line.dispatch({ type: 'leg', callId: second, event: { type: 'notesChanged', notes: '第二' } });
    line.dispatch({ type: 'resumePressed', callId: first });
    settleAll(line);
    expect([kindOf(line, first), kindOf(line, second)]).toEqual(['talking', 'held']);
    expect(line.desk.onScreen).toBe(first);
    expect(line.desk.legs.map(({ notes }) => notes)).toEqual(['第一', '第二']);
  });

  it('keeps the record of the first open while the second talks', () => {
    const line = new SimulatedLine();
    const first = talk(line);
    const second = offer(line);
    line.dispatch({ type: 'answerPressed', callId: second });
    settleAll(line);
    line.end(first, 'callerHungUp');
    expect([kindOf(line, first), kindOf(line, second)]).toEqual(['wrapUp', 'talking']);
    expect(line.desk.onScreen).toBe(second);
    line.end(second, 'callerHungUp');
    expect(line.desk.onScreen).toBe(second);
    for (const callId of [second, first]) {
      line.dispatch({
        ...{ type: 'leg', callId },
        event: { type: 'wrapUpFinished', disposition: 'resolved', notes: '', at: 9 },
      });
    }
    expect(line.desk.legs).toEqual([]);
    expect([...line.records.values()]).toEqual([
      { begins: 1, ends: 1, closings: 1, reason: 'callerHungUp' },
      { begins: 1, ends: 1, closings: 1, reason: 'callerHungUp' },
    ]);
  });

  it('is not answered by itself while somebody is talked to', () => {
    const line = new SimulatedLine();
    talk(line);
    const facts = line.newFacts('inbound');
    line.dispatch({ type: 'offered', facts, autoAnswerAt: 99 });
    expect(legOf(line.desk, facts.callId)).not.toHaveProperty('autoAnswerAt');
  });

  it('takes the place of the colleague who connected it, notes and all', () => {
    const line = new SimulatedLine();
    const colleague = talk(line);
    line.dispatch({ type: 'leg', callId: colleague, event: { type: 'notesChanged', notes: '客户说停电' } });
    const facts = line.newFacts('inbound');
    line.dispatch({ type: 'offered', facts, replaces: colleague });
    line.end(colleague, 'replaced');
    line.connect(facts.callId);
    expect(line.desk.legs).toMatchObject([{ kind: 'talking', notes: '客户说停电' }]);
    expect(line.records.get(colleague)).toMatchObject({ closings: 1, reason: 'replaced' });
  });
});

describe('a blind transfer', () => {
  const to = { kind: 'blind', address: '8810' } as const;

  it('puts the caller on hold, then hands him over', () => {
    const line = new SimulatedLine();
    const callId = talk(line);
    line.dispatch({ type: 'transferPressed', callId, to });
    expect(line.pending.map(({ command }) => command)).toEqual(['hold']);
    line.settle({ callId, command: 'hold' }, true);
    expect(line.pending.map(({ command }) => command)).toEqual(['transfer']);
    expect(line.hearing()).toEqual([]);
    settleAll(line);
    expect(legOf(line.desk, callId)).toMatchObject({ kind: 'wrapUp', transfer: { kind: 'blind', to: '8810' } });
  });

  it('takes the caller back by itself when nobody took him', () => {
    const line = new SimulatedLine();
    const callId = talk(line);
    line.dispatch({ type: 'transferPressed', callId, to });
    line.settle({ callId, command: 'hold' }, true);
    fail(line, 'transfer');
    expect(line.pending.map(({ command }) => command)).toEqual(['resume']);
    settleAll(line);
    expect(kindOf(line, callId)).toBe('talking');
  });

  it('leaves him on hold while the agent talks to somebody else by then', () => {
    const line = new SimulatedLine();
    const callId = talk(line);
    line.dispatch({ type: 'transferPressed', callId, to });
    line.settle({ callId, command: 'hold' }, true);
    const second = offer(line);
    line.dispatch({ type: 'answerPressed', callId: second });
    line.settle({ callId: second, command: 'answer' }, true);
    fail(line, 'transfer');
    expect([kindOf(line, callId), kindOf(line, second)]).toEqual(['held', 'talking']);
  });
});

describe('the phases of the agent', () => {
  it('are those of the calls', () => {
    const line = new SimulatedLine();
    expect(phaseOf(line.desk)).toBe('none');
    const facts = line.newFacts('outbound');
    line.dispatch({ type: 'dialPressed', facts, address: '8002' });
    expect(phaseOf(line.desk)).toBe('dialing');
    expect(soundOf(line.desk)).toBeUndefined();
    line.dispatch({ type: 'leg', callId: facts.callId, event: { type: 'progressed', isHeard: false } });
    expect(soundOf(line.desk)).toBe('ringback');
    line.dispatch({ type: 'leg', callId: facts.callId, event: { type: 'progressed', isHeard: true } });
    expect(soundOf(line.desk)).toBeUndefined();
    line.connect(facts.callId);
    expect(phaseOf(line.desk)).toBe('talking');
    line.end(facts.callId, 'callerHungUp');
    expect(phaseOf(line.desk)).toBe('none');
  });
});
