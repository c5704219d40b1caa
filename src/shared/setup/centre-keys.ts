import type { SeatProblem } from './seat-problem.ts';

/** The public keys by which a desk knows its centre. */
export interface CentreKeys {
  readonly sealingKey: string;
  readonly signingKey: string;
}

/** Sixteen letters that are not taken for one another, neither on paper nor by ear over the phone. */
const letters = 'ABCDEFHKLMNPRTXY';
/** 96 bits: nobody finds other keys with the same letters. */
const shownBytes = 12;

/** The text whose SHA-256 is shown as letters. */
export function fingerprintText({ sealingKey, signingKey }: CentreKeys): string {
  return `tashi-desk/centre/1\n${sealingKey}\n${signingKey}\n`;
}

/** Six groups of four letters for a person to compare: `KTRA XBNE …`. @param digest SHA-256 of `fingerprintText`, 32 bytes. */
export function fingerprintLetters(digest: Uint8Array): string {
  const text = [...digest.subarray(0, shownBytes)]
    .map((byte) => `${letters[byte >> 4] ?? ''}${letters[byte & 15] ?? ''}`)
    .join('');
  return text.replaceAll(/(.{4})(?=.)/g, '$1 ');
}

/** Fields that say another key than the server does. An empty one says nothing. */
export function keyProblems(written: CentreKeys, offered: CentreKeys): SeatProblem[] {
  return (['sealingKey', 'signingKey'] as const)
    .filter((name) => written[name] !== '' && written[name] !== offered[name])
    .map((name) => ({ field: `centre.${name}`, code: 'keyDiffers' }));
}
