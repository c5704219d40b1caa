import { expect, it } from 'vitest';
import { soundProblems } from '../../../../src/shared/content/sound-rules.ts';

const sound = { file: 'sounds/one-1.ogg', name: 'one-1.ogg', bytes: 12_000, isOgg: true };

it('accepts a small sound that somebody plays', () => {
  expect(soundProblems([sound], new Set(['one-1.ogg']))).toEqual([]);
});

it.each([
  ['not an Ogg file', { isOgg: false }],
  ['70000 bytes, more than 60000', { bytes: 70_000 }],
  ['a sound that no practice caller and no phrase plays', { name: 'left-over.ogg' }],
])('says: %s', (reason, change) => {
  expect(soundProblems([{ ...sound, ...change }], new Set(['one-1.ogg']))).toEqual([
    { file: 'sounds/one-1.ogg', path: [], reason },
  ]);
});
