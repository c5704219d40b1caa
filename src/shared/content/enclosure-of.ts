import {
  enclosureSchema,
  largestEnclosure,
  longestSide,
  mostPixels,
  pictureKinds,
  type Enclosure,
  type EnclosureSource,
} from '../domain/enclosure.ts';
import { kindHead, kindOf, kindTail } from '../ticket/attachment-kind.ts';
import { pictureSize } from './picture-size.ts';

/**
 * What a file is that an article names: measured from its bytes. Reasons, as they are told to whoever publishes, where it
 * can't be taken, or is not what the article says of it.
 * @param sha256 of the bytes, hex
 */
export function enclosureOf(source: EnclosureSource, bytes: Uint8Array, sha256: string): Enclosure | readonly string[] {
  if (bytes.length === 0) return ['the file is empty'];
  if (bytes.length > largestEnclosure) return [`the file has more than ${String(largestEnclosure)} bytes`];
  const kind = kindOf(bytes.subarray(0, kindHead), bytes.subarray(Math.max(0, bytes.length - kindTail)));
  if (!kind) return ['not a JPEG, PNG, WebP, GIF, PDF, or Word or Excel without macros'];
  const size = pictureKinds.includes(kind) ? pictureSize(kind, bytes) : undefined;
  if (pictureKinds.includes(kind) && !size) return ['a picture that does not say how large it is'];
  const isHuge = size && (Math.max(size.width, size.height) > longestSide || size.width * size.height > mostPixels);
  if (isHuge) return [`a picture of ${String(size.width)} × ${String(size.height)} pixels is too large`];
  const found = { name: source.name, alt: source.alt, sha256, kind, size: bytes.length, ...size };
  const differing = (['sha256', 'kind', 'size', 'width', 'height'] as const).filter(
    (key) => source[key] !== undefined && source[key] !== (found as Partial<Enclosure>)[key],
  );
  if (differing.length > 0) return differing.map((key) => `${key} is not that of the file`);
  const parsed = enclosureSchema.safeParse(found);
  return parsed.success ? parsed.data : ['can not be taken'];
}
