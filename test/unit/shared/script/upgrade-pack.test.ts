import { describe, expect, it } from 'vitest';
import { anyPackSchema } from '../../../../src/shared/script/upgrade-pack.ts';

const line = { text: 'Hello', gloss: '您好', status: 'draft', version: 3, lang: 'en' };

function upgraded(...phrases: object[]) {
  const old = {
    schemaVersion: 1,
    lang: 'en',
    version: 4,
    note: 'old',
    phrases: phrases.map((p) => ({ ...line, ...p })),
  };
  return anyPackSchema.parse(old);
}

describe('a pack of the first version', () => {
  it.each<[string, object, string]>([
    ['a greeting', { id: 'en.hi', moment: 'greeting' }, 'greeting.any'],
    ['a greeting of the night', { id: 'en.hi', moment: 'greeting', hours: [0, 5] }, 'greeting.night'],
    ['a greeting of the morning', { id: 'en.hi', moment: 'greeting', hours: [5, 12] }, 'greeting.morning'],
    ['a greeting of the evening', { id: 'en.hi', moment: 'greeting', hours: [18, 23] }, 'greeting.evening'],
    ['a greeting again', { id: 'en.hi', moment: 'greeting', forReturning: true }, 'greeting.returning'],
    ['a line known by its id', { id: 'en.verify.account', moment: 'verify' }, 'verify.account'],
    ['a line of the centre’s own', { id: 'ours.17', moment: 'closing.anythingElse' }, 'closing.else'],
  ])('has %s for a moment of today', (_what, phrase, moment) => {
    expect(upgraded(phrase)).toMatchObject({
      schemaVersion: 2,
      version: 4,
      phrases: [{ moment, text: 'Hello', version: 3 }],
    });
  });

  it('keeps the approved one of several lines for a moment', () => {
    const { phrases } = upgraded(
      { id: 'a', moment: 'thanks', text: 'Thanks' },
      { id: 'b', moment: 'thanks', text: 'Thank you', status: 'approved', reviewer: '0031' },
      { id: 'c', moment: 'thanks', text: 'Cheers', status: 'approved', reviewer: '0031' },
    );
    expect(phrases.map(({ text, reviewer }) => [text, reviewer])).toEqual([['Thank you', '0031']]);
  });
});

it('takes a pack of today as it is, and refuses one of tomorrow', () => {
  const now = { schemaVersion: 2, lang: 'en', version: 1, note: '', phrases: [{ ...line, moment: 'greeting.any' }] };
  expect(anyPackSchema.parse(now).phrases).toHaveLength(1);
  expect(anyPackSchema.safeParse({ ...now, schemaVersion: 3 }).success).toBe(false);
});
