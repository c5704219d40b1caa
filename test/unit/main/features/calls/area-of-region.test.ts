import { expect, test } from 'vitest';
import { areaOfRegion } from '../../../../../src/main/features/calls/area-of-region.ts';
import type { TicketCatalog } from '../../../../../src/shared/domain/ticket-catalog.ts';

const catalog: TicketCatalog = {
  schemaVersion: 1,
  types: [],
  areas: [
    { id: 'xining', kind: 'town', label: { 'zh-CN': '西宁市', en: 'Xining' }, aliases: ['西宁', 'XN'] },
    {
      id: 'hainan',
      kind: 'remote',
      label: { 'zh-CN': '海南州', en: 'Hainan prefecture' },
      aliases: ['海南藏族自治州'],
    },
  ],
};

test.each([
  ['hainan', 'hainan'],
  ['海南藏族自治州', 'hainan'],
  [' xn ', 'xining'],
  ['XINING', 'xining'],
  ['ＸＮ', 'xining'],
])('%s is the area %s', (region, area) => {
  expect(areaOfRegion(catalog, region)).toBe(area);
});

test.each(['', '  ', 'lhasa'])('"%s" is no area', (region) => {
  expect(areaOfRegion(catalog, region)).toBeUndefined();
});
