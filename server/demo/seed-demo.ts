import { keepAgents } from '../auth/keep-agents.ts';
import { parseTicketNumber, skipNumbers } from '../auth/number-blocks.ts';
import type { AttachmentStore } from '../attachments/attachment-store.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { retellTickets } from '../sync/publish-ticket.ts';
import { publishAtOnce, withdraw } from '../sync/publish.ts';
import type { PublishedItem } from '../sync/publish.ts';
import { keepEnclosures, nameEnclosures } from '../publish/enclosures.ts';
import { toldStreams } from '../../src/shared/sync/wire.ts';
import { readDemoFiles } from './demo-files.ts';
import type { SaidMessage } from '../messages/keep-messages.ts';
import { isSoundInUse, keepSound, lockSounds, takeMessage } from '../messages/keep-messages.ts';
import { demoItems, demoMessages } from './demo-items.ts';

/** Demo data younger than this is alive enough as it is. */
const freshForMs = 15 * 60_000;

/** The database holds a real centre's data. */
export class NotDemoError extends Error {
  constructor() {
    super('this database was not made for the demo: nothing was seeded');
    this.name = 'NotDemoError';
  }
}

/**
 * Fills an empty database with the demo's agents and content; at a later start moves their relative times to now and
 * takes in changed files, leaving alone what desks have sent.
 * @throws NotDemoError when there are agents that the demo did not put there; Error naming a broken file
 */
export async function seedDemo(centre: Centre, resources: string): Promise<void> {
  const files = await readDemoFiles(resources, centre.log);
  await keepEnclosures(centre.attachments, files.enclosed);
  const now = centre.now();
  await centre.engine.transaction(async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(7203443)');
    const seededAt = await lastSeeding(client);
    // Times are kept while they are fresh: only changed files are taken in, and desks need not pull all again.
    const from = seededAt !== undefined && now - seededAt < freshForMs && now >= seededAt ? seededAt : now;
    const used = files.tickets.map((ticket) => parseTicketNumber(ticket.number) ?? 0);
    await skipNumbers(client, Math.max(0, ...used));
    await keepAgents(
      client,
      files.agents.map(({ password, sip: _none, hasLeft: _stays, ...agent }) => ({ agent, password })),
    );
    await publishAll(client, demoItems(files, from));
    await retellTickets(
      client,
      files.tickets.map(({ id }) => id),
    );
    for (const said of demoMessages(files, now)) await seedMessage(client, centre.attachments, said, now);
    await client.query(
      `INSERT INTO demo_seed (seeded_at) VALUES ($1)
       ON CONFLICT (only_row) DO UPDATE SET seeded_at = excluded.seeded_at`,
      [from],
    );
  });
  centre.changes.tell(toldStreams);
}

/** Once, known by its sound, since its times move with every start: whatever was done with one of them since stands. */
async function seedMessage(client: SqlClient, store: AttachmentStore, said: SaidMessage, now: number): Promise<void> {
  await lockSounds(client);
  const isInUse = await isSoundInUse(client, said.left.message.sha256);
  if (isInUse === undefined) await takeMessage(client, store, said, now);
  else if (isInUse) await keepSound(store, said);
}

async function lastSeeding(client: SqlClient): Promise<number | undefined> {
  const [seed] = await client.query<{ seeded_at: number }>('SELECT seeded_at FROM demo_seed');
  if (seed) return seed.seeded_at;
  const [agents] = await client.query<{ count: number }>('SELECT count(*) AS count FROM agents');
  if ((agents?.count ?? 0) > 0) throw new NotDemoError();
  return undefined;
}

async function publishAll(client: SqlClient, items: readonly PublishedItem[]): Promise<void> {
  const before = await client.query<Pick<PublishedItem, 'stream' | 'id'>>('SELECT stream, id FROM demo_items');
  const kept = new Set(items.map((item) => `${item.stream} ${item.id}`));
  for (const { stream, id } of before) {
    if (kept.has(`${stream} ${id}`)) continue;
    await withdraw(client, stream, id);
    await client.query('DELETE FROM demo_items WHERE stream = $1 AND id = $2', [stream, id]);
  }
  await publishAtOnce(client, items);
  await nameEnclosures(
    client,
    items.flatMap(({ stream, id, body }) => (stream === 'knowledge' ? { id, body: body as object } : [])),
  );
  await client.query(
    `INSERT INTO demo_items (stream, id)
     SELECT stream, id FROM jsonb_to_recordset($1::text::jsonb) AS item (stream text, id text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(items.map(({ stream, id }) => ({ stream, id })))],
  );
}
