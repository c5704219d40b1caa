import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import i18next from 'i18next';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadPhrasePacks } from '../../../../src/main/features/knowledge/starter-content.ts';
import { loadLanguages } from '../../../../src/main/features/languages/load-languages.ts';
import { showLanguages } from '../../../../src/renderer/i18n/language-names.ts';
import { callerLanguage } from '../../../../src/shared/call/caller-language.ts';
import { inServedOrder } from '../../../../src/shared/call/served-languages.ts';
import { callerLanguageSchema } from '../../../../src/shared/domain/language.ts';
import { callerLanguages, describeLanguage, languageDescriptions } from '../../../../src/shared/language/languages.ts';
import { viewLine } from '../../../../src/shared/script/line-view.ts';
import { sayInstant, sayMoney } from '../../../../src/shared/script/say-time.ts';
import { makeScriptBook } from '../../../../src/shared/script/script-book.ts';
import { shippedCalendar, shippedMoments } from '../../../../src/shared/script/shipped.ts';
import { suggest } from '../../../../src/shared/script/suggest.ts';
import { addSixthLanguage, sixthGreeting, sixthLanguage } from '../../../fakes/sixth-language.ts';
import { scriptCall } from '../../../fixtures/script-call.ts';

const five = ['zh-Hans', 'adx', 'khg', 'en', 'yue-Hant-HK'];
const resources = mkdtempSync(join(tmpdir(), 'tashi-language-'));
let leftOut: readonly string[];

beforeAll(() => {
  expect(callerLanguages()).toEqual(five);
  addSixthLanguage(join(import.meta.dirname, '../../../../resources'), resources);
  writeFileSync(join(resources, 'languages/khg/language.json'), '{"schemaVersion":1}');
  leftOut = loadLanguages(resources);
});
afterAll(() => rmSync(resources, { recursive: true, force: true }));

it('is there with its folder, and a broken description leaves the language as it came with the build', () => {
  expect(callerLanguages()).toEqual([...five, sixthLanguage]);
  expect(leftOut).toEqual(['khg']);
  expect(describeLanguage('khg').name).toBe('ཁམས།');
});

it('is what the header of the exchange names, before the language that it is a kind of', () => {
  const heard = (language: string) => callerLanguage({ languages: [language], dialects: [] });
  expect(heard('en-IN;q=0.9')).toBe(sixthLanguage);
  expect(heard('Hinglish')).toBe(sixthLanguage);
  expect(heard('en-GB')).toBe('en');
});

it('has its lines suggested and says values its own way', async () => {
  const { items, warnings } = await loadPhrasePacks(resources);
  expect(warnings).toEqual([]);
  const book = makeScriptBook(shippedMoments, items, shippedCalendar);
  const [top] = suggest(book, scriptCall({ phase: 'ringing', language: sixthLanguage })).lines;
  expect(top?.moment.id).toBe('greeting.any');
  expect(top?.phrase?.text).toBe(sixthGreeting);
  const view = top && viewLine(top, { agentNo: '9527' }, { now: 0 });
  expect(view?.lang).toBe(sixthLanguage);
  expect(sayMoney(12_300, sixthLanguage)).toBe('Rs 123');
  const zone = { now: Date.UTC(2026, 0, 1), timeZone: 'UTC' };
  expect(sayInstant(Date.UTC(2026, 4, 7, 15, 30), sixthLanguage, zone)).toBe('3:30 p.m. on 7/5');
});

it('is named on the page in its language, and stands behind the others in the switch', async () => {
  await i18next.init({ lng: 'zh-CN', keySeparator: false, resources: { 'zh-CN': { phrases: {} } } });
  showLanguages(languageDescriptions());
  expect(i18next.t(`phrases:language.${sixthLanguage}`)).toBe('印度英语');
  expect(i18next.t('phrases:language.adx', { lng: 'bo' })).toBe('ཨ་མདོའི་སྐད');
  expect(inServedOrder(['en']).at(-1)).toBe(sixthLanguage);
});

it('may be told of by a wire that knows more than this desk, as long as it is a tag', () => {
  for (const tag of [...five, sixthLanguage, 'mn']) expect(callerLanguageSchema.safeParse(tag).success, tag).toBe(true);
  for (const tag of ['', 'Tibetan', 'zh_Hans', '../adx', 'constructor', 'x'.repeat(40), 'en-', 7]) {
    expect(callerLanguageSchema.safeParse(tag).success, String(tag)).toBe(false);
  }
  expect(describeLanguage('mn').name).toBe('mn');
});
