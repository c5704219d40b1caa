import type { KeyObject } from 'node:crypto';
import type { SignedText } from '../../src/shared/sync/wire.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { importAuthorKey, isSignedBy } from '../keys/centre-crypto.ts';
import { authorKey, type Author } from './settle-mutations.ts';

/** Authors whose keys are kept; the longest kept go first. */
const mostKnown = 20_000;

/** Tells whether texts are signed by whom they say. One for each request. */
export interface Signatures {
  hold(message: SignedText, author: Author): Promise<boolean>;
}

/**
 * The keys by which authors sign, kept in memory: a desk has one for as long as it lives, and none is ever taken back. One
 * that is not known here may have come by another server process, so a text that no known key fits is held against
 * those of the database, once for each author and request.
 */
export class AuthorKeys {
  readonly #engine: SqlEngine;
  readonly #known = new Map<string, readonly KeyObject[]>();

  constructor(engine: SqlEngine) {
    this.#engine = engine;
  }

  forRequest(): Signatures {
    const loading = new Map<string, Promise<readonly KeyObject[]>>();
    return {
      hold: async (message, author) => {
        const key = authorKey(author);
        if (await isSignedByOne(message, this.#known.get(key) ?? [])) return true;
        const loaded = loading.get(key) ?? this.#load(author);
        loading.set(key, loaded);
        return isSignedByOne(message, await loaded);
      },
    };
  }

  async #load(author: Author): Promise<readonly KeyObject[]> {
    const rows = await this.#engine.query<{ public_key: string }>(
      'SELECT public_key FROM author_keys WHERE agent_no = $1 AND device_id = $2 ORDER BY registered_at DESC',
      [author.agentNo, author.deviceId],
    );
    const keys = rows.map((row) => importAuthorKey(row.public_key)).filter((key) => key !== undefined);
    // Of who is not known nothing is kept: anybody could fill the memory with names.
    if (keys.length > 0) this.#keep(authorKey(author), keys);
    return keys;
  }

  #keep(key: string, keys: readonly KeyObject[]): void {
    this.#known.delete(key);
    this.#known.set(key, keys);
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostKnown && oldest !== undefined) this.#known.delete(oldest);
  }
}

async function isSignedByOne(message: SignedText, keys: readonly KeyObject[]): Promise<boolean> {
  return (await Promise.all(keys.map((key) => isSignedBy(message, key)))).includes(true);
}
