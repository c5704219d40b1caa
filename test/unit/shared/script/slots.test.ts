import { describe, expect, it } from 'vitest';
import type { CallerLanguage } from '../../../../src/shared/domain/language.ts';
import type { SlotName } from '../../../../src/shared/domain/moment.ts';
import { fillLine, lineText, type SlotValues } from '../../../../src/shared/script/slots.ts';

/** 22 November 2026, 15:20 in Xining. */
const now = Date.UTC(2026, 10, 22, 7, 20);
const zone = { now, timeZone: 'Asia/Shanghai' };
const hour = 3_600_000;
const drolma = { name: '卓玛', salutation: '女士' };

function filled(text: string, lang: CallerLanguage, values: SlotValues, optional: SlotName[] = []): string {
  return lineText(fillLine(text, lang, values, { ...zone, optional }));
}

describe('slots of a line', () => {
  it('are filled with the agent’s number, the caller and the hour', () => {
    const values = { agentNo: '9527', salutation: drolma, timeGreeting: 9 };
    expect(filled('{timeGreeting}，{salutation}，工号{agentNo}为您服务。', 'zh-Hans', values)).toBe(
      '早上好，卓玛女士，工号9527为您服务。',
    );
  });

  it('that are optional leave no comma or space behind when there is no value', () => {
    const some = { agentNo: '9527', timeGreeting: 9 };
    expect(filled('您好，{salutation}，工号{agentNo}。', 'zh-Hans', some, ['salutation'])).toBe('您好，工号9527。');
    expect(filled('{salutation}，您好。', 'zh-Hans', some, ['salutation'])).toBe('您好。');
    expect(filled('Good day {salutation} , agent {agentNo}.', 'en', some, ['salutation'])).toBe(
      'Good day, agent 9527.',
    );
  });

  it('that are needed stay as a gap, with what is known in another language, and never as braces', () => {
    const segments = fillLine('{area}停电，原因是{cause}。', 'zh-Hans', {}, zone);
    expect(segments).toEqual([
      { type: 'gap', slot: 'area' },
      { type: 'words', text: '停电，原因是' },
      { type: 'gap', slot: 'cause' },
      { type: 'words', text: '。' },
    ]);
    const cause = { text: '线路检修', lang: 'zh-Hans' as const };
    expect(fillLine('because of {cause}', 'en', { cause }, zone)[1]).toEqual({
      ...{ type: 'gap', slot: 'cause', hint: '线路检修' },
    });
    expect(filled('{nobodyKnows}您好', 'zh-Hans', {})).toBe('您好');
  });

  it('never put a Chinese salutation into another script', () => {
    expect(filled('Hello {salutation}', 'en', { salutation: drolma }, ['salutation'])).toBe('Hello');
    expect(filled('བདེ་མོ། {salutation}', 'adx', { salutation: drolma }, ['salutation'])).toBe('བདེ་མོ།');
    const anna = { name: 'Anna Miller', salutation: '女士' };
    expect(filled('Hello {salutation}', 'en', { salutation: anna })).toBe('Hello Ms Anna Miller');
  });

  it.each<[CallerLanguage, string, string, string]>([
    ['zh-Hans', '今天下午5点20分', '明天上午10点', '12月25日晚上8点半'],
    ['yue-Hant-HK', '今日下晝5點20分', '聽日上晝10點', '12月25日夜晚8點半'],
    ['en', '5:20 p.m. today', '10 a.m. tomorrow', '8:30 p.m. on 25 December'],
    ['adx', 'ཟླ་11ཚེས་22 17:20', 'ཟླ་11ཚེས་23 10:00', 'ཟླ་12ཚེས་25 20:30'],
  ])('say a due date the way %s says it', (lang, today, tomorrow, later) => {
    const due = (at: number): string => filled('{dueDate}', lang, { dueDate: at });
    expect(due(now + 2 * hour)).toBe(today);
    expect(due(Date.UTC(2026, 10, 23, 2))).toBe(tomorrow);
    expect(due(Date.UTC(2026, 11, 25, 12, 30))).toBe(later);
  });

  it('name the year where it is another one, and midnight and noon rightly', () => {
    expect(filled('{dueDate}', 'zh-Hans', { dueDate: Date.UTC(2027, 0, 2, 4) })).toBe('2027年1月2日中午12点');
    expect(filled('{dueDate}', 'en', { dueDate: Date.UTC(2027, 0, 1, 16) })).toBe('12 a.m. on 2 January 2027');
    expect(filled('{transferTime}', 'zh-Hans', { transferTime: Date.UTC(2026, 10, 21, 16, 5) })).toBe('凌晨0点05分');
  });

  it('turn digits into Tibetan ones in Tibetan lines only, and only where that is set', () => {
    const set = { ...zone, hasTibetanDigits: true };
    const line = (lang: CallerLanguage, options: typeof zone): string =>
      lineText(fillLine('{agentNo}', lang, { agentNo: '9527' }, options));
    expect(line('adx', set)).toBe('༩༥༢༧');
    expect(line('adx', zone)).toBe('9527');
    expect(line('en', set)).toBe('9527');
  });

  it('say places by the label of the language, money by its unit', () => {
    const area = { 'zh-CN': '贵德县', en: 'Guide County' };
    expect(filled('{area}', 'en', { area })).toBe('Guide County');
    expect(fillLine('{area}', 'adx', { area }, zone)).toEqual([{ type: 'gap', slot: 'area', hint: '贵德县' }]);
    expect(filled('{amount}', 'zh-Hans', { amount: 1_250_050 })).toBe('12500.50 元');
    expect(filled('{amount}', 'en', { amount: 500_000 })).toBe('5000 yuan');
  });
});
