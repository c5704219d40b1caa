import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import type { SignedText } from '../../src/shared/sync/wire.ts';
import type { CentreKeys } from './centre-keys.ts';

/** What a sealed text is for; part of the seal, so that one kind never opens as the other. */
export type SealPurpose = 'tashi-desk/outbox/1' | 'tashi-desk/seat-key/1';

/** Everything done with the secrets of the centre. */
export interface CentreCrypto {
  /** Opens base64url(enc ‖ ct) sealed to the centre; undefined for a forged, damaged or misaddressed text. */
  openSealed(sealed: string, purpose: SealPurpose, aad: string): Promise<Uint8Array | undefined>;
  /** Ed25519 over the UTF-8 bytes of the payload. */
  signText(payload: string): SignedText;
  /** 32 bytes, base64url; the same for one machine for ever. */
  directoryKey(deviceId: string): string;
  /** Hides a text that lies in the database from whoever gets the database alone. Bound to whose it is. */
  hide(text: string, whose: string): string;
  /** Undefined for what was not hidden by this centre for this one. */
  reveal(hidden: string, whose: string): string | undefined;
  /** Hash of an entry of the audit log, base64url. */
  auditMac(text: string): string;
  tokenMac(text: string): string;
  isTokenMac(text: string, mac: string): boolean;
}

const encBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

export async function createCentreCrypto(keys: CentreKeys): Promise<CentreCrypto> {
  const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
  // Typed by the library with a name of the DOM, which is not in the types of Node.
  const recipientKey: unknown = await suite.kem.importKey('raw', bytesOf(keys.sealing.secretKey), false);
  const signingKey = createPrivateKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: keys.signing.publicKey, d: keys.signing.secretKey },
    format: 'jwk',
  });
  const tokenKey = Buffer.from(keys.token, 'base64url');
  const derive = (salt: string, purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', Buffer.from(keys.directoryMaster, 'base64url'), salt, purpose, 32));
  const hidingKey = derive('', 'tashi-desk/hidden/1');
  const auditKey = derive('', 'tashi-desk/audit/1');
  const mac = (text: string): Buffer => createHmac('sha256', tokenKey).update(text).digest();
  return {
    async openSealed(sealed, purpose, aad) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length <= encBytes) return undefined;
      try {
        const params = { recipientKey, enc: bufferOf(bytes.subarray(0, encBytes)), info: utf8(purpose) };
        return new Uint8Array(await suite.open(params, bufferOf(bytes.subarray(encBytes)), utf8(aad)));
      } catch {
        // The library throws for every text that was not sealed to this key with this purpose and address.
        return undefined;
      }
    },
    signText: (payload) => ({ payload, signature: sign(null, Buffer.from(payload), signingKey).toString('base64url') }),
    directoryKey: (deviceId) => derive(deviceId, 'tashi-desk/directory/1').toString('base64url'),
    hide: (text, whose) => hide(hidingKey, text, whose),
    reveal: (hidden, whose) => reveal(hidingKey, hidden, whose),
    auditMac: (text) => createHmac('sha256', auditKey).update(text).digest('base64url'),
    tokenMac: (text) => mac(text).toString('base64url'),
    isTokenMac(text, given) {
      const bytes = Buffer.from(given, 'base64url');
      return bytes.length === 32 && timingSafeEqual(bytes, mac(text));
    },
  };
}

/** AES-256-GCM: base64url(nonce ‖ tag ‖ ct). */
function hide(key: Buffer, text: string, whose: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(whose));
  const ct = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ct]).toString('base64url');
}

function reveal(key: Buffer, hidden: string, whose: string): string | undefined {
  const bytes = Buffer.from(hidden, 'base64url');
  const ctFrom = nonceBytes + tagBytes;
  if (bytes.length < ctFrom) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes)).setAAD(Buffer.from(whose));
  decipher.setAuthTag(bytes.subarray(nonceBytes, ctFrom));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ctFrom)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** Undefined for anything that is not an Ed25519 public key of 32 bytes. */
export function importAuthorKey(publicKey: string): KeyObject | undefined {
  if (Buffer.from(publicKey, 'base64url').length !== 32) return undefined;
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  } catch {
    return undefined;
  }
}

const verifyAside = promisify(verify);

/** Reckoned beside this thread: a batch is checked on all cores at once. */
export async function isSignedBy(message: SignedText, key: KeyObject): Promise<boolean> {
  const signature = Buffer.from(message.signature, 'base64url');
  return signature.length === 64 && (await verifyAside(null, Buffer.from(message.payload), key, signature));
}

function utf8(text: string): ArrayBuffer {
  return bufferOf(Buffer.from(text));
}

/** A copy with a buffer of its own: Node's small buffers share one. */
function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function bytesOf(base64url: string): ArrayBuffer {
  return bufferOf(Buffer.from(base64url, 'base64url'));
}
