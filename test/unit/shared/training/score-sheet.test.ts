import { describe, expect, it } from 'vitest';
import { scoreSheet, type Criterion } from '../../../../src/shared/training/score-sheet.ts';
import type { SimulationFact } from '../../../../src/shared/training/simulation-facts.ts';
import { branching } from './scenario-fixture.ts';

const { needs } = branching();
const scenario = branching({
  needs: {
    ...{ ...needs, say: ['greeting', 'verify', 'closing.farewell'], avoid: ['abuse'] },
    ticket: { type: 'opinion', subTypes: ['bill'], fields: ['callerPhone'] },
  },
});

const said = (at: number, kind: string, lang = 'adx') =>
  ({ at, type: 'said', moment: kind, kind, lang }) as SimulationFact;
const fact = (at: number, type: string, more: object = {}) => ({ at, type, ...more }) as SimulationFact;
const ticket = (more: object = {}) =>
  fact(60_000, 'ticketSaved', { ticketType: 'opinion', subType: 'bill', filled: ['callerPhone'], ...more });

/** Everything done well. */
const good = [
  fact(1_000, 'answered'),
  fact(1_500, 'agentSpoke'),
  fact(2_000, 'voice', { pace: 'fits', loudness: 'fits' }),
  said(3_000, 'greeting'),
  fact(4_000, 'agentQuiet'),
  fact(6_000, 'callerSpoke', { ms: 4_000 }),
  said(12_000, 'verify'),
  fact(12_000, 'agentSpoke'),
  fact(14_000, 'agentQuiet'),
  said(20_000, 'hold.before'),
  fact(22_000, 'held'),
  fact(30_000, 'articleOpened', { group: 'bill-high' }),
  fact(52_000, 'resumed'),
  fact(53_000, 'agentSpoke'),
  ticket(),
  said(62_000, 'closing.anythingElse'),
  said(66_000, 'closing.farewell'),
  fact(67_000, 'agentQuiet'),
  fact(68_000, 'ended'),
];
const without = (...gone: (string | undefined)[]) =>
  good.filter((entry) => !gone.includes(entry.type === 'said' ? entry.kind : entry.type));
const pointOf = (facts: readonly SimulationFact[], criterion: Criterion, of = scenario) =>
  scoreSheet(facts, of)?.points.find((point) => point.criterion === criterion);

describe('a score sheet', () => {
  it('gives all points to a call that was done well, each with its moment', () => {
    const sheet = scoreSheet(good, scenario);
    expect(sheet).toMatchObject({ score: 100, from: 1_000, to: 68_000 });
    expect(sheet?.points.filter(({ outcome }) => outcome !== 'met')).toEqual([]);
    expect(pointOf(good, 'greetingInTime')).toMatchObject({ at: 3_000, seconds: 2 });
    expect(pointOf(good, 'article')).toMatchObject({ at: 30_000, seconds: 29 });
    expect(pointOf(good, 'holdShort')).toMatchObject({ at: 22_000, seconds: 30 });
    expect(pointOf(good, 'silence')).toMatchObject({ at: 14_000, seconds: 8 });
  });

  it('is none for a call that was never answered, or is not over', () => {
    expect(scoreSheet([], scenario)).toBeUndefined();
    expect(scoreSheet(without('answered'), scenario)).toBeUndefined();
    expect(scoreSheet(without('ended'), scenario)).toBeUndefined();
  });

  const late = good.map((entry) =>
    entry.type === 'said' && entry.kind === 'greeting' ? { ...entry, at: 9_000 } : entry,
  );
  it.each<[Criterion, readonly SimulationFact[], object]>([
    ['greetingInTime', late, { at: 9_000, seconds: 8 }],
    ['greetingInTime', without('greeting'), {}],
    ['pace', [...without('ended'), fact(5_000, 'voice', { pace: 'fast' }), fact(68_000, 'ended')], { at: 5_000 }],
    ['loudness', good.map((one) => (one.type === 'voice' ? { ...one, loudness: 'quiet' } : one)), { at: 2_000 }],
    ['greetingLanguage', [...without('greeting'), said(2_000, 'greeting', 'zh-Hans')], { at: 2_000 }],
    ['moments', without('verify'), { moments: ['verify'] }],
    ['forbidden', [...good, said(50_000, 'abuse')], { at: 50_000, moments: ['abuse'] }],
    ['holdAnnounced', without('hold.before'), { at: 22_000 }],
    ['holdAnnounced', [...without('hold.before'), said(23_000, 'hold.before')], { at: 22_000 }],
    ['holdShort', good.map((entry) => (entry.type === 'resumed' ? { ...entry, at: 83_000 } : entry)), { seconds: 61 }],
    ['article', without('articleOpened'), {}],
    ['ticket', without('ticketSaved'), {}],
    ['ticket', [...without('ticketSaved'), ticket({ subType: 'counter-service' })], { at: 60_000 }],
    ['ticket', [...without('ticketSaved'), ticket({ filled: [] })], { at: 60_000 }],
    ['closing', without('closing.anythingElse'), { at: 66_000 }],
    ['silence', good.filter(({ at }) => at < 7_000 || at >= 53_000), { at: 10_000, seconds: 43 }],
  ])('sees what was missed: %s', (criterion, facts, more) => {
    expect(pointOf(facts, criterion)).toMatchObject({ outcome: 'missed', ...more });
    expect(scoreSheet(facts, scenario)?.score).toBeLessThan(100);
  });

  it('leaves out of the score what did not come up', () => {
    const facts = without('held', 'resumed', 'agentSpoke', 'agentQuiet');
    for (const criterion of ['holdAnnounced', 'holdShort', 'silence'] as const) {
      expect(pointOf(facts, criterion)).toMatchObject({ outcome: 'notApplicable' });
    }
    expect(scoreSheet(facts, scenario)?.score).toBe(100);
    expect(pointOf(good, 'article', branching({ needs: { ...needs, articles: [] } }))?.outcome).toBe('notApplicable');
  });

  it('wants no ticket where none is due', () => {
    expect(pointOf(good, 'ticket', branching())).toMatchObject({ outcome: 'missed', at: 60_000 });
    expect(pointOf(without('ticketSaved'), 'ticket', branching())).toMatchObject({ outcome: 'met' });
  });

  it('does not count the time between two calls of one caller as silence', () => {
    const twice = [
      ...good,
      fact(168_000, 'answered'),
      fact(170_000, 'agentSpoke'),
      fact(171_000, 'agentQuiet'),
      fact(172_000, 'ended'),
    ];
    expect(pointOf(twice, 'silence')).toMatchObject({ outcome: 'met', seconds: 8 });
  });
});
