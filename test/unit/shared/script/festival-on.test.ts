import { describe, expect, it } from 'vitest';
import { festivalOn } from '../../../../src/shared/script/festival-on.ts';
import { shippedCalendar } from '../../../../src/shared/script/shipped.ts';

const on = (day: string, lang: 'zh-Hans' | 'adx' | 'en' | 'yue-Hant-HK' = 'zh-Hans'): string | undefined =>
  festivalOn({ day, lang }, shippedCalendar);

/** As the Hong Kong Observatory publishes them: lunar New Year, Lantern Festival, Dragon Boat, Mid-Autumn; then Losar. */
const published = [
  ['2024-02-10', '2024-02-24', '2024-06-10', '2024-09-17', '2024-02-10'],
  ['2025-01-29', '2025-02-12', '2025-05-31', '2025-10-06', '2025-02-28'],
  ['2026-02-17', '2026-03-03', '2026-06-19', '2026-09-25', '2026-02-18'],
  ['2027-02-06', '2027-02-20', '2027-06-09', '2027-09-15', '2027-02-07'],
  ['2028-01-26', '2028-02-09', '2028-05-28', '2028-10-03', '2028-02-26'],
  ['2029-02-13', '2029-02-27', '2029-06-16', '2029-09-22', '2029-02-14'],
  ['2030-02-03', '2030-02-17', '2030-06-05', '2030-09-12', '2030-03-05'],
  ['2031-01-23', '2031-02-06', '2031-06-24', '2031-10-01', '2031-02-22'],
  ['2032-02-11', '2032-02-25', '2032-06-12', '2032-09-19', '2032-02-12'],
] as const;

function shifted(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

describe('the calendar', () => {
  it.each(published)('has the lunar year from its eve to the Lantern Festival: %s', (newYear, lantern) => {
    expect(on(shifted(newYear, -2))).not.toBe('springFestival');
    expect([shifted(newYear, -1), newYear, lantern].map((day) => on(day))).toEqual(Array(3).fill('springFestival'));
    expect(on(shifted(lantern, 1))).not.toBe('springFestival');
  });

  it.each(published)('has the other days of the year of %s', (newYear, _lantern, dragonBoat, midAutumn, losar) => {
    const year = newYear.slice(0, 4);
    expect([on(`${year}-01-01`), on(dragonBoat), on(midAutumn, 'yue-Hant-HK'), on(`${year}-10-01`, 'zh-Hans')]).toEqual(
      ['newYear', 'dragonBoat', 'midAutumn', year === '2031' ? 'midAutumn' : 'nationalDay'],
    );
    expect([on(losar, 'adx'), on(shifted(losar, 2), 'adx'), on(shifted(losar, 3), 'adx')]).toEqual([
      ...['losar', 'losar'],
      undefined,
    ]);
  });

  it('greets each language for its own festivals only', () => {
    expect(on('2025-02-28', 'zh-Hans')).toBeUndefined();
    expect(on('2025-01-29', 'adx')).toBeUndefined();
    expect(on('2026-05-12')).toBeUndefined();
  });

  it('gives way to the dates of the centre, by area where it names one', () => {
    const centre = [
      { festival: 'losar' as const, from: '2025-01-29', to: '2025-01-31', areas: ['hainan'] },
      { festival: 'losar' as const, from: '2025-03-01', to: '2025-03-03' },
    ];
    const losarIn = (area: string | undefined, day: string): string | undefined =>
      festivalOn({ day, lang: 'adx', area }, shippedCalendar, centre);
    expect(losarIn('hainan', '2025-01-30')).toBe('losar');
    expect(losarIn('hainan', '2025-02-28')).toBeUndefined();
    expect(losarIn('yushu', '2025-03-01')).toBe('losar');
    expect(losarIn(undefined, '2025-02-28')).toBeUndefined();
    expect(losarIn('hainan', '2026-02-18')).toBe('losar');
  });
});
