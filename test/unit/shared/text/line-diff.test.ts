import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lineDiff } from '../../../../src/shared/text/line-diff.ts';

const text = fc.array(fc.constantFrom('一', '二', '三', '', 'ཀ'), { maxLength: 12 }).map((lines) => lines.join('\n'));
const only = (kind: string, before: string, after: string): string[] =>
  lineDiff(before, after)
    .filter((line) => line.kind === kind)
    .map((line) => line.text);

it('holds both texts whole, each in its order', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDiff(before, after);
      const without = (kind: string): string =>
        lines
          .filter((line) => line.kind !== kind)
          .map((line) => line.text)
          .join('\n');
      expect(without('new')).toBe(before);
      expect(without('gone')).toBe(after);
    }),
  );
});

it('names only what changed', () => {
  expect(lineDiff('同', '同')).toEqual([{ kind: 'same', text: '同' }]);
  expect(only('gone', '一\n二\n三', '一\n四\n三')).toEqual(['二']);
  expect(only('new', '一\n二\n三', '一\n四\n三')).toEqual(['四']);
});

it('takes no square of a long text', () => {
  const long = Array.from({ length: 5000 }, (_, i) => String(i)).join('\n');
  expect(lineDiff(long, `${long}\nx`)).toHaveLength(10_001);
  expect(lineDiff(long, long).every(({ kind }) => kind === 'same')).toBe(true);
});
