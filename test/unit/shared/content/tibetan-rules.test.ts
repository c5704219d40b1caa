import { describe, expect, it } from 'vitest';
import { endsLikeTibetanLine, tibetanSpacing } from '../../../../src/shared/content/tibetan-rules.ts';

describe('tibetanSpacing', () => {
  it.each(['བདེ་མོ།', 'ཧ་ཅང་མང་། རྒྱུ་མཚན་ཅི་རེད།', 'སྐར་མ་ 45 ནང་འབྱོར།', 'ང་ཨང་ {agentNo} ཡིན།', 'བྱང་བུ་བཀག ཁ་པར་གཏོང་།'])(
    'accepts %s',
    (text) => {
      expect(tibetanSpacing(text)).toEqual([]);
    },
  );

  it.each([
    ['བདེ་་མོ།', 'two tshegs in a row'],
    ['བདེ༌མོ།', 'non-breaking tsheg U+0F0C where U+0F0B belongs'],
    ['་བདེ་མོ།', 'a tsheg at the beginning of a clause'],
    ['བདེ་མོ་།', 'a tsheg before a shad, where only ང keeps one'],
    ['གནང།', 'ང before a shad without its tsheg'],
    ['བདེ་ མོ།', 'a tsheg before a space'],
    ['བདེ་མོ་', 'a line that ends with a tsheg'],
    ['བདེ་མོ།བདེ་མོ།', 'a shad without a space after it'],
    ['བདེ་མོ །', 'a space before a shad'],
  ])('refuses %s: %s', (text, reason) => {
    expect(tibetanSpacing(text)).toContain(reason);
  });
});

describe('endsLikeTibetanLine', () => {
  it('wants a shad, or a letter whose stroke stands for it', () => {
    expect(endsLikeTibetanLine('བདེ་མོ།')).toBe(true);
    expect(endsLikeTibetanLine('ཐོ་འགོད་ཆོག')).toBe(true);
    expect(endsLikeTibetanLine('མ་རེག')).toBe(true);
    expect(endsLikeTibetanLine('བདེ་མོ')).toBe(false);
    expect(endsLikeTibetanLine('བདེ་ལེགས')).toBe(false);
  });
});
