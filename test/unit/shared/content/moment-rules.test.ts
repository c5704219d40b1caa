import { describe, expect, it } from 'vitest';
import { calendarProblems, momentProblems } from '../../../../src/shared/content/moment-rules.ts';
import { festivalCalendarSchema } from '../../../../src/shared/domain/festival.ts';
import { momentCatalogSchema } from '../../../../src/shared/domain/moment.ts';

function reasons(...moments: object[]): string[] {
  const content = momentCatalogSchema.parse({
    ...{ schemaVersion: 1, version: 1 },
    moments: moments.map((moment) => ({ id: 'reply.one', situation: 'conversation', kind: 'reply', ...moment })),
  });
  return momentProblems({ file: 'moments.json', content }).map(({ reason }) => reason);
}

describe('momentProblems', () => {
  it('finds nothing in a whole catalog', () => {
    expect(reasons({}, { id: 'reply.two', slots: ['amount'], optional: ['salutation'] })).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['hours that run backwards', { when: { hours: [22, 5] } }, 'hours must run forward within one day'],
    [
      'a slot both needed and optional',
      { slots: ['area'], optional: ['area'] },
      'slot {area} is both needed and optional',
    ],
    ['a name that every text must have', { slots: ['salutation'] }, 'slot {salutation} can only be optional'],
    [
      ...(['a soothing line with a condition', { soothes: true, when: { returning: true } }] as const),
      'a soothing line must fit at any time, the repeat guard counts on it',
    ],
  ])('refuses %s', (_what, moment, reason) => {
    expect(reasons(moment)).toEqual([reason]);
  });

  it('refuses a moment that is there twice', () => {
    expect(reasons({}, {})).toEqual(['moment "reply.one" is there twice']);
  });

  it('lets no slot in that has no type', () => {
    expect(() => reasons({ slots: ['agentName'] })).toThrow();
  });
});

describe('calendarProblems', () => {
  const span = { festival: 'losar', from: '2026-02-17', to: '2026-02-20' };
  const all = ['zh-Hans', 'adx', 'khg', 'en', 'yue-Hant-HK'];
  function reasonsOf(change: object, source = 'losar'): string[] {
    const festivals = ['newYear', 'springFestival', 'losar', 'dragonBoat', 'midAutumn', 'nationalDay'];
    const content = festivalCalendarSchema.parse({
      ...{ schemaVersion: 1, sources: [{ festival: [source], source: 'a book' }] },
      ...{ languages: Object.fromEntries(festivals.map((name) => [name, all])), spans: [{ ...span, ...change }] },
    });
    return calendarProblems({ file: 'festivals.json', content }, new Set(['hainan'])).map(({ reason }) => reason);
  }

  it.each<[string, object, string]>([
    ['a day that is none', { from: '2026-13-01' }, 'no such day'],
    ['a span that runs backwards', { to: '2026-02-16' }, 'ends before it begins'],
    ['a span of months', { to: '2026-04-16' }, 'longer than any festival'],
    ['an area that is none', { areas: ['lhasa'] }, 'unknown area "lhasa"'],
  ])('refuses %s', (_what, change, reason) => {
    expect(reasonsOf(change)).toEqual([reason]);
  });

  it('wants a source for every date', () => {
    expect(reasonsOf({})).toEqual([]);
    expect(reasonsOf({}, 'newYear')).toEqual(['no source for it']);
  });
});
