import { toBase64 } from '../../client/bytes.ts';

/** Longer side, px. */
const previewSide = 96;

/** A small picture of a picture, base64 of a WebP; undefined for anything that the browser can't draw. */
export async function makePreview(file: File): Promise<string | undefined> {
  if (!file.type.startsWith('image/')) return undefined;
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  const scale = Math.min(1, previewSide / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  );
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const small = await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
  return toBase64(new Uint8Array(await small.arrayBuffer()));
}
