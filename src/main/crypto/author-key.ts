import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';

/** An Ed25519 key pair, the raw 32 bytes of each half as base64url. */
export interface AuthorKeyPair {
  readonly publicKey: string;
  readonly secretKey: string;
}

export function newAuthorKeyPair(): AuthorKeyPair {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  if (jwk.x === undefined || jwk.d === undefined) throw new Error('an Ed25519 key without its halves');
  return { publicKey: jwk.x, secretKey: jwk.d };
}

/** Import once and keep: importing costs as much as signing. */
export function importSecretKey(pair: AuthorKeyPair): KeyObject {
  return createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x: pair.publicKey, d: pair.secretKey }, format: 'jwk' });
}

/** Over the UTF-8 bytes of the text; base64url. Signing the same text again gives the same signature. */
export function signText(text: string, secretKey: KeyObject): string {
  return sign(null, Buffer.from(text, 'utf8'), secretKey).toString('base64url');
}

/** False as well for a public key or signature that is none. */
export function isSignedBy(text: string, signature: string, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}
