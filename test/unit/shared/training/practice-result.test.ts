import { expect, test } from 'vitest';
import { listenerMarksSchema, meanMark } from '../../../../src/shared/training/practice-result.ts';

test('the mean is of the marks that were given', () => {
  expect(meanMark({ marks: { tone: 5, wording: 2, language: 'notApplicable' }, listener: '' })).toBe(3.5);
  expect(meanMark({ marks: { language: 'notApplicable' }, listener: '' })).toBeUndefined();
  expect(meanMark(undefined)).toBeUndefined();
});

test('no mark outside of 1–5, and none for what is no criterion', () => {
  for (const marks of [{ tone: 0 }, { tone: 6 }, { tone: 2.5 }, { looks: 3 }]) {
    expect(listenerMarksSchema.safeParse({ marks, listener: '' }).success).toBe(false);
  }
});
