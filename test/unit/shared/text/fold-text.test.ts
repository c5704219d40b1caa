import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText, originalRange } from '../../../../src/shared/text/fold-text.ts';

const fold = (text: string): string => foldText(text).text;

describe('foldText', () => {
  test.each([
    ['停電通知', '停电通知'],
    ['八達通帳單餘額', '八达通账单余额'],
    ['账单', '账单'],
    ['衞生署櫃枱', '卫生署柜台'],
    ['回覆', '回复'],
    ['裏面', '里面'],
    ['裡面', '里面'],
    ['喺度嘅', '喺度嘅'],
    ['ＡＴＭ　１２３', 'atm 123'],
    ['Card LOST', 'card lost'],
    ['༢༠༢༥', '2025'],
    ['བཀྲ༌ཤིས', 'བཀྲ་ཤིས'],
    ['Cafe\u0301', 'café'],
  ])('%s becomes %s', (from, to) => expect(fold(from)).toBe(to));

  test('meets text of either composition at the same form', () => {
    const text = 'གྷ་རཱི་ é 電';
    expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
  });

  test('keeps the offsets of text that is composed already', () => {
    expect(foldText('八達通 Card').map).toBeUndefined();
  });

  test('finds the way back where lengths change', () => {
    const original = 'İstanbul e\u0301電';
    const folded = foldText(original);
    const at = folded.text.indexOf('电');
    expect(originalRange(folded, at, at + 1)).toEqual({ start: original.length - 1, end: original.length });
    const accented = folded.text.indexOf('é');
    const range = originalRange(folded, accented, accented + 1);
    expect(original.slice(range.start, range.end)).toBe('e\u0301');
  });

  test('takes any string, and every unit has a source within the original', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const folded = foldText(text);
        const ranges = Array.from({ length: folded.text.length }, (_, i) => originalRange(folded, i, i + 1));
        expect(ranges.every(({ start, end }) => start >= 0 && start < end && end <= text.length)).toBe(true);
      }),
    );
    expect(() => foldText('\ud800x\udc00')).not.toThrow();
  });
});
