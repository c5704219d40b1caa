import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  markKinds,
  readingMarksSchema,
  withMark,
  withoutMarks,
} from '../../../../src/shared/training/reading-marks.ts';

describe('marks of a listener', () => {
  it('has a unit misread or dropped, never both, and takes the same mark away again', () => {
    const misread = withMark([], 3, 'misread');
    expect(misread).toEqual([{ at: 3, kind: 'misread', count: 1 }]);
    expect(withMark(misread, 3, 'dropped')).toEqual([{ at: 3, kind: 'dropped', count: 1 }]);
    expect(withMark(misread, 3, 'misread')).toEqual([]);
  });

  it('counts what was said on top, beside what the unit itself is', () => {
    const once = withMark(withMark([], 3, 'dropped'), 3, 'added');
    expect(withMark(once, 3, 'added')).toEqual([
      { at: 3, kind: 'dropped', count: 1 },
      { at: 3, kind: 'added', count: 2 },
    ]);
  });

  it('takes back all that was said of a unit, and of no other', () => {
    const marks = withMark(withMark(withMark([], 3, 'added'), 3, 'misread'), 1, 'dropped');
    expect(withoutMarks(marks, 3)).toEqual([{ at: 1, kind: 'dropped', count: 1 }]);
  });

  it('can be kept after whatever was pressed, in the order of the text', () => {
    const presses = fc.array(fc.tuple(fc.nat(30), fc.constantFrom(...markKinds)), { maxLength: 200 });
    fc.assert(
      fc.property(presses, (pressed) => {
        const marks = pressed.reduce<ReturnType<typeof withMark>>((so, [at, kind]) => withMark(so, at, kind), []);
        expect(readingMarksSchema.parse(marks)).toEqual(marks);
        expect(marks.map(({ at }) => at)).toEqual(marks.map(({ at }) => at).toSorted((a, b) => a - b));
        expect(new Set(marks.map(({ at, kind }) => `${at} ${kind}`)).size).toBe(marks.length);
      }),
    );
  });
});
