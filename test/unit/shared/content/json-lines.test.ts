import { describe, expect, it } from 'vitest';
import { jsonLines } from '../../../../src/shared/content/json-lines.ts';

const text = `{
  "id": "a",
  "list": [
    { "id": "b", "text": "a \\" { brace, [ and : colon" },
    {
      "id": "c"
    }
  ],
  "empty": [],
  "n": -1.5e3
}`;

describe('jsonLines', () => {
  it('finds the line of a value', () => {
    const lines = jsonLines(text);
    expect(lines.lineOf([])).toBe(1);
    expect(lines.lineOf(['id'])).toBe(2);
    expect(lines.lineOf(['list', 0, 'text'])).toBe(4);
    expect(lines.lineOf(['list', 1])).toBe(5);
    expect(lines.lineOf(['list', 1, 'id'])).toBe(6);
    expect(lines.lineOf(['n'])).toBe(10);
  });

  it('takes the nearest ancestor of a value that is missing', () => {
    expect(jsonLines(text).lineOf(['list', 1, 'label', 'en'])).toBe(5);
    expect(jsonLines(text).lineOf(['missing'])).toBe(1);
  });

  it('sees a key written twice, which JSON.parse does not', () => {
    expect(jsonLines('{\n"a": 1,\n"b": {"a": 2},\n"a": 3}').duplicateKeys).toEqual([{ path: ['a'], line: 4 }]);
    expect(jsonLines(text).duplicateKeys).toEqual([]);
  });
});
