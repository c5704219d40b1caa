import { describe, expect, it } from 'vitest';
import { catalogProblems } from '../../../../src/shared/content/catalog-rules.ts';
import type { TicketCatalog } from '../../../../src/shared/domain/ticket-catalog.ts';
import { label, smallCatalog } from './content-fixtures.ts';

function reasons(change: (catalog: TicketCatalog) => void): string[] {
  const content = smallCatalog();
  change(content);
  return catalogProblems({ file: 'catalog', content }).map(({ reason }) => reason);
}

function fault(catalog: TicketCatalog): TicketCatalog['types'][number] {
  const found = catalog.types.find(({ id }) => id === 'faultRepair');
  if (!found) throw new Error('the fixture has no fault type');
  return found;
}

describe('catalogProblems', () => {
  it('finds nothing in a whole catalog', () => {
    expect(reasons(() => undefined)).toEqual([]);
  });

  it.each<[string, (catalog: TicketCatalog) => void]>([
    ['ticket type report is missing', (c) => (c.types = c.types.filter(({ id }) => id !== 'report'))],
    ['ticket type "faultRepair" is there twice', (c) => c.types.push(fault(c))],
    ['sub-type of faultRepair "other" is there twice', (c) => fault(c).subTypes.push({ id: 'other', label })],
    ['faultRepair has no sub-type to choose', (c) => (fault(c).subTypes = [])],
    [
      'minutes must be above 0 and grow from town to remote',
      (c) => (fault(c).promiseMinutes = { town: 90, country: 45, remote: 120 }),
    ],
    ['area "yushu" is there twice', (c) => c.areas.push({ id: 'yushu', kind: 'town', label, aliases: [] })],
    ['area alias "玉树" is there twice', (c) => c.areas.push({ id: 'other', kind: 'town', label, aliases: ['玉树'] })],
    [
      'Traditional characters in a Simplified text: 樹',
      (c) => c.areas.push({ id: 'b', kind: 'town', label: { 'zh-CN': '玉樹', en: 'Yushu' }, aliases: [] }),
    ],
    [
      'Simplified characters in a Traditional text: 树',
      (c) => c.areas.push({ id: 'b', kind: 'town', label: { ...label, 'zh-HK': '玉树' }, aliases: [] }),
    ],
    [
      'letters of another script: Y u l',
      (c) => c.areas.push({ id: 'b', kind: 'town', label: { ...label, bo: 'Yul ཤུལ' }, aliases: [] }),
    ],
  ])('says: %s', (reason, change) => {
    expect(reasons(change)).toEqual([reason]);
  });
});
