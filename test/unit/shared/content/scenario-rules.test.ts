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
};
const line = { text: 'བདེ་མོ།', gloss: '您好', sound: 'there.ogg', afterMs: 0, toneMs: 500 };
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
    sounds: new Set(['there.ogg']),
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
    ['no sound file "gone.ogg"', { lines: [{ ...line, sound: 'gone.ogg' }] }],
    ['two tshegs in a row', { lines: [{ ...line, text: 'བདེ་་མོ།' }] }],
    ['no letter of the script (simplified)', { lines: [{ ...line, gloss: 'hello' }] }],
    ['Traditional characters in a Simplified text: 電', { title: { ...text, 'zh-CN': '電费' } }],
  ])('says: %s', (reason, change) => {
    expect(reasons(change)).toEqual([reason]);
  });

  it('wants the file named after the id', () => {
    expect(reasons({}, 'resources/scenarios/two.json')).toEqual(['the file must be named one.json']);
  });
});
