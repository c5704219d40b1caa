import { expect, test } from 'vitest';
import { smsProblems } from '../../../../src/shared/content/sms-rules.ts';
import type { SmsPack, SmsText } from '../../../../src/shared/domain/sms-text.ts';

function packOf(lang: string, ...texts: Partial<SmsText>[]): { file: string; content: SmsPack } {
  const whole = texts.map((text) => ({ id: 'a', text: '您好。', status: 'draft' as const, version: 1, ...text }));
  return { file: `${lang}/sms.json`, content: { schemaVersion: 1, lang, version: 1, note: '', texts: whole } };
}
const reasons = (...packs: ReturnType<typeof packOf>[]): string[] =>
  smsProblems(packs, {}).map(({ file, path, reason }) => `${file} ${path.join('.')}: ${reason}`);
const gloss = '您好。';
const mandarin = packOf('zh-Hans', {});

test('a right pack has no fault', () => {
  expect(reasons(mandarin, packOf('en', { text: 'Hello {place}.', gloss: '您好 {place}。' }))).toEqual([]);
});

test.each([
  [packOf('zh-Hans', { text: '{unheardOf}好' }), 'unknown placeholder {unheardOf}'],
  [packOf('zh-Hans', { text: '好{place' }), 'a brace that opens or closes nothing'],
  [packOf('zh-Hans', {}, {}), 'text "a" is there twice'],
  [packOf('zh-Hans', { gloss }), 'a Mandarin text needs no gloss'],
  [packOf('zh-Hans', { status: 'approved', reviewer: '0031' }), 'texts of this repository are drafts'],
  [packOf('zh-Hans', { reviewer: '0031' }), 'a reviewer, but not approved'],
  [packOf('en', { text: 'Hello.' }), 'the gloss is missing'],
  [packOf('en', { text: 'Hello {place}.', gloss }), '{place} is missing in the gloss'],
  [packOf('en', { id: 'b', text: 'Hello.', gloss }), 'Mandarin has no such text'],
  [packOf('en', { text: '您好', gloss }), 'letters of another script'],
  [packOf('adx', { text: 'བདེ་མོ', gloss }), 'does not end with a shad'],
  [packOf('xx', { text: 'Hello.', gloss }), 'no language.json says what xx is'],
])('%#', (pack, reason) => {
  const found = reasons(...(pack.content.lang === 'zh-Hans' ? [pack] : [mandarin, pack]));
  expect(found.filter((each) => each.startsWith(pack.file)).join('\n')).toContain(reason);
});

test('only a leader of the centre approves, and no dialect gets the words of another', () => {
  const approved = packOf('zh-Hans', { status: 'approved', reviewer: '0031' });
  expect(smsProblems([approved], { leaders: new Set(['0031']) })).toEqual([]);
  expect(smsProblems([approved], { leaders: new Set(['0032']) })).toHaveLength(1);
  const text = 'བདེ་མོ།';
  expect(reasons(mandarin, packOf('adx', { text, gloss }), packOf('khg', { text, gloss }))).toEqual([
    'khg/sms.json texts.0.text: copied from adx',
  ]);
});
