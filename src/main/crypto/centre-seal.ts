import type { webcrypto } from 'node:crypto';
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';

const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

const outboxInfo = Buffer.from('tashi-desk/outbox/1', 'utf8');
const seatKeyInfo = Buffer.from('tashi-desk/seat-key/1', 'utf8');

/** Seals to the centre (HPKE base mode): what is sealed opens only there, not even for who sealed it. */
export interface CentreSeal {
  /** A signed mutation, bound to its id. */
  sealMutation(id: string, payload: string, signature: string): Promise<string>;
  /** A seat's data key, bound to the agent and the device. */
  sealDataKey(agentNo: string, deviceId: string, dataKey: Buffer): Promise<string>;
}

/** `sealingKey` is the centre's X25519 public key, base64url. Results are base64url of encapsulation ‖ ciphertext. */
export function createCentreSeal(sealingKey: string): CentreSeal {
  // Held, not awaited: reading the key must not keep a seat from opening, and a bad key fails the first seal.
  const bytes = bytesOf(Buffer.from(sealingKey, 'base64url'));
  const recipient = suite.kem.deserializePublicKey(bytes) as Promise<webcrypto.CryptoKey>;
  recipient.catch(() => undefined);
  const seal = async (info: Buffer, bound: string, content: Buffer): Promise<string> => {
    const params = { recipientPublicKey: await recipient, info: bytesOf(info) };
    const { enc, ct } = await suite.seal(params, bytesOf(content), bytesOf(Buffer.from(bound, 'utf8')));
    return Buffer.concat([Buffer.from(enc), Buffer.from(ct)]).toString('base64url');
  };
  return {
    sealMutation: (id, payload, signature) =>
      seal(outboxInfo, id, Buffer.from(JSON.stringify({ id, payload, signature }), 'utf8')),
    sealDataKey: (agentNo, deviceId, dataKey) => seal(seatKeyInfo, `${agentNo}\n${deviceId}`, dataKey),
  };
}

/** The library wants an ArrayBuffer of its own, while a Buffer may be a window on a shared one. */
function bytesOf(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}
