import { expect, test } from 'vitest';
import { readSounds } from '../../../../src/main/db/knowledge/sound-reading.ts';

test('a key that is held down leads nowhere, and not through every way there', () => {
  // Cut into `a` and `aa` there are 165,580,141 ways, none of which leaves a syllable that is only begun.
  expect(readSounds('a'.repeat(40), true)).toEqual([]);
  expect(readSounds('a'.repeat(40)).map(({ kind }) => kind)).toContain('jyutping');
});

test('a syllable that is only begun is read where nothing else fits', () => {
  expect(readSounds('tingdianx').some(({ kind }) => kind === 'pinyin')).toBe(false);
  const [begun] = readSounds('tingdianx', true);
  expect(begun).toMatchObject({ kind: 'pinyin', length: 3 });
});
