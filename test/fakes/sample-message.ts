import { createHash, randomBytes } from 'node:crypto';
import type { LeftMessage } from '../../server/messages/keep-messages.ts';

/** A WAV of noise at 8 kHz, 8 bits, that nobody has handed in before. */
export function sampleWav(seconds = 1): Buffer {
  const sound = randomBytes(8000 * seconds);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + sound.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(sound.length, 40);
  return Buffer.concat([head, sound]);
}

export function sampleMessage(changes: Partial<LeftMessage> = {}): LeftMessage & { readonly bytes: Buffer } {
  const bytes = sampleWav();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    ...{ number: '+8613909742071', name: '卓玛', language: 'zh-Hans', note: '', dueAt: 2_000_000_000_000 },
    message: { sha256, kind: 'wav', size: bytes.length, seconds: 1, leftAt: 1_790_000_000_000 },
    ...changes,
    bytes,
  };
}
