import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toE164 } from '../../../../../src/main/features/calls/phone-number.ts';

describe('toE164', () => {
  test.each([
    ['13900000071', '+8613900000071'],
    ['013900000071', '+8613900000071'],
    ['+86 139 0000 0071', '+8613900000071'],
    ['008613900000071', '+8613900000071'],
    ['0971-8230001', '+869718230001'],
    ['0085291234567', '+85291234567'],
    ['4008895558', '+864008895558'],
  ])('%s is %s in China', async (text, e164) => {
    expect(await toE164(text, 'CN')).toBe(e164);
  });

  test.each(['8001', '95598', '110', '100861', 'anonymous', '', '8230001', '12345678', 'sip:alice', '9'.repeat(60)])(
    '%s is left alone',
    async (text) => {
      expect(await toE164(text, 'CN')).toBeUndefined();
    },
  );

  const plain = fc.stringMatching(/^1[3-9]\d{9}$/);
  const writings: readonly ((digits: string) => string)[] = [
    (digits) => digits,
    (digits) => `+86${digits}`,
    (digits) => `0086 ${digits}`,
    (digits) => `0${digits}`,
    (digits) => `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`,
    (digits) => `(+86) ${digits.slice(0, 3)}-${digits.slice(3)}`,
    (digits) => `tel:+86${digits};phone-context=ims.example`,
    (digits) => digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
    (digits) => digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0x0f20 - 0x30)),
  ];

  test('every way to write a mobile number is the same number, and its E.164 stays as it is', async () => {
    const isMobile = async (digits: string) => (await toE164(digits, 'CN')) === `+86${digits}`;
    await fc.assert(
      fc.asyncProperty(plain, fc.constantFrom(...writings), async (digits, write) => {
        fc.pre(await isMobile(digits));
        expect(await toE164(write(digits), 'CN')).toBe(`+86${digits}`);
      }),
    );
  });

  test('whatever is sent for a number gives E.164 or nothing, and E.164 is read the same everywhere', async () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[+0-9 ()-]{0,24}$/), fc.stringMatching(/^\+?\d{5,18}$/));
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom('CN', 'HK', 'GB', 'ZZ'), async (given, region) => {
        const number = await toE164(given, region);
        if (number === undefined) return;
        expect(number).toMatch(/^\+[1-9]\d{4,14}$/);
        expect(await toE164(number, 'US')).toBe(number);
      }),
      { numRuns: 400 },
    );
  });

  test('extensions and short codes are never given a country', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[+*#]?\d{1,6}[#*]?$/), async (digits) => {
        expect(await toE164(digits, 'CN')).toBeUndefined();
      }),
    );
  });

  test('a national number is read in the country of the profile', async () => {
    expect(await toE164('91234567', 'HK')).toBe('+85291234567');
    expect(await toE164('91234567', 'CN')).toBeUndefined();
  });
});
