import type { AttachmentKind } from '../domain/attachment.ts';

/** Bytes from the begin and from the end of a file that `kindOf` wants; shorter files whole. */
export const kindHead = 16;
export const kindTail = 128 * 1024;

/**
 * What a file is by its bytes, whatever its name says; undefined for anything that a ticket may not carry.
 * @param head its first 16 bytes, or all of it
 * @param tail its last 128 KiB, or all of it
 */
export function kindOf(head: Uint8Array, tail: Uint8Array): AttachmentKind | undefined {
  if (begins(head, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (begins(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (ascii(head, 0, 6) === 'GIF87a' || ascii(head, 0, 6) === 'GIF89a') return 'gif';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'webp';
  if (ascii(head, 0, 5) === '%PDF-') return 'pdf';
  return begins(head, [0x50, 0x4b, 0x03, 0x04]) ? officeKind(tail) : undefined;
}

/** An archive is a document when it holds the part that makes it one, and no macros. */
function officeKind(tail: Uint8Array): AttachmentKind | undefined {
  const names = namesInArchive(tail);
  if (names.some((name) => /vbaproject/i.test(name))) return undefined;
  if (names.includes('word/document.xml')) return 'docx';
  return names.includes('xl/workbook.xml') ? 'xlsx' : undefined;
}

const endRecord = 22;
const entryHead = 46;

/** Names in the directory at a ZIP archive's end; none where the directory is not whole within `tail`. */
function namesInArchive(tail: Uint8Array): string[] {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  for (let end = tail.length - endRecord; end >= 0; end -= 1) {
    if (view.getUint32(end, true) !== 0x06054b50) continue;
    const start = end - view.getUint32(end + 12, true);
    return start < 0 ? [] : entriesFrom(view, tail, start, end);
  }
  return [];
}

function entriesFrom(view: DataView, tail: Uint8Array, start: number, end: number): string[] {
  const names: string[] = [];
  let at = start;
  while (at + entryHead <= end && view.getUint32(at, true) === 0x02014b50) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    names.push(ascii(tail, at + entryHead, at + entryHead + name));
    at += entryHead + name + extra + comment;
  }
  return names;
}

function begins(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
