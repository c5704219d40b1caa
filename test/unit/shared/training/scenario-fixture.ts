import { scenarioSchema, type Scenario } from '../../../../src/shared/domain/scenario.ts';

const line = (text: string, more: object = {}) => ({ text, gloss: '您好', afterMs: 100, toneMs: 500, ...more });

/** A caller with every kind of way: places of his lines are 0, 1 start · 2 told · 3 cross · 4 again · 5 rude. */
export function branching(change: object = {}): Scenario {
  return scenarioSchema.parse({
    schemaVersion: 2,
    id: 'one',
    title: { 'zh-CN': '电费', 'zh-HK': '電費', en: 'A bill', bo: 'གློག་རིན།' },
    summary: { 'zh-CN': '电费', en: 'A bill' },
    lang: 'adx',
    status: 'draft',
    centre: 'power',
    difficulty: 2,
    persona: '卓玛',
    mood: 'calm',
    reason: '问电费',
    facts: [],
    caller: {
      number: '13900000071',
      displayName: '卓玛',
      customerId: 'c-one',
      queue: '队列',
      region: '玉树',
      languageHeader: 'bo',
      dialectHeader: 'amdo',
    },
    needs: { greetingS: 5, say: ['greeting'], avoid: [], articles: ['bill-high'], holdS: 60, silenceS: 20 },
    steps: [
      {
        id: 'start',
        lines: [line('བདེ་མོ།'), line('བདེ་མོ།')],
        ways: [
          { on: 'said', moments: ['verify', 'hours.today'], to: 'told' },
          { on: 'articleOpened', groups: ['bill-high'], to: 'told' },
          { on: 'wrongArticle', to: 'cross' },
          { on: 'ticketSaved', type: 'complaint', to: 'told' },
          { on: 'heldLonger', s: 30, to: 'cross' },
          { on: 'silence', s: 10, to: 'cross' },
          { on: 'over', s: 60, to: 'gone' },
        ],
      },
      { id: 'told', lines: [line('བདེ་མོ།')], ways: [], end: { kind: 'farewell' } },
      {
        id: 'cross',
        lines: [line('བདེ་མོ།', { interrupts: true })],
        ways: [{ on: 'heldLonger', s: 20, to: 'gone' }],
        end: { kind: 'farewell' },
      },
      { id: 'gone', lines: [], ways: [], end: { kind: 'dropped', again: { afterS: 5, step: 'again' } } },
      {
        id: 'again',
        lines: [line('བདེ་མོ།')],
        ways: [{ on: 'said', moments: ['closing.farewell'], to: 'rude' }],
      },
      { id: 'rude', lines: [line('བདེ་མོ།')], ways: [], end: { kind: 'hangUp' } },
    ],
    ...change,
  });
}
