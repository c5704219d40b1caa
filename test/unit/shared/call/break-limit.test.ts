import { expect, it } from 'vitest';
import { breakMark, breakRuleSchema } from '../../../../src/shared/call/break-limit.ts';

const since = 1_790_000_000_000;
const minute = 60_000;
const rule = breakRuleSchema.parse({ minutes: { rest: 10 }, loudAfterMinutes: 3 });
const resting = { kind: 'BREAK', reason: 'rest', since } as const;

it('tells a break that is over its time gently, and loudly when it stays so', () => {
  expect(breakMark(resting, rule, since + 4 * minute)).toEqual({ kind: 'within', leftMs: 6 * minute });
  expect(breakMark(resting, rule, since + 10 * minute)).toEqual({ kind: 'gentle', overMs: 0 });
  expect(breakMark(resting, rule, since + 13 * minute - 1)).toEqual({ kind: 'gentle', overMs: 3 * minute - 1 });
  expect(breakMark(resting, rule, since + 13 * minute)).toEqual({ kind: 'loud', overMs: 3 * minute });
});

it('says nothing of breaks without a limit, nor of anything that is no break', () => {
  const later = since + 100 * minute;
  expect(breakMark({ ...resting, reason: 'meal' }, rule, later)).toEqual({ kind: 'none' });
  expect(breakMark({ kind: 'NOT_READY', since }, rule, later)).toEqual({ kind: 'none' });
  expect(breakMark(resting, breakRuleSchema.parse({}), later)).toEqual({ kind: 'none' });
});
