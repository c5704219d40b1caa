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

  test('a national number is read in the country of the profile', async () => {
    expect(await toE164('91234567', 'HK')).toBe('+85291234567');
    expect(await toE164('91234567', 'CN')).toBeUndefined();
  });
});
