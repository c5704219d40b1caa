import { crc32, inflateRawSync } from 'node:zlib';

/** What an archive may unpack to at the most. */
export interface ZipLimits {
  readonly bytes: number;
  readonly entries: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const stored = 0;
const deflated = 8;

/**
 * Every file of an archive by its name. What the archive says of its sizes counts for nothing: each file is unpacked with
 * what is left of the limit, so that a bomb ends there. Undefined for anything but a plain, whole archive within limits.
 */
export function unzip(archive: Buffer, limits: ZipLimits): Map<string, Buffer> | undefined {
  try {
    return unpack(archive, limits);
  } catch (error) {
    // Offsets that lead out of the archive, a broken stream, and more bytes than allowed.
    if (error instanceof RangeError || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}

function unpack(archive: Buffer, limits: ZipLimits): Map<string, Buffer> | undefined {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== endSignature) return undefined;
  // Its comment ends the archive.
  if (end + 22 + archive.readUInt16LE(end + 20) !== archive.length) return undefined;
  const count = archive.readUInt16LE(end + 10);
  if (count > limits.entries) return undefined;
  const files = new Map<string, Buffer>();
  let left = limits.bytes;
  let at = archive.readUInt32LE(end + 16);
  for (let i = 0; i < count; i += 1) {
    if (archive.readUInt32LE(at) !== entrySignature) return undefined;
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const content = contentOf(archive, at, left);
    if (!content || files.has(name)) return undefined;
    left -= content.length;
    files.set(name, content);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

function contentOf(archive: Buffer, entry: number, left: number): Buffer | undefined {
  const method = archive.readUInt16LE(entry + 10);
  const size = archive.readUInt32LE(entry + 20);
  const local = archive.readUInt32LE(entry + 42);
  if (archive.readUInt32LE(local) !== localSignature) return undefined;
  const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(from, from + size);
  if (packed.length !== size) return undefined;
  if (method === stored) return size > left ? undefined : packed;
  return method === deflated ? inflateRawSync(packed, { maxOutputLength: Math.max(1, left) }) : undefined;
}

/** An archive of these files and nothing else, not compressed: whoever reads it meets only what was measured before. */
export function zip(files: ReadonlyMap<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of files) {
    const name = Buffer.from(path, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([uint32(localSignature), common, name, content]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([uint32(entrySignature), uint16(20), common, tail, name]));
    parts.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(endSignature, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value, 0);
  return bytes;
}
