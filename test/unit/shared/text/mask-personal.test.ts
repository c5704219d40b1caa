import { describe, expect, it } from 'vitest';
import { maskName, maskText } from '../../../../src/shared/text/mask-personal.ts';

describe('a name', () => {
  it('keeps its first letter with the marks on it', () => {
    expect(maskName('李措毛')).toBe('李••');
    expect(maskName(' བཀྲ་ཤིས ')).toBe('བ••');
    expect(maskName('སྒྲོལ་མ')).toBe('སྒྲོ••');
    expect(maskName('')).toBe('');
  });
});

describe('what was written', () => {
  it('loses the name of the caller and every number that reaches somebody', () => {
    expect(maskText('李措毛，13997041234，邻居 139 0000 0012，座机 0974-8512345', '李措毛')).toBe(
      '李••，1399 •••• 1234，邻居 1390 •••• 0012，座机 0974 •••• 2345',
    );
    expect(maskText('身份证 632521198001011234', '')).not.toContain('19800101');
  });

  it('keeps times, amounts, door and ticket numbers', () => {
    const text = '2026-11-22 14:04 停电，3 社 12 号，欠费 128.50 元，W-20611';
    expect(maskText(text, '卓玛')).toBe(text);
  });

  it('leaves a text alone where nobody is named', () => {
    expect(maskText('李家停电', '李')).toBe('李家停电');
  });
});
