import { createHash } from 'node:crypto';
import type { PullStream } from '../../src/shared/sync/wire.ts';
import type { SqlClient, SqlEngine } from '../engine/sql-engine.ts';
import { publishAtOnce, withdraw } from '../sync/publish.ts';
import { keepForms } from '../sync/ticket-forms.ts';
import { tellOfChanges } from './tell-of-changes.ts';
import type { FileItem } from './content-files.ts';
import { forgetEnclosures, nameEnclosures } from './enclosures.ts';

export interface PublishedCount {
  readonly stream: PullStream;
  readonly changed: number;
  readonly same: number;
}

/** A page of this many entries goes to the database at once. */
const pageSize = 500;
/** Two that publish at once take turns. */
const publishLock = 7_203_445;

/**
 * Publishes the entries of files, all or none, and tells the desks. An entry that stands in its file as it did when it was
 * last published is left alone: whoever changed it at the centre meanwhile, such as an agent who corrected an address,
 * keeps his change.
 * @throws FormChangedError
 */
export async function publishFiles(
  engine: SqlEngine,
  items: readonly FileItem[],
  now: number,
): Promise<PublishedCount[]> {
  const digested = items.map((item) => ({ ...item, digest: digestOf(item.body) }));
  const { news, xact } = await engine.transaction(async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [publishLock]);
    const known = await digestsOf(client);
    const changed = digested.filter(({ stream, id, digest }) => known.get(`${stream} ${id}`) !== digest);
    for (let from = 0; from < changed.length; from += pageSize) {
      await publishPage(client, changed.slice(from, from + pageSize), now);
    }
    return { news: changed, xact: await currentXact(client) };
  });
  const streams = [...new Set(items.map(({ stream }) => stream))];
  const count = (of: readonly FileItem[], stream: PullStream): number => of.filter((i) => i.stream === stream).length;
  await tellOfChanges(
    engine,
    streams.filter((stream) => count(news, stream) > 0),
    xact,
  );
  return streams.map((stream) => {
    const changed = count(news, stream);
    return { stream, changed, same: count(items, stream) - changed };
  });
}

/** Takes entries back, so that every desk forgets them; publishing their file again brings them back. Returns how many. */
export async function withdrawEntries(engine: SqlEngine, stream: PullStream, ids: readonly string[]): Promise<number> {
  const { gone, xact } = await engine.transaction(async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [publishLock]);
    let count = 0;
    if (stream === 'knowledge') await forgetEnclosures(client, ids);
    for (const id of ids) {
      if (await withdraw(client, stream, id)) count += 1;
      await client.query('DELETE FROM published_files WHERE stream = $1 AND id = $2', [stream, id]);
    }
    return { gone: count, xact: await currentXact(client) };
  });
  if (gone > 0) await tellOfChanges(engine, [stream], xact);
  return gone;
}

type Digested = FileItem & { readonly digest: string };

async function publishPage(client: SqlClient, page: readonly Digested[], now: number): Promise<void> {
  const articles = page.filter(({ stream }) => stream === 'knowledge');
  await nameEnclosures(client, articles);
  const forms = page.filter(({ stream }) => stream === 'forms').map(({ body }) => body);
  if (forms.length > 0) await keepForms(client, forms, now);
  await publishAtOnce(
    client,
    page.map(({ stream, id, body }) => ({
      stream,
      id,
      body: stream === 'phrases' || stream === 'sms' ? body : { updatedAt: now, ...body },
    })),
  );
  await client.query(
    `INSERT INTO published_files (stream, id, digest)
     SELECT stream, id, digest FROM jsonb_to_recordset($1::text::jsonb) AS item (stream text, id text, digest text)
     ON CONFLICT (stream, id) DO UPDATE SET digest = excluded.digest`,
    [JSON.stringify(page.map(({ stream, id, digest }) => ({ stream, id, digest })))],
  );
}

function digestOf(body: object): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('base64url');
}

async function digestsOf(client: SqlClient): Promise<Map<string, string>> {
  const rows = await client.query<{ stream: string; id: string; digest: string }>('SELECT * FROM published_files');
  return new Map(rows.map(({ stream, id, digest }) => [`${stream} ${id}`, digest]));
}

async function currentXact(client: SqlClient): Promise<string> {
  const [row] = await client.query<{ xact: string }>('SELECT pg_current_xact_id()::text AS xact');
  return row?.xact ?? '0';
}
