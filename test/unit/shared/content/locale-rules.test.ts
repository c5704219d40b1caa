import { describe, expect, it } from 'vitest';
import { localeProblems } from '../../../../src/shared/content/locale-rules.ts';
import { uiLocales, type UiLocale } from '../../../../src/shared/domain/language.ts';

/** Reasons about one namespace, its content given by locale. */
function reasons(contents: Partial<Record<UiLocale, unknown>>, namespace = 'phone', codes: string[] = []): string[] {
  const files = uiLocales
    .filter((locale) => locale in contents)
    .map((locale) => ({ file: `locales/${locale}/${namespace}.json`, locale, namespace, content: contents[locale] }));
  return localeProblems(files, codes, uiLocales).map(({ reason }) => reason);
}

const zh = { call: { answer: '接听', from: '来自 {{number}}' } };
const hk = { call: { answer: '接聽', from: '來自 {{number}}' } };
const en = { call: { answer: 'Answer', from: 'From {{number}}' } };
const bo = { call: { answer: 'ལེན།', from: '{{number}} ནས།' } };

describe('localeProblems', () => {
  it('finds nothing where all locales agree', () => {
    expect(reasons({ 'zh-CN': zh, 'zh-HK': hk, en, bo })).toEqual([]);
  });

  it.each<[string, Partial<Record<UiLocale, unknown>>]>([
    ['phone:call.from is missing in en', { en: { call: { answer: 'Answer' } } }],
    ['call.extra is not in zh-CN, the source', { en: { call: { ...en.call, extra: 'x' } } }],
    ['empty text', { bo: { call: { ...bo.call, answer: '' } } }],
    ['{{number}} of the source is missing', { en: { call: { ...en.call, from: 'From' } } }],
    ['{{name}} is not in the source', { en: { call: { ...en.call, from: 'From {{number}} {{name}}' } } }],
    ['two tshegs in a row', { bo: { call: { ...bo.call, answer: 'ལེན་་པ།' } } }],
    ['stray control character U+202A', { en: { call: { ...en.call, answer: '\u202aAnswer' } } }],
    ['Traditional characters in a Simplified text: 聽', { 'zh-CN': { call: { ...zh.call, answer: '接聽' } } }],
    ['Simplified characters in a Traditional text: 听', { 'zh-HK': { call: { ...hk.call, answer: '接听' } } }],
    ['half-width punctuation in a Chinese text: ,', { 'zh-CN': { call: { ...zh.call, answer: '接听,然后' } } }],
    ['half-width punctuation in a Chinese text: ( )', { 'zh-HK': { call: { ...hk.call, from: '來自({{number}})' } } }],
    ['a text or an object of texts must stand here', { en: { call: { ...en.call, more: 3 } } }],
  ])('says: %s', (reason, change) => {
    expect(reasons({ 'zh-CN': zh, 'zh-HK': hk, en, bo, ...change })).toEqual([reason]);
  });

  it('lets a text be a piece of a line', () => {
    expect(
      reasons({
        'zh-CN': { separator: '、' },
        'zh-HK': { separator: '、' },
        en: { separator: ', ' },
        bo: { separator: '་དང་' },
      }),
    ).toEqual([]);
  });

  it('wants every namespace in every locale', () => {
    expect(reasons({ 'zh-CN': zh, 'zh-HK': hk, en })).toEqual(['namespace phone is missing in bo']);
    expect(reasons({ en })).toEqual(['namespace phone is not in zh-CN, the source']);
  });

  it('counts plural forms by the grammar of each locale', () => {
    const source = { calls_other: '{{count}} 通' };
    const chinese = { 'zh-CN': source, 'zh-HK': source };
    const english = { calls_one: '{{count}} call', calls_other: '{{count}} calls' };
    const tibetan = { calls_other: 'ཁ་པར་ {{count}}' };
    expect(reasons({ ...chinese, en: english, bo: tibetan })).toEqual([]);
    expect(reasons({ ...chinese, en: { calls_other: '{{count}}' }, bo: tibetan })).toEqual([
      'phone:calls_one is missing in en',
    ]);
  });

  it('compares the tags of a text', () => {
    const source = { a: '按 <key>F2</key>' };
    const changed = { 'zh-CN': source, 'zh-HK': source, en: { a: 'Press F2' }, bo: { a: '<key>F2</key> ནོན།' } };
    expect(reasons(changed)).toEqual(['<key> of the source is missing', '</key> of the source is missing']);
  });

  it('wants a text for every error code in every locale', () => {
    const chinese = { 'zh-CN': { 'auth.locked': '已锁定' }, 'zh-HK': { 'auth.locked': '已鎖定' } };
    const whole = { ...chinese, en: { 'auth.locked': 'Locked' }, bo: { 'auth.locked': 'བཀག' } };
    expect(reasons(whole, 'errors', ['auth.locked'])).toEqual([]);
    const found = reasons(whole, 'errors', ['auth.locked', 'internal']);
    expect(found).toEqual(uiLocales.map((locale) => `error internal has no text in ${locale}`));
  });
});
