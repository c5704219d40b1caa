import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLive } from '../../../../src/shared/call/call-state.ts';
import { consultOf, legOf, mixedLegs, openLeg } from '../../../../src/shared/call/desk-calls.ts';
import { consult, offer, settleAll } from './desk-moves.ts';
import { SimulatedLine } from './simulated-line.ts';

interface Step {
  readonly act: (typeof acts)[number];
  readonly pick: number;
  readonly isDone: boolean;
}
const acts = [
  // Several at once, so that short sequences get far.
  'talkToCaller',
  'talkToColleague',
  'joinColleague',
  'gather',
  'settleAll',
  'offer',
  'dial',
  'answer',
  'hold',
  'resume',
  'hangUp',
  'reject',
  'consult',
  'return',
  'transfer',
  'connect',
  'join',
  'settle',
  'settle',
  'settle',
  'farEndAnswers',
  'farEndLeaves',
  'wrapUp',
] as const;
let deepest = 0;
const step: fc.Arbitrary<Step> = fc.record({ act: fc.constantFrom(...acts), pick: fc.nat(20), isDone: fc.boolean() });

function take(line: SimulatedLine, { act, pick, isDone }: Step): void {
  const at = <T>(list: readonly T[]): T | undefined => list[pick % Math.max(1, list.length)];
  const callId = at(line.desk.legs)?.facts.callId;
  const live = [...line.legs].filter(([, leg]) => !leg.isGone).map(([id]) => id);
  switch (act) {
    case 'talkToCaller':
      if (live.length < 4) line.dispatch({ type: 'answerPressed', callId: offer(line) });
      return settleAll(line);
    case 'talkToColleague': {
      settleAll(line);
      const caller = line.desk.legs.find((leg) => leg.kind === 'talking' || leg.kind === 'held');
      if (caller && !consultOf(line.desk, caller.facts.callId)) consult(line, caller.facts.callId);
      return;
    }
    case 'joinColleague': {
      settleAll(line);
      const asked = line.desk.legs.find((leg) => leg.facts.consultFor !== undefined);
      const caller = asked?.facts.consultFor;
      if (caller !== undefined && asked)
        line.dispatch({ type: 'joinPressed', callId: caller, other: asked.facts.callId });
      if (isDone) settleAll(line);
      return;
    }
    case 'gather':
      for (const part of ['talkToCaller', 'talkToColleague', 'joinColleague'] as const) {
        take(line, { act: part, pick, isDone });
      }
      return;
    case 'settleAll':
      return settleAll(line);
    case 'offer':
      if (live.length < 4) offer(line);
      return;
    case 'dial':
      return line.dispatch({ type: 'dialPressed', facts: line.newFacts('outbound'), address: '8002' });
    case 'settle': {
      const pending = at(line.pending);
      // A far end that can't be reached at all can't be hung up either.
      if (pending) line.settle(pending, isDone || pending.command === 'hangUp');
      return;
    }
    case 'farEndAnswers': {
      const dialing = line.desk.legs.find((leg) => leg.kind === 'dialing');
      if (dialing) line.connect(dialing.facts.callId);
      return;
    }
    case 'farEndLeaves': {
      const leaving = at(live);
      if (leaving) line.end(leaving, 'callerHungUp');
      return;
    }
    default:
  }
  if (callId === undefined) return;
  switch (act) {
    case 'answer':
      return line.dispatch({ type: 'answerPressed', callId });
    case 'hold':
      return line.dispatch({ type: 'leg', callId, event: { type: 'holdPressed' } });
    case 'resume':
      return line.dispatch({ type: 'resumePressed', callId });
    case 'hangUp':
      return line.dispatch({ type: 'leg', callId, event: { type: 'hangUpPressed' } });
    case 'reject':
      return line.dispatch({ type: 'leg', callId, event: { type: 'rejectPressed' } });
    case 'consult':
      return line.dispatch({ type: 'dialPressed', facts: line.newFacts('outbound', callId), address: '8002' });
    case 'return':
      return line.dispatch({ type: 'returnPressed', callId });
    case 'transfer':
      return line.dispatch({ type: 'transferPressed', callId, to: { kind: 'blind', address: '8810' } });
    case 'connect':
    case 'join': {
      const other = line.desk.legs.at((pick % line.desk.legs.length) - 1)?.facts.callId;
      const type = act === 'join' ? 'joinPressed' : 'connectPressed';
      if (other !== undefined) line.dispatch({ type, callId, other });
      return;
    }
    case 'wrapUp':
      return line.dispatch({
        ...{ type: 'leg', callId },
        event: { type: 'wrapUpFinished', disposition: 'resolved', notes: '', at: 9 },
      });
  }
}

describe('any sequence of keys and answers of the line', () => {
  it('opens the microphone to one leg, to two only in a conference; ends every leg and its record exactly once', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const line = new SimulatedLine();
        for (const one of steps) {
          take(line, one);
          const hearing = line.hearing();
          const { conference = [] } = line.desk;
          if (hearing.length > 1) expect([...conference].sort()).toEqual([...hearing].sort());
          if (line.mixed.length > 0) deepest += 1;
          expect(line.mixed).toEqual(mixedLegs(line.desk));
          for (const member of line.mixed) expect(hearing).toContain(member);
        }
        for (const [callId, record] of line.records) {
          const isLineThere = !line.legs.get(callId)?.isGone;
          expect(record.begins).toBe(1);
          expect(record.ends).toBe(isLineThere ? 0 : 1);
          expect(record.reason === undefined).toBe(isLineThere);
          const leg = legOf(line.desk, callId);
          expect(leg === undefined || !isLive(leg)).toBe(!isLineThere);
          expect(record.closings).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
    // The sequences did get as far as conferences.
    expect(deepest).toBeGreaterThan(100);
  });

  it('never gets stuck: with a line that does as it is told, everything can be ended', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const line = new SimulatedLine();
        for (const one of steps) take(line, one);
        settleAll(line);
        for (let turn = 0; turn < 10 && line.desk.legs.length > 0; turn += 1) {
          for (const { facts } of line.desk.legs) {
            const { callId } = facts;
            line.dispatch({ type: 'leg', callId, event: { type: 'hangUpPressed' } });
            settleAll(line);
            line.dispatch({
              ...{ type: 'leg', callId },
              event: { type: 'wrapUpFinished', disposition: 'resolved', notes: '', at: 9 },
            });
          }
        }
        expect(line.desk.legs).toEqual([]);
        expect(line.desk.next).toBeUndefined();
        expect(openLeg(line.desk)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});
