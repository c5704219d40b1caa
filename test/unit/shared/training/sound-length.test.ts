import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureSound } from '../../../../src/shared/training/sound-length.ts';
import { flacHeadOf, wavOf } from '../../../fixtures/sounds.ts';

const shipped = readFileSync(join(import.meta.dirname, '../../../../resources/public/sounds/zh-three-strikes-3.ogg'));

describe('a sound by its bytes', () => {
  it('has the length of its samples', () => {
    expect(measureSound(wavOf(1500))).toEqual({ kind: 'wav', ms: 1500 });
    expect(measureSound(flacHeadOf(2000))).toMatchObject({ kind: 'flac', ms: 2000 });
    const ogg = measureSound(shipped);
    expect(ogg).toMatchObject({ kind: 'ogg' });
    // About what 24 kbit/s take.
    const guess = (shipped.length * 8) / 24;
    expect(typeof ogg === 'string' ? 0 : ogg.ms / guess).toBeGreaterThan(0.5);
    expect(typeof ogg === 'string' ? 0 : ogg.ms / guess).toBeLessThan(2);
  });

  it('is of the same length wherever its bytes lie', () => {
    const padded = Buffer.concat([Buffer.alloc(3), wavOf(700)]).subarray(3);
    expect(measureSound(padded)).toEqual({ kind: 'wav', ms: 700 });
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'otherType'],
    ['words', Buffer.from('བཀྲ་ཤིས་'), 'otherType'],
    ['an MP3 file', Buffer.from('ID3\u0004'), 'otherType'],
    ['a film with the head of RIFF', Buffer.from('RIFF....AVI '), 'otherType'],
    ['a WAV file that was cut off', wavOf(900).subarray(0, 2000), 'broken'],
    ['a WAV file without a sample', wavOf(0), 'broken'],
    ['a FLAC file of unknown length', flacHeadOf(0), 'broken'],
    ['the first bytes of an Ogg file', shipped.subarray(0, 30), 'broken'],
    ['an Ogg file of something else', Buffer.concat([Buffer.from('OggS'), Buffer.alloc(60)]), 'broken'],
  ])('%s is none that is played', (_name, bytes, fault) => {
    expect(measureSound(bytes)).toBe(fault);
  });
});
