import type { SoundKind } from '../domain/voice-message.ts';

/** Bytes from the begin of a sound that `soundKindOf` wants; a shorter one whole. */
export const soundHead = 36;

/**
 * What a sound is by its bytes, whatever its name says; undefined for anything that is no message.
 * @param head its first 36 bytes, or all of it
 */
export function soundKindOf(head: Uint8Array): SoundKind | undefined {
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WAVE') return 'wav';
  // The first page of an Ogg stream has one segment, whose bytes begin at 28.
  if (ascii(head, 0, 4) === 'OggS' && ascii(head, 28, 36) === 'OpusHead') return 'opus';
  return ascii(head, 0, 3) === 'ID3' || isMp3Frame(head) ? 'mp3' : undefined;
}

/** Eleven set bits, layer III, a bit rate and a sample rate that there are. */
function isMp3Frame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  const isSync = first === 0xff && (second & 0xe0) === 0xe0;
  const hasVersion = (second & 0x18) !== 0x08;
  const isLayer3 = (second & 0x06) === 0x02;
  const hasRates = (third & 0xf0) !== 0xf0 && (third & 0xf0) !== 0 && (third & 0x0c) !== 0x0c;
  return isSync && hasVersion && isLayer3 && hasRates;
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
