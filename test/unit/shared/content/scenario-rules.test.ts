import { describe, expect, it } from 'vitest';
import { scenarioProblems } from '../../../../src/shared/content/scenario-rules.ts';
import { scenarioSchema } from '../../../../src/shared/domain/scenario.ts';
import { smallCatalog, smallDemo } from './content-fixtures.ts';

const caller = {
  number: '13900000071',
  displayName: '卓玛',
  customerId: 'c-one',
  queue: '队列',
  region: '玉树',
  languageHeader: 'bo',
  dialectHeader: 'amdo',
};
const line = { text: 'བདེ་མོ།', gloss: '您好', sound: 'one-1.ogg', afterMs: 0, toneMs: 500 };
const text = { 'zh-CN': '电费', en: 'A bill' };
const scenario = {
  schemaVersion: 1,
  id: 'one',
  title: text,
  summary: text,
  lang: 'adx',
  status: 'draft',
  caller,
  lines: [line],
};

function reasons(change: object, file = 'resources/scenarios/one.json'): string[] {
  const content = scenarioSchema.parse({ ...scenario, ...change });
  const around = {
    catalog: smallCatalog(),
    customers: smallDemo().customers.content.customers,
    agents: smallDemo().agents.content.agents,
    sounds: new Set(['one-1.ogg']),
  };
  return scenarioProblems([{ file, content }], around).map(({ reason }) => reason);
}

describe('scenarioProblems', () => {
  it('finds nothing in a whole scenario', () => {
    expect(reasons({})).toEqual([]);
  });

  it.each<[string, object]>([
    ['scenarios of this repository are drafts', { status: 'approved' }],
    ['no such customer in resources/demo', { caller: { ...caller, customerId: 'c-gone' } }],
    ["not one of the customer's numbers", { caller: { ...caller, number: '13900000099' } }],
    ['region "atlantis" is no area\'s alias', { caller: { ...caller, region: 'atlantis' } }],
    ['no sound file "one-2.ogg"', { lines: [line, { ...line, sound: 'one-2.ogg' }] }],
    ['the sound of this line must be named one-1.ogg', { lines: [{ ...line, sound: 'other.ogg' }] }],
    ['the headers of the caller say khg', { caller: { ...caller, dialectHeader: 'kham' } }],
    [
      'the headers of the caller say nothing',
      { caller: { ...caller, languageHeader: 'tlh', dialectHeader: undefined } },
    ],
    ['Simplified characters in a Traditional text: 电 费', { title: { ...text, 'zh-HK': '电费' } }],
    ['two tshegs in a row', { lines: [{ ...line, text: 'བདེ་་མོ།' }] }],
    ['no letter of the script (simplified)', { lines: [{ ...line, gloss: 'hello' }] }],
    ['Traditional characters in a Simplified text: 電', { title: { ...text, 'zh-CN': '電费' } }],
  ])('says: %s', (reason, change) => {
    expect(reasons(change)).toEqual([reason]);
  });

  it('wants an agent who speaks to the caller, and a sound where a voice can be rendered', () => {
    const english = { lang: 'en', caller: { ...caller, languageHeader: 'en' }, lines: [{ ...line, text: 'Hello' }] };
    expect(reasons(english)).toEqual(['no agent of the demo speaks en']);
    expect(reasons({ ...english, lines: [{ ...line, text: 'Hello', sound: undefined }] })).toEqual([
      'no agent of the demo speaks en',
      'a line of en without its sound',
    ]);
    expect(reasons({ lines: [{ ...line, sound: undefined }] })).toEqual([]);
  });

  it('wants the file named after the id', () => {
    expect(reasons({}, 'resources/scenarios/two.json')).toEqual(['the file must be named one.json']);
  });
});
