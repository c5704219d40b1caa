import { expect, it } from 'vitest';
import { dueLevel } from '../../../../src/shared/ticket/due-level.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

it.each([
  ['past', -1, 45 * minute, 'overdue'],
  ['the very moment', 0, 45 * minute, 'near'],
  ['less than half an hour', 29 * minute, 45 * minute, 'near'],
  ['more than half an hour', 31 * minute, 45 * minute, 'ahead'],
  ['the last tenth of a long promise', 11 * 60 * minute, 5 * day, 'near'],
  ['before it', 13 * 60 * minute, 5 * day, 'ahead'],
] as const)('%s', (_name, left, promised, level) => {
  const dueAt = 1_790_000_000_000;
  expect(dueLevel(dueAt, dueAt - promised, dueAt - left)).toBe(level);
});
