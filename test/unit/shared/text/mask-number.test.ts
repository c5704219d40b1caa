import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumber, maskNumber } from '../../../../src/shared/text/mask-number.ts';

describe('a masked number', () => {
  it('keeps enough to tell two apart', () => {
    expect(maskNumber('063012348812')).toBe('0630 •••• 8812');
    expect(maskNumber('0974118')).toBe('09 •••• 18');
    expect(maskNumber('118')).toBe('••••');
  });

  it('never shows the whole', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,20}$/), (value) => {
        const digits = maskNumber(value).replaceAll(/\D/g, '');
        expect(digits.length).toBeLessThan(value.length);
      }),
    );
  });
});

describe('a number in full', () => {
  it('is grouped as it is read aloud', () => {
    expect(formatNumber('+8613909742071')).toBe('139 0974 2071');
    expect(formatNumber('95598')).toBe('95598');
  });
});
