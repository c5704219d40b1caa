import { describe, expect, it } from 'vitest';
import { scenarioProblems } from '../../../../src/shared/content/scenario-rules.ts';
import type { Scenario } from '../../../../src/shared/domain/scenario.ts';
import { branching } from '../training/scenario-fixture.ts';
import { smallCatalog, smallDemo } from './content-fixtures.ts';

const { caller, needs, steps, title } = branching();
const [start, ...others] = steps;
const first = start!.lines[0]!;
const end = { kind: 'farewell' };
const moments = ['greeting', 'verify', 'closing.farewell'].map((kind) => ({ id: `${kind}.x`, kind }));
const around = {
  catalog: smallCatalog(),
  customers: smallDemo().customers.content.customers,
  agents: smallDemo().agents.content.agents,
  moments: [...moments, { id: 'hours.today', kind: 'hours' }],
  articleGroups: new Set(['bill-high']),
  procedures: new Set(['bill-high']),
  sounds: new Set(['one-1.ogg']),
} as Parameters<typeof scenarioProblems>[1];

function problemsOf(...contents: Scenario[]): string[] {
  const files = contents.map((content) => ({ file: `resources/scenarios/${content.id}.json`, content }));
  return scenarioProblems(files, around).map(({ reason }) => reason);
}
const reasons = (change: object): string[] => problemsOf(branching(change));
const linear = (line: object, more: object = {}) => ({
  steps: [{ id: 'start', lines: [{ ...first, ...line }], ways: [], end, ...more }],
});

describe('scenarioProblems', () => {
  it('finds nothing in a whole scenario', () => {
    expect(reasons({})).toEqual([]);
    expect(reasons(linear({ sound: 'one-1.ogg' }))).toEqual([]);
  });

  it.each<[string, object]>([
    ['scenarios of this repository are drafts', { status: 'approved' }],
    ['no such customer in resources/demo', { caller: { ...caller, customerId: 'c-gone' } }],
    ["not one of the customer's numbers", { caller: { ...caller, number: '13900000099' } }],
    ['region "atlantis" is no area\'s alias', { caller: { ...caller, region: 'atlantis' } }],
    ['the headers of the caller say khg', { caller: { ...caller, dialectHeader: 'kham' } }],
    [
      'the headers of the caller say nothing',
      { caller: { ...caller, languageHeader: 'tlh', dialectHeader: undefined } },
    ],
    ['no title in bo', { title: { ...title, bo: undefined } }],
    ['no title in zh-HK', { title: { ...title, 'zh-HK': undefined } }],
    ['Simplified characters in a Traditional text: 电 费', { title: { ...title, 'zh-HK': '电费' } }],
    ['Traditional characters in a Simplified text: 電', { title: { ...title, 'zh-CN': '電费' } }],
    ['two tshegs in a row', linear({ text: 'བདེ་་མོ།' })],
    ['no letter of the script (simplified)', linear({ gloss: 'hello' })],
    ['the sound of this line must be named one-1.ogg', linear({ sound: 'other.ogg' })],
    ['no moment "soothe"', { needs: { ...needs, say: ['soothe'] } }],
    ['no moment "soothe"', { needs: { ...needs, avoid: ['soothe'] } }],
    ['"greeting" has to be said and avoided', { needs: { ...needs, avoid: ['greeting'] } }],
    ['no article "gone"', { needs: { ...needs, articles: ['gone'] } }],
    ['no procedure "gone"', { needs: { ...needs, procedure: 'gone' } }],
    [
      'no sub-type "gone" of this type',
      { needs: { ...needs, ticket: { type: 'opinion', subTypes: ['gone'], fields: [] } } },
    ],
    ['step "told" is there twice', { steps: [start, ...others, { id: 'told', lines: [first], ways: [], end }] }],
    ['leads to "nowhere", which is no step', linear({}, { ways: [{ on: 'silence', s: 5, to: 'nowhere' }] })],
    ['no way leads to "island"', { steps: [...steps, { id: 'island', lines: [first], ways: [], end }] }],
    ['the call never ends after "start"', linear({}, { end: undefined, ways: [{ on: 'silence', s: 5, to: 'start' }] })],
    [
      'a step that ends the call has no ways',
      linear({}, { end: { kind: 'hangUp' }, ways: [{ on: 'silence', s: 5, to: 'start' }] }),
    ],
    ['two ways on the same clock', linear({}, { ways: [5, 6].map((s) => ({ on: 'silence', s, to: 'start' })) })],
    [
      'nothing is said or awaited',
      { steps: [{ id: 'start', lines: [], ways: [{ on: 'over', s: 0, to: 'start' }], end }] },
    ],
    ['no moment "gone"', linear({}, { ways: [{ on: 'said', moments: ['gone'], to: 'start' }] })],
    ['no article "gone"', linear({}, { ways: [{ on: 'articleOpened', groups: ['gone'], to: 'start' }] })],
  ])('says: %s', (reason, change) => {
    expect(reasons(change)).toEqual([reason]);
  });

  it('reaches the step of a second call', () => {
    const again = {
      id: 'start',
      lines: [first],
      ways: [],
      end: { kind: 'dropped', again: { afterS: 5, step: 'told' } },
    };
    const told = { id: 'told', lines: [first], ways: [], end };
    expect(reasons({ steps: [again, told] })).toEqual([]);
    expect(reasons({ steps: [{ ...again, end: { kind: 'dropped' } }, told] })).toEqual(['no way leads to "told"']);
  });

  it('wants an agent who speaks to the caller, and a sound where a voice can be rendered', () => {
    const lang = { lang: 'en', caller: { ...caller, languageHeader: 'en' } };
    expect(reasons({ ...lang, ...linear({ text: 'Hello' }) })).toEqual([
      'no agent of the demo speaks en',
      'a line of en without its sound',
    ]);
  });

  it('wants every sound that is named, and every caller to be one of his own', () => {
    const steps = [{ id: 'start', lines: [first, { ...first, sound: 'one-2.ogg' }], ways: [], end }];
    expect(reasons({ steps })).toEqual(['no sound file "one-2.ogg"']);
    expect(problemsOf(branching(), branching({ id: 'two' }))).toEqual(['number "13900000071" is there twice']);
  });

  it('wants the file named after the id', () => {
    const [problem] = scenarioProblems([{ file: 'resources/scenarios/two.json', content: branching() }], around);
    expect(problem?.reason).toBe('the file must be named one.json');
  });
});
