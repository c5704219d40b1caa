import { expect, it } from 'vitest';
import { formatSpan } from '../../../../src/renderer/i18n/format.ts';

const minute = 60_000;

it.each([
  [0, '<1m'],
  [-5, '<1m'],
  [minute - 1, '<1m'],
  [minute, '1m'],
  [59 * minute, '59m'],
  [80 * minute, '1h20m'],
  [48 * 60 * minute, '2d0h'],
])('%i ms over time is written %s: never as none at all', (ms, text) => {
  expect(formatSpan(ms)).toBe(text);
});
