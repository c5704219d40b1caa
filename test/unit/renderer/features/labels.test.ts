import { expect, it } from 'vitest';
import { labelIn } from '../../../../src/renderer/features/tickets/labels.ts';

const label = { 'zh-CN': '停电信息', 'zh-HK': '停電資訊', en: 'Outage information' };

it.each([
  ['zh-HK', '停電資訊'],
  ['en', 'Outage information'],
  ['bo', '停电信息'],
  ['fr', '停电信息'],
])('shows a label in %s, or in Chinese where it has none', (locale, text) => {
  expect(labelIn(label, locale)).toBe(text);
});

it('shows the Simplified label to a desk in Hong Kong whose centre wrote no other', () => {
  expect(labelIn({ 'zh-CN': '其他', en: 'Other' }, 'zh-HK')).toBe('其他');
});
