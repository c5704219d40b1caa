import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumber, maskNumber, maskPhone } from '../../../../src/shared/text/mask-number.ts';

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

describe('a masked phone number', () => {
  it('is read as it is written down, and hides what makes it callable', () => {
    expect(maskPhone('+8613909742071')).toBe('139 •••• 2071');
    expect(maskPhone('+85291234567')).toBe('+852 •••• 4567');
    expect(maskPhone('09741234567')).toBe('0974 •••• 4567');
  });

  it('leaves extensions and short codes alone, and is empty where no number was sent', () => {
    expect(['8001', '95598', '100861', '*72'].map(maskPhone)).toEqual(['8001', '95598', '100861', '*72']);
    expect(maskPhone('anonymous')).toBe('');
    expect(maskPhone('')).toBe('');
    expect(maskPhone('li4')).not.toBe('li4');
  });

  it('never shows all of a longer number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+?\d{7,16}$/), (value) => {
        expect(maskPhone(value).replaceAll(/\D/g, '').length).toBeLessThan(value.replaceAll(/\D/g, '').length);
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
