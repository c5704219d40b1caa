import { describe, expect, it } from 'vitest';
import { procedureProblems } from '../../../../src/shared/content/procedure-rules.ts';
import { procedureSchema } from '../../../../src/shared/domain/procedure.ts';
import { smallCatalog } from './content-fixtures.ts';

const zh = (text: string): object => ({ 'zh-Hans': text });
const end = (id: string, more: object = {}): object => ({
  ...{ id, kind: 'end', text: zh('结束'), ticket: { type: 'consultation', subType: 'other' } },
  ...more,
});
const check = (more: object = {}): object => ({
  ...{ id: 'look', kind: 'check', text: zh('查欠费'), lookUp: 'arrears' },
  ...{ clear: 'fine', found: 'owing', unknown: 'open' },
  ...more,
});

function reasons(steps: object[], more: object = {}): string[] {
  const procedure = procedureSchema.parse({
    ...{ id: 'one', domain: 'bank', title: zh('流程'), article: 'card', translations: [], status: 'draft' },
    ...{ version: 1, owner: 'centre', updatedAt: 1, steps },
    ...more,
  });
  const around = { catalog: smallCatalog(), articleGroups: new Set(['card']) };
  return procedureProblems([{ file: 'bank.json', content: { procedures: [procedure] } }], around).map(
    ({ reason }) => reason,
  );
}

describe('the rules of procedures', () => {
  it('pass one that leads from its first step to its ends', () => {
    const steps = [check(), end('fine'), end('owing', { text: zh('还欠 {amount}（{asOf}）') }), end('open')];
    expect(reasons(steps)).toEqual([]);
  });

  it('name a way to nowhere, a step that nothing leads to, and a circle', () => {
    const tell = (id: string, to: string): object => ({ id, kind: 'tell', text: zh('说'), to });
    expect(reasons([tell('one', 'gone'), end('lost')])).toEqual([
      'leads to "gone", which is no step',
      'no way leads to "lost"',
    ]);
    expect(reasons([tell('one', 'two'), tell('two', 'one')])).toEqual([
      'a way leads from "one" back to it: it would never end',
    ]);
  });

  it('let nothing unknown pass for an answer', () => {
    expect(reasons([check({ unknown: 'fine' }), end('fine'), end('owing')])).toEqual([
      'unknown leads where an answer leads',
    ]);
  });

  it('want slots known on every way, and the same ones in every language', () => {
    const both = [check({ unknown: 'open', clear: 'owing' }), end('owing', { text: zh('还欠 {amount}') }), end('open')];
    expect(reasons(both)).toEqual(['{amount} is not known on every way that leads here']);
    const english = { translations: ['en'], title: { 'zh-Hans': '流程', en: 'Steps' } };
    expect(reasons([end('one', { text: { 'zh-Hans': '结束', en: 'End {asOf}' } })], english)).toEqual([
      '{asOf} is not known on every way that leads here',
      'other slots than in the source',
    ]);
  });

  it('want each text in the languages that the procedure names', () => {
    expect(reasons([end('one')], { translations: ['en'] })).toEqual([
      'the text in en is missing',
      'the text in en is missing',
    ]);
  });

  it('let no fault of supply become a ticket before the four checks, but for danger', () => {
    const fault = { ticket: { type: 'faultRepair', subType: 'other' } };
    const power = { domain: 'power' };
    expect(reasons([end('one', fault)], power)).toEqual([
      'a fault ticket before it was asked about arrears, plannedOutage, ownWiring, backAlready',
    ]);
    expect(reasons([end('one', { ...fault, isUrgent: true })], power)).toEqual([]);
    const asked = [check(), end('fine', fault), end('owing'), end('open', fault)];
    expect(reasons(asked, power)).toEqual([
      'a fault ticket before it was asked about plannedOutage, ownWiring, backAlready',
      'a fault ticket before it was asked about plannedOutage, ownWiring, backAlready',
    ]);
  });
});
