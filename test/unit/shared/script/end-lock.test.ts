import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentNoSchema } from '../../../../src/shared/ids.ts';
import { adherenceOf, greetWithinMs } from '../../../../src/shared/script/adherence.ts';
import { isEndLocked } from '../../../../src/shared/script/end-lock.ts';
import { answerNames, openQuestions } from '../../../../src/shared/script/flow-answers.ts';
import type { ScriptEvent } from '../../../../src/shared/script/flows/flow.ts';
import { scriptAfter } from '../../../../src/shared/script/flows/script-state.ts';
import { readClock } from '../../../../src/shared/script/read-clock.ts';
import { fillLine, lineText } from '../../../../src/shared/script/slots.ts';
import { anyDay, said } from '../../../fixtures/script-call.ts';
import { anyFacts, storyOf } from '../../../fixtures/script-story.ts';

const leader = agentNoSchema.parse('0031');
const confirmed: ScriptEvent = { type: 'leaderConfirmed', leader, by: 'code', at: anyDay };
const stateOf = (events: readonly ScriptEvent[]) => scriptAfter(events, anyFacts);

describe('the end of an abusive call', () => {
  it.each([
    ['an ordinary call', said('greeting.any'), false],
    ['the first strike', said('abuse.first'), true],
    ['the third, before the leader', said('abuse.first', 'abuse.second', 'abuse.askLeader'), true],
    ['the third, confirmed', [...said('abuse.first', 'abuse.second', 'abuse.askLeader'), confirmed], false],
    ['confirmed too early', [...said('abuse.first'), confirmed], true],
    ['calmed down and closed', said('abuse.first', 'closing.else', 'closing.farewell'), false],
    ['a farewell without the question', said('abuse.first', 'closing.farewell'), true],
  ] as const)('%s', (_, events, expected) => {
    expect(isEndLocked(stateOf(events))).toBe(expected);
  });

  it('opens by the leader or by both steps of the closing, and by nothing else', () => {
    fc.assert(
      fc.property(storyOf(/^abuse|^closing|^hold|^soothe/), (events) => {
        const state = stateOf([...said('abuse.first'), ...events]);
        if (!isEndLocked(state)) expect(state.closing).toBe('closed');
      }),
    );
  });
});

describe('adherence', () => {
  const at = (moment: string, afterMs: number): ScriptEvent => ({ ...said(moment)[0]!, at: anyDay + afterMs });

  it('counts the greeting from the answer', () => {
    expect(adherenceOf(anyDay, [at('greeting.any', 3_000)])).toEqual({
      ...{ greetedAfterMs: 3_000, isGreetedInTime: true, isClosingComplete: false },
    });
    expect(adherenceOf(anyDay, [at('greeting.any', greetWithinMs + 1)]).isGreetedInTime).toBe(false);
    expect(adherenceOf(anyDay, [at('greeting.any', -2_000)]).greetedAfterMs).toBe(0);
    expect(adherenceOf(anyDay, [])).toEqual({ isGreetedInTime: false, isClosingComplete: false });
  });

  it('wants both steps of the closing', () => {
    expect(adherenceOf(anyDay, said('closing.else', 'closing.farewell')).isClosingComplete).toBe(true);
    expect(adherenceOf(anyDay, said('closing.else', 'fault.noted', 'closing.farewell')).isClosingComplete).toBe(false);
  });
});

describe('what flows ask for', () => {
  it.each([
    ['followUp', said('followUp.open', 'followUp.done', 'followUp.rating'), 'bad', 'rated2'],
    ['followUp', said('followUp.open', 'followUp.done', 'followUp.rating'), 'good', 'rated4'],
    ['namedAgent', said('namedAgent.offerHelp'), 'isOn', 'isOn'],
    ['namedAgent', said('namedAgent.offerHelp'), 'isOff', 'isOff'],
    ['noCommonLanguage', said('noCommonLanguage.wait'), 'joined', 'joined'],
    ['noCommonLanguage', said('noCommonLanguage.wait'), 'nobody', 'nobody'],
    ['handover', said('handover.video'), 'ready', 'ready'],
    ['handover', said('handover.video'), 'missing', 'missing'],
  ] as const)('%s %# goes on with its answer', (flow, events, then, name) => {
    const question = openQuestions(stateOf(events)).find((entry) => entry.flow === flow);
    const answer = question?.answers.find((entry) => entry.name === name);
    expect(answer).toBeDefined();
    const mark = { ...answer!.mark, at: anyDay } as ScriptEvent;
    expect(stateOf([...events, mark])[flow]).toBe(then);
  });

  it('asks nothing in an ordinary call, and names each answer once', () => {
    expect(openQuestions(stateOf(said('greeting.any', 'verify.name')))).toEqual([]);
    expect(new Set(answerNames).size).toBe(answerNames.length);
  });
});

describe('what an agent writes', () => {
  it('is the last time of the day that it says', () => {
    const noon = new Date(2026, 4, 12, 12, 0, 0).getTime();
    expect(readClock('11:58', noon)).toBe(noon - 120_000);
    expect(readClock('11：58：30', noon)).toBe(noon - 90_000);
    expect(readClock('13:27:18', noon)).toBe(new Date(2026, 4, 11, 13, 27, 18).getTime());
    for (const wrong of ['', '25:00', '11:60', 'noon', '1127']) expect(readClock(wrong, noon)).toBeUndefined();
  });

  it('fills a gap of its language, figures one of any, and shows as known elsewhere', () => {
    const filled = {
      cause: { text: '线路检修', lang: 'zh-Hans' },
      transferTime: { text: '13:27', lang: 'zh-Hans' },
    } as const;
    const line = (text: string, lang: 'zh-Hans' | 'en') => fillLine(text, lang, {}, { now: anyDay, filled });
    expect(lineText(line('原因是{cause}。', 'zh-Hans'))).toBe('原因是线路检修。');
    expect(lineText(line('At {transferTime}.', 'en'))).toBe('At 13:27.');
    expect(line('Because of {cause}.', 'en')).toContainEqual({ type: 'gap', slot: 'cause', hint: '线路检修' });
  });
});
