import { createRxDatabase, type RxCollection } from 'rxdb';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import PouchDB, { type Database } from 'pouchdb-core';
import memoryAdapter from 'pouchdb-adapter-memory';
import pouchReplication from 'pouchdb-replication';
import type { SignedMutation } from '../../fakes/test-seat.ts';

/** A plugin goes in once. */
const Pouch = PouchDB.plugin(memoryAdapter).plugin(pouchReplication);

/** Documents a second. */
export interface PeerRates {
  readonly push: number;
  readonly pull: number;
}

interface StoredDocument {
  id: string;
  payload: string;
  signature: string;
}

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 100 },
    payload: { type: 'string' },
    signature: { type: 'string' },
  },
  required: ['id', 'payload', 'signature'],
} as const;

/** As many as the bare server is sent at once and as it gives back. */
const pushBatch = 500;
const pullBatch = 1000;

/**
 * RxDB 17: documents that lie in its fastest storage, memory, through its replication into the bare server's PostgreSQL and
 * back into another database. No conflict is looked for: the documents are new.
 * @param base address of the bare server
 */
export async function measureRxdb(base: string, rows: readonly SignedMutation[]): Promise<PeerRates> {
  const open = async (name: string): Promise<RxCollection<StoredDocument>> => {
    const database = await createRxDatabase({
      name: `${name}-${crypto.randomUUID()}`,
      storage: getRxStorageMemory(),
      multiInstance: false,
      eventReduce: true,
    });
    const { tickets } = await database.addCollections({ tickets: { schema } });
    return tickets as RxCollection<StoredDocument>;
  };
  const desk = await open('desk');
  await desk.bulkInsert(rows.map(({ id, payload, signature }) => ({ id, payload, signature })));
  const startedAt = performance.now();
  const push = replicateRxCollection<StoredDocument, string>({
    collection: desk,
    replicationIdentifier: 'push',
    live: false,
    push: {
      batchSize: pushBatch,
      handler: async (documents) => {
        const body = JSON.stringify(documents.map(({ newDocumentState }) => newDocumentState));
        const answer = await fetch(base, { method: 'POST', body });
        if (((await answer.json()) as unknown[]).length !== documents.length) throw new Error('documents were lost');
        return [];
      },
    },
  });
  await push.awaitInitialReplication();
  const pushedAt = performance.now();
  const other = await open('other');
  const pullAt = performance.now();
  const pull = replicateRxCollection<StoredDocument, { after: string }>({
    collection: other,
    replicationIdentifier: 'pull',
    live: false,
    pull: {
      batchSize: pullBatch,
      handler: async (checkpoint) => {
        const from = checkpoint?.after ?? '0';
        const page = (await (await fetch(`${base}?after=${from}`)).json()) as {
          seq: string;
          id: string;
          body: string;
        }[];
        const documents = page.map(({ id, body }) => ({ id, payload: body, signature: '', _deleted: false }));
        return { documents, checkpoint: { after: page.at(-1)?.seq ?? from } };
      },
    },
  });
  await pull.awaitInitialReplication();
  const pulledAt = performance.now();
  const count = await other.count().exec();
  if (count !== rows.length) throw new Error(`${String(count)} documents came back`);
  await Promise.all([desk.database.close(), other.database.close()]);
  return { push: (rows.length * 1000) / (pushedAt - startedAt), pull: (rows.length * 1000) / (pulledAt - pullAt) };
}

/** PouchDB 9, from memory into memory: no wire and no disk, which is more than it has in use. */
export async function measurePouchdb(rows: readonly SignedMutation[]): Promise<PeerRates> {
  const open = (): Database => new Pouch(crypto.randomUUID(), { adapter: 'memory' });
  const [desk, centre, other] = [open(), open(), open()];
  await desk.bulkDocs(rows.map(({ id, payload, signature }) => ({ _id: id, payload, signature })));
  const startedAt = performance.now();
  const pushed = await Pouch.replicate(desk, centre, { batch_size: pushBatch });
  const pushedAt = performance.now();
  const pulled = await Pouch.replicate(centre, other, { batch_size: pullBatch });
  const pulledAt = performance.now();
  if (pushed.docs_written !== rows.length || pulled.docs_written !== rows.length)
    throw new Error('documents were lost');
  await Promise.all([desk, centre, other].map((database) => database.destroy()));
  return { push: (rows.length * 1000) / (pushedAt - startedAt), pull: (rows.length * 1000) / (pulledAt - pushedAt) };
}
