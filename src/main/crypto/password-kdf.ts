import { randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';

/** Kept beside what it protects, so that a later build can raise it and still open what an older one made. */
export const kdfSchema = z.object({
  name: z.literal('scrypt'),
  N: z
    .number()
    .int()
    .min(2)
    .max(2 ** 22),
  r: z.number().int().min(1).max(64),
  p: z.number().int().min(1).max(16),
  salt: z.string(),
});
export type Kdf = z.infer<typeof kdfSchema>;

/** 128 · N · r bytes = 64 MiB, about 0.2 s on an old desk. */
export const currentKdfCost = { N: 2 ** 16, r: 8, p: 1 } as const;

export function newKdf(): Kdf {
  return { name: 'scrypt', ...currentKdfCost, salt: randomBytes(16).toString('base64url') };
}

export function isCurrentKdf(kdf: Kdf): boolean {
  return kdf.N === currentKdfCost.N && kdf.r === currentKdfCost.r && kdf.p === currentKdfCost.p;
}

/** 32 bytes. Composed and decomposed spellings of one password are the same password. */
export function deriveKey(password: string, kdf: Kdf): Promise<Buffer> {
  const { N, r, p } = kdf;
  return new Promise((resolve, reject) => {
    const options = { N, r, p, maxmem: 128 * N * r * p + 16 * 1024 * 1024 };
    scrypt(password.normalize('NFKC'), Buffer.from(kdf.salt, 'base64url'), 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
