import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { argon2id } from 'hash-wasm';

/** argon2id cost; kept in every hash, so that it can be raised without breaking the old ones. */
export interface Argon2Cost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

export const defaultCost: Argon2Cost = { memoryKib: 19_456, passes: 2, lanes: 1 };

const saltBytes = 16;
const hashBytes = 32;
const phc = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Where the runtime computes argon2 off the main thread that is used; a runtime without it falls back to WebAssembly. */
export type Argon2Engine = 'native' | 'wasm';
export const bestEngine: Argon2Engine = typeof argon2 === 'function' ? 'native' : 'wasm';

/** A PHC string: $argon2id$v=19$m=…,t=…,p=…$salt$hash. */
export async function hashPassword(password: string, cost = defaultCost, engine = bestEngine): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await derive(password, salt, cost, hashBytes, engine);
  const { memoryKib, passes, lanes } = cost;
  return `$argon2id$v=19$m=${String(memoryKib)},t=${String(passes)},p=${String(lanes)}$${unpadded(salt)}$${unpadded(hash)}`;
}

/** @throws Error when `encoded` is not a hash made by `hashPassword` */
export async function isPassword(password: string, encoded: string, engine = bestEngine): Promise<boolean> {
  const parts = phc.exec(encoded);
  if (!parts) throw new Error('not an argon2id hash');
  const cost = { memoryKib: Number(parts[1]), passes: Number(parts[2]), lanes: Number(parts[3]) };
  const expected = Buffer.from(parts[5] ?? '', 'base64');
  const actual = await derive(password, Buffer.from(parts[4] ?? '', 'base64'), cost, expected.length, engine);
  return timingSafeEqual(actual, expected);
}

async function derive(
  password: string,
  salt: Buffer,
  cost: Argon2Cost,
  length: number,
  engine: Argon2Engine,
): Promise<Buffer> {
  // The same letters typed with another keyboard must give the same bytes.
  const message = Buffer.from(password.normalize('NFC'));
  if (engine === 'native') {
    const { memoryKib: memory, passes, lanes: parallelism } = cost;
    return promisify(argon2)('argon2id', { message, nonce: salt, parallelism, tagLength: length, memory, passes });
  }
  return Buffer.from(
    await argon2id({
      password: message,
      salt,
      iterations: cost.passes,
      parallelism: cost.lanes,
      memorySize: cost.memoryKib,
      hashLength: length,
      outputType: 'binary',
    }),
  );
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
