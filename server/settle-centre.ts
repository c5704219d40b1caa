import { randomUUID } from 'node:crypto';
import { protocolVersion } from '../src/shared/sync/wire.ts';
import type { CentreInfo } from '../src/shared/sync/wire.ts';
import type { SqlClient, SqlEngine } from './engine/sql-engine.ts';
import type { CentreKeys } from './keys/centre-keys.ts';
import { sourceOf } from './sync/feed.ts';

/** The keys belong to another centre than the database. */
export class ForeignKeysError extends Error {
  constructor() {
    super('this key file belongs to another centre than this database');
    this.name = 'ForeignKeysError';
  }
}

/** Writes the centre's name and public keys at the first start and holds later ones to them. @throws ForeignKeysError */
export async function settleCentre(engine: SqlEngine, keys: CentreKeys, name: string): Promise<CentreInfo> {
  return engine.transaction(async (client) => {
    await client.query(
      `INSERT INTO centre (centre_id, name, sealing_key, signing_key, feed_id, feed_source)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [keys.centreId, name, keys.sealing.publicKey, keys.signing.publicKey, randomUUID(), await sourceOf(client)],
    );
    return centreOfKeys(client, keys);
  });
}

/** The centre of this database, whose keys these must be. @throws ForeignKeysError */
export async function centreOfKeys(client: SqlClient, keys: CentreKeys): Promise<CentreInfo> {
  const [row] = await client.query<{ centre_id: string; name: string; sealing_key: string; signing_key: string }>(
    'SELECT centre_id, name, sealing_key, signing_key FROM centre',
  );
  const { centreId, sealing, signing } = keys;
  if (row?.centre_id !== centreId || row.sealing_key !== sealing.publicKey || row.signing_key !== signing.publicKey) {
    throw new ForeignKeysError();
  }
  return { protocolVersion, centreId, name: row.name, sealingKey: sealing.publicKey, signingKey: signing.publicKey };
}
