import { createHash, randomBytes } from 'node:crypto';
import type { Attachment } from '../../src/shared/domain/attachment.ts';

/** A file of some kind by its first bytes, with noise behind them: nobody has sent it before. */
export function sampleFile(size: number, head: string = '%PDF-1.7\n'): Buffer {
  const bytes = randomBytes(size);
  bytes.write(head, 'latin1');
  return bytes;
}

export function attachmentOf(bytes: Uint8Array, changes: Partial<Attachment> = {}): Attachment {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { sha256, name: '电表照片.pdf', kind: 'pdf', size: bytes.length, ...changes };
}

/** A ZIP archive of empty entries with these names. */
export function sampleArchive(names: readonly string[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const name of names) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    locals.push(local, Buffer.from(name));
    directory.push(entry, Buffer.from(name));
    at += local.length + name.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
