import { describe, expect, test } from 'vitest';
import { smsValueSchema } from '../../../src/shared/domain/sms-text.ts';
import { fillSms, isTimeZone, placeholdersOf } from '../../../src/shared/sms/fill-sms.ts';
import { isMobileNumber, isSameNumber } from '../../../src/shared/sms/mobile-number.ts';
import { smsParts } from '../../../src/shared/sms/sms-parts.ts';

describe('a text message', () => {
  const source = { number: 'W-20611', dueAt: Date.UTC(2026, 10, 24, 10, 5), agentNo: '1001' };

  test('is filled with what the ticket says, in the hour of the desk, and with what was asked', () => {
    const template = '单号 {ticketNumber}，{dueDate} 前到 {place}，{ticketNumber}。';
    expect(placeholdersOf(template)).toEqual(['ticketNumber', 'dueDate', 'place']);
    expect(fillSms(template, source, { place: ' 建设路 3 号 ' }, 'Asia/Shanghai')).toEqual({
      text: '单号 W-20611，2026-11-24 18:05 前到 建设路 3 号，W-20611。',
      missingFacts: [],
      open: [],
    });
  });

  test('names what is missing, and never takes a fact from whoever types', () => {
    const { number, agentNo } = source;
    const filled = fillSms(
      '{dueDate} {place} {visitTime}',
      { number, agentNo },
      { dueDate: '明天', place: ' ' },
      'UTC',
    );
    expect(filled).toEqual({
      text: '{dueDate} {place} {visitTime}',
      missingFacts: ['dueDate'],
      open: ['place', 'visitTime'],
    });
  });

  test('is not filled a second time by what stands in a value', () => {
    expect(fillSms('{answer}', source, { answer: '$& $1' }, 'UTC').text).toBe('$& $1');
    for (const value of ['{ticketNumber}', 'a\nb', 'http://x.cn', 'WWW.x.cn', '\u202eabc', '', 'x'.repeat(61)]) {
      expect(smsValueSchema.safeParse(value).success, value).toBe(false);
    }
    expect(smsValueSchema.parse('  明天 9–11 点 ')).toBe('明天 9–11 点');
  });

  test('knows time zones by their names', () => {
    expect([isTimeZone('Asia/Shanghai'), isTimeZone('Nowhere/Else'), isTimeZone('')]).toEqual([true, false, false]);
  });
});

describe('the parts of a text message', () => {
  test.each([
    ['a'.repeat(160), 'gsm7', 1],
    ['a'.repeat(161), 'gsm7', 2],
    ['a'.repeat(306), 'gsm7', 2],
    ['a'.repeat(307), 'gsm7', 3],
    // Two septets each.
    ['€'.repeat(80), 'gsm7', 1],
    ['€'.repeat(81), 'gsm7', 2],
    ['好'.repeat(70), 'ucs2', 1],
    ['好'.repeat(71), 'ucs2', 2],
    ['好'.repeat(134), 'ucs2', 2],
    ['好'.repeat(135), 'ucs2', 3],
    ['ཀ'.repeat(71), 'ucs2', 2],
    // One sign outside of the telephone's alphabet makes all of it UCS-2.
    ['a'.repeat(70) + '好', 'ucs2', 2],
    ['', 'gsm7', 1],
  ] as const)('%#', (text, alphabet, parts) => {
    expect(smsParts(text)).toMatchObject({ alphabet, parts });
  });

  test('never end within a sign that takes two places', () => {
    // 152 septets and an escape do not fit into 153, nor 66 units and a pair into 67.
    expect(smsParts(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toMatchObject({ length: 306, parts: 3 });
    expect(smsParts(`${'好'.repeat(66)}😀${'好'.repeat(66)}`)).toMatchObject({ length: 134, parts: 3 });
  });
});

describe('numbers for text messages', () => {
  test.each([
    ['+8613900000071', true],
    ['+85261234567', true],
    ['+85291234567', true],
    ['+85366123456', true],
    ['+8610123456789', false],
    ['+869748512345', false],
    ['+85223456789', false],
    ['+86139000000711', false],
    ['+95598', false],
    ['13900000071', false],
  ])('%s %s', (number, isMobile) => {
    expect(isMobileNumber(number)).toBe(isMobile);
  });

  test('are the same with or without the country code, and never by a few last digits', () => {
    expect(isSameNumber('+8613900000071', '139-0000 0071')).toBe(true);
    expect(isSameNumber('+8613900000071', '+8613900000071')).toBe(true);
    expect(isSameNumber('+8613900000071', '0071')).toBe(false);
    expect(isSameNumber('+8613900000071', '13900000072')).toBe(false);
    expect(isSameNumber('+8613900000071', '')).toBe(false);
  });
});
