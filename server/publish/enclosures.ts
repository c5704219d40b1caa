import type { z } from 'zod';
import { attachmentChunk } from '../../src/shared/domain/attachment.ts';
import type { Enclosure, enclosureChunkSchema } from '../../src/shared/domain/enclosure.ts';
import { err, ok, type Result } from '../../src/shared/ipc/result.ts';
import type { AttachmentStore } from '../attachments/attachment-store.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { refusal, type Refusal } from '../refusal.ts';

/** A picture or document of an article with its bytes. */
export interface EnclosedFile extends Pick<Enclosure, 'sha256' | 'kind' | 'size'> {
  readonly bytes: Uint8Array;
}

/** The store did not take a file: its bytes are not what was said of them a moment ago. */
class EnclosureChangedError extends Error {}

/**
 * Puts the bytes into the store; those that are there are not written again. Before the articles are published that name
 * them: a desk that hears of an article finds what it names.
 * @throws EnclosureChangedError
 */
export async function keepEnclosures(store: AttachmentStore, files: readonly EnclosedFile[]): Promise<void> {
  for (const file of files) {
    if (await store.isStored(file.sha256)) continue;
    const kept = await store.keep(file, file.bytes);
    if (kept !== 'stored') throw new EnclosureChangedError(`a file of an article was not kept: ${kept}`);
  }
}

/** Which files these articles name from now on. */
export async function nameEnclosures(
  client: SqlClient,
  articles: readonly { readonly id: string; readonly body: object }[],
): Promise<void> {
  if (articles.length === 0) return;
  await forgetEnclosures(
    client,
    articles.map(({ id }) => id),
  );
  const named = articles.flatMap(({ id, body }) => enclosuresOf(body).map(({ sha256 }) => ({ id, sha256 })));
  if (named.length === 0) return;
  await client.query(
    `INSERT INTO enclosures (article_id, sha256) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`,
    [named.map(({ id }) => id), named.map(({ sha256 }) => sha256)],
  );
}

/** The articles are gone. Their files stay in the store: a ticket may name the same. */
export async function forgetEnclosures(client: SqlClient, articleIds: readonly string[]): Promise<void> {
  await client.query('DELETE FROM enclosures WHERE article_id = ANY ($1::text[])', [articleIds]);
}

/** A part of a file that some published article names, for whoever is signed in. Past its end there is nothing. */
export async function readEnclosure(
  { engine, attachments }: Centre,
  { sha256, at }: { readonly sha256: string; readonly at: number },
): Promise<Result<z.infer<typeof enclosureChunkSchema>, Refusal>> {
  const named = await engine.query('SELECT 1 FROM enclosures WHERE sha256 = $1 LIMIT 1', [sha256]);
  if (named.length === 0) return err(refusal(404, 'notFound'));
  const part = await attachments.slice(sha256, at, attachmentChunk);
  if (!part || part.bytes.length === 0) return err(refusal(404, 'attachment.notHere'));
  return ok({ size: part.size, data: part.bytes.toString('base64') });
}

function enclosuresOf(body: object): readonly Pick<Enclosure, 'sha256'>[] {
  return (body as { readonly enclosures?: readonly Enclosure[] }).enclosures ?? [];
}
