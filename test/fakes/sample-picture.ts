import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { enclosureSchema, type Enclosure } from '../../src/shared/domain/enclosure.ts';

/** A PNG of one grey, with noise beside its pixels so that it is as long as wanted. */
export function samplePicture(width = 4, height = 3, noise: Uint8Array = new Uint8Array()): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const rows = deflateSync(Buffer.alloc(height * (width + 1), 0x80));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('noIs', noise),
    chunk('IDAT', rows),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** As an article names it. */
export function enclosureFor(bytes: Uint8Array, changes: Partial<Enclosure> = {}): Enclosure {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return enclosureSchema.parse({
    ...{ sha256, name: `${sha256.slice(0, 8)}.png`, kind: 'png', size: bytes.length, alt: '一张图' },
    ...{ width: view.getUint32(16), height: view.getUint32(20) },
    ...changes,
  });
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
