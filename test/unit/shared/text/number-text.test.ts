import { describe, expect, it } from 'vitest';
import { numberKey, numberParts } from '../../../../src/shared/text/number-text.ts';

describe('parts of numbers', () => {
  it('compares phones and accounts by their letters and digits, however they are written', () => {
    expect(numberKey('+86 139-0000 0071')).toBe('8613900000071');
    expect(numberKey('０６３０ 0000 8812')).toBe('063000008812');
    expect(numberKey('༡༣༩༠')).toBe('1390');
    expect(numberKey('HK-88/b')).toBe('hk88b');
  });

  it('takes any four digits or more for a part, with and without the zeros that are dialled', () => {
    expect(numberParts('0974 8512345')).toEqual(['09748512345', '9748512345']);
    expect(numberParts('0086 139 0000 0071')).toEqual(['008613900000071', '8613900000071', '08613900000071']);
    expect(numberParts('0071')).toEqual(['0071']);
    expect(numberParts('007')).toEqual([]);
    expect(numberParts('东巴村 18 号 2001')).toEqual([]);
    expect(numberParts('dorje')).toEqual([]);
    expect(numberParts('b1200')).toEqual(['b1200']);
  });
});
