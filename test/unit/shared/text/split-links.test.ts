import { expect, test } from 'vitest';
import { splitLinks } from '../../../../src/shared/text/split-links.ts';

test.each([
  ['请拨打 tel:+86-971-555-0101。', ['tel:+86-971-555-0101']],
  ['Call sip:8001@pbx.example:5070, or tel:95598.', ['sip:8001@pbx.example:5070', 'tel:95598']],
  ['（TEL:8002）', ['TEL:8002']],
  ['hotel:12 and 95598', []],
  ['tel:', []],
  ['', []],
])('%s', (text, links) => {
  const parts = splitLinks(text);
  expect(parts.filter(({ isLink }) => isLink).map((part) => part.text)).toEqual(links);
  expect(parts.map((part) => part.text).join('')).toBe(text);
});
