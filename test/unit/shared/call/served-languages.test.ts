import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callerLanguage, languageAliases } from '../../../../src/shared/call/caller-language.ts';
import {
  aliasesFor,
  fallbackLanguage,
  firstLanguage,
  inServedOrder,
} from '../../../../src/shared/call/served-languages.ts';
import { callerLanguages } from '../../../../src/shared/language/languages.ts';

test('a seat that says nothing keeps the order of the product and the agent’s own language', () => {
  expect(inServedOrder(undefined)).toEqual(callerLanguages());
  expect(fallbackLanguage(undefined, ['adx', 'zh-Hans'])).toBe('adx');
  expect(fallbackLanguage(undefined, [])).toBe('zh-Hans');
  expect(aliasesFor(undefined)).toEqual(languageAliases());
});

test('served languages come first and none is lost', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...callerLanguages()]), (served) => {
      const order = inServedOrder(served);
      expect(order.slice(0, served.length)).toEqual(served);
      expect([...order].sort()).toEqual([...callerLanguages()].sort());
    }),
  );
});

test('an unknown caller is greeted in the seat’s first language that the agent speaks', () => {
  expect(fallbackLanguage(['khg', 'adx', 'zh-Hans'], ['zh-Hans', 'adx'])).toBe('adx');
  expect(fallbackLanguage(['khg'], ['zh-Hans'])).toBe('zh-Hans');
  expect(fallbackLanguage(['khg'], [])).toBe('khg');
});

test('a call begins in what the exchange says, then the customer’s language, then Mandarin for one that nobody knows', () => {
  expect(firstLanguage({ language: 'khg' }, 'en', 'adx')).toBe('khg');
  expect(firstLanguage({ unknownLanguage: 'tlh' }, 'en', 'adx')).toBe('en');
  expect(firstLanguage({ unknownLanguage: 'tlh' }, undefined, 'adx')).toBe('zh-Hans');
  expect(firstLanguage({}, undefined, 'adx')).toBe('adx');
});

test('plain Tibetan means the dialect that the seat serves first, unless the region says more', () => {
  const sent = { languages: ['bo'], dialects: [] };
  expect(callerLanguage(sent)).toBe('adx');
  expect(callerLanguage(sent, aliasesFor(['zh-Hans', 'khg', 'adx']))).toBe('khg');
  expect(callerLanguage(sent, aliasesFor(['zh-Hans', 'en']))).toBe('adx');
  expect(callerLanguage({ ...sent, region: '玉树' }, aliasesFor(['adx']))).toBe('khg');
});
