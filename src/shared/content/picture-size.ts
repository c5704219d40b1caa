import type { AttachmentKind } from '../domain/attachment.ts';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Width and height in pixels as the head of a picture says; undefined where it says none, and for what is no picture.
 * @param bytes the whole file
 */
export function pictureSize(kind: AttachmentKind, bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = read(kind, view);
    return size && size.width > 0 && size.height > 0 ? size : undefined;
  } catch (error) {
    // Read past its end: a head that is cut off says nothing.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function read(kind: AttachmentKind, view: DataView): PictureSize | undefined {
  switch (kind) {
    case 'png':
      return { width: view.getUint32(16), height: view.getUint32(20) };
    case 'gif':
      return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    case 'jpeg':
      return jpegSize(view);
    case 'webp':
      return webpSize(view);
    case 'pdf':
    case 'docx':
    case 'xlsx':
      return undefined;
  }
}

/** Markers of a frame's head; C4, C8 and CC of the same row are tables and reserved. */
const isFrameHead = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegSize(view: DataView): PictureSize | undefined {
  for (let at = 2; view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    if (isFrameHead(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    // Markers without a segment, and fill bytes before one.
    const isBare = marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += marker === 0xff ? 1 : isBare ? 2 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** Lossy, lossless and extended files each say it in their own way. */
function webpSize(view: DataView): PictureSize | undefined {
  const form = String.fromCharCode(...[12, 13, 14, 15].map((at) => view.getUint8(at)));
  if (form === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (form === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (form !== 'VP8X') return undefined;
  const three = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
  return { width: three(24) + 1, height: three(27) + 1 };
}
