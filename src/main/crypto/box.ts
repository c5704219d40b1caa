import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** AES-256-GCM: nonce 12 bytes, tag 16 bytes, all base64url. */
export const boxSchema = z.object({ nonce: z.string(), sealed: z.string(), tag: z.string() });
export type Box = z.infer<typeof boxSchema>;

/** `bound` is authenticated with the content, not hidden: a box opens only where it belongs. */
export function closeBox(key: Buffer, content: Buffer, bound: string): Box {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(bound, 'utf8'));
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return {
    nonce: nonce.toString('base64url'),
    sealed: sealed.toString('base64url'),
    tag: cipher.getAuthTag().toString('base64url'),
  };
}

/** Undefined when the key, the box or what it is bound to is another one. */
export function openBox(key: Buffer, box: Box, bound: string): Buffer | undefined {
  const tag = Buffer.from(box.tag, 'base64url');
  if (tag.length !== 16) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(box.nonce, 'base64url'), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(bound, 'utf8'));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(Buffer.from(box.sealed, 'base64url')), decipher.final()]);
  } catch {
    return undefined;
  }
}
