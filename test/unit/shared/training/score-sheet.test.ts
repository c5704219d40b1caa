import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { momentCatalogSchema } from '../../../../src/shared/domain/moment.ts';
import { handOverLines, scoreSheet, type Criterion } from '../../../../src/shared/training/score-sheet.ts';
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
const step = (at: number, taken: number, more: object = {}) =>
  fact(at, 'procedureStep', { procedure: 'bill', step: `s${String(taken)}`, taken, isEnd: false, ...more });
const without = (...gone: (string | undefined)[]) =>
  good.filter((entry) => !gone.includes(entry.type === 'said' ? entry.kind : entry.type));
const pointOf = (facts: readonly SimulationFact[], criterion: Criterion, of = scenario) =>
  scoreSheet(facts, of)?.points.find((point) => point.criterion === criterion);

describe('a score sheet', () => {
  it('gives all points to a call that was done well, each with its moment', () => {
    const sheet = scoreSheet(good, scenario);
    expect(sheet).toMatchObject({ score: 100, from: 1_000, to: 68_000 });
    // No procedure is wanted of this one.
    expect(sheet?.points.filter(({ outcome }) => outcome !== 'met').map(({ criterion }) => criterion)).toEqual([
      'procedure',
      'handOver',
    ]);
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

  describe('of a caller whose question goes by a procedure', () => {
    const led = branching({ needs: { ...needs, procedure: 'bill' } });
    const ofCall = (...steps: SimulationFact[]) =>
      pointOf(
        [...good, ...steps].toSorted((a, b) => a.at - b.at),
        'procedure',
        led,
      );

    it('has no such point where the scenario names none', () => {
      expect(pointOf([...good, step(5_000, 0)], 'procedure')).toMatchObject({ outcome: 'notApplicable', weight: 2 });
    });

    it.each<[string, readonly SimulationFact[], object]>([
      [
        'run to its end: when it was begun, how many steps it took, and where it ended',
        [step(9_000, 0), step(11_000, 1), step(15_000, 2, { isEnd: true })],
        { outcome: 'met', at: 15_000, seconds: 8, steps: 2 },
      ],
      [
        'ended, then looked back at',
        [step(9_000, 0), step(15_000, 1, { isEnd: true }), step(16_000, 0)],
        { at: 15_000 },
      ],
      [
        'left on the way: the furthest step that was reached',
        [step(9_000, 0), step(11_000, 1), step(12_000, 2), step(13_000, 1)],
        { outcome: 'missed', at: 12_000, seconds: 8, steps: 2 },
      ],
      [
        'ended when the caller was gone',
        [step(9_000, 0), step(70_000, 1, { isEnd: true })],
        { outcome: 'missed', at: 9_000 },
      ],
      [
        'another one instead, to its end',
        [step(9_000, 0, { procedure: 'outage' }), step(11_000, 1, { procedure: 'outage', isEnd: true })],
        { outcome: 'missed', at: 9_000 },
      ],
      [
        'the right one after another',
        [step(9_000, 0, { procedure: 'outage' }), step(20_000, 0), step(24_000, 1, { isEnd: true })],
        { outcome: 'met', at: 24_000, seconds: 19, steps: 1 },
      ],
      ['never opened', [], { outcome: 'missed' }],
    ])('%s', (_name, steps, point) => {
      expect(ofCall(...steps)).toMatchObject({ weight: 2, ...point });
      if (!('at' in point)) expect(ofCall(...steps)).not.toHaveProperty('at');
    });
  });

  describe('of a caller who was handed over', () => {
    const over = (how: 'blind' | 'attended') => fact(50_000, 'handedOver', { how });
    /** Handed over from a hold, without a goodbye. */
    const sent = (...facts: SimulationFact[]) =>
      [...without('closing.anythingElse', 'closing.farewell', 'hold.before', 'resumed'), ...facts].toSorted(
        (a, b) => a.at - b.at,
      );
    const toldWhy = said(20_000, 'transfer.before');

    it('knows its lines from the catalogue of moments', () => {
      const file = join(import.meta.dirname, '../../../../resources/script-moments.json');
      const { moments } = momentCatalogSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
      const known = moments.flatMap(({ id, kind }) => [id, kind]);
      expect(handOverLines.filter((line) => !known.includes(line))).toEqual([]);
    });

    it('has no such point without one', () => {
      expect(pointOf(good, 'handOver')).toMatchObject({ outcome: 'notApplicable' });
    });

    it('wants the caller told before, and no goodbye from whoever has him no more', () => {
      const facts = sent(toldWhy, over('blind'));
      expect(pointOf(facts, 'handOver')).toMatchObject({ outcome: 'met', at: 20_000, moments: [] });
      expect(pointOf(facts, 'closing')).toMatchObject({ outcome: 'notApplicable' });
      // That he is put through announces the hold in which he waits for it.
      expect(pointOf(facts, 'holdAnnounced')).toMatchObject({ outcome: 'met' });
    });

    it('says what was missing, at the hand-over', () => {
      const late = said(51_000, 'transfer.before');
      for (const facts of [sent(over('blind')), sent(over('blind'), late)]) {
        const point = { outcome: 'missed', at: 50_000, moments: ['transfer.before'] };
        expect(pointOf(facts, 'handOver')).toMatchObject(point);
        expect(pointOf(facts, 'holdAnnounced')).toMatchObject({ outcome: 'missed' });
      }
    });

    it('wants whoever was asked first told what it is about, in that hold', () => {
      const before = said(21_000, 'consult');
      const missing = { outcome: 'missed', moments: ['consult.colleague'] };
      expect(pointOf(sent(toldWhy, over('attended')), 'handOver')).toMatchObject(missing);
      expect(pointOf(sent(toldWhy, before, over('attended')), 'handOver')).toMatchObject(missing);
      expect(pointOf(sent(toldWhy, said(30_000, 'consult'), over('attended')), 'handOver')).toMatchObject({
        outcome: 'met',
      });
    });
  });
});
