import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { fingerprintLetters, fingerprintText, keyProblems } from '../../../../src/shared/setup/centre-keys.ts';
import { sealingKey, signingKey } from './seat-samples.ts';

const lettersOf = (text: string): string => fingerprintLetters(createHash('sha256').update(text).digest());

test('a fingerprint is six groups of four letters, and another for every other key', () => {
  const shown = lettersOf(fingerprintText({ sealingKey, signingKey }));
  expect(shown).toMatch(/^([ABCDEFHKLMNPRTXY]{4} ){5}[ABCDEFHKLMNPRTXY]{4}$/);
  expect(lettersOf(fingerprintText({ sealingKey: signingKey, signingKey: sealingKey }))).not.toBe(shown);
  expect(fingerprintLetters(Uint8Array.of(0x01, 0xef, ...Array<number>(30).fill(0)))).toMatch(/^ABXY AAAA/);
});

test('a key that differs from that of the server is named, an empty one is not', () => {
  const offered = { sealingKey, signingKey };
  expect(keyProblems(offered, offered)).toEqual([]);
  expect(keyProblems({ sealingKey: '', signingKey: '' }, offered)).toEqual([]);
  expect(keyProblems({ sealingKey: signingKey, signingKey: sealingKey }, offered)).toEqual([
    { field: 'centre.sealingKey', code: 'keyDiffers' },
    { field: 'centre.signingKey', code: 'keyDiffers' },
  ]);
});
