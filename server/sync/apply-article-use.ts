import type { Mutation } from '../../src/shared/sync/wire.ts';
import type { ArticleUse } from '../../src/shared/domain/article.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import type { Decision } from './mutation-outcome.ts';
import { publishAtOnce } from './publish.ts';

export type Helped = Extract<Mutation, { kind: 'article.helped' }>;

/**
 * Counts what helped: once for each agent, article and call, and without a call once for each version; whatever comes
 * again is applied without effect, and so is what is said of an article that the centre does not have. All of a batch at once and in the order of the articles: two batches that speak of the
 * same ones wait for each other, never in a circle. One decision each, in their order.
 */
export async function applyHelped(centre: Centre, client: SqlClient, said: readonly Helped[]): Promise<Decision[]> {
  const counts = new Map<string, number>();
  for (const articleId of await keep(centre, client, said)) counts.set(articleId, (counts.get(articleId) ?? 0) + 1);
  if (counts.size > 0) {
    const uses = await count(client, counts);
    await publishAtOnce(
      client,
      uses.map((body) => ({ stream: 'uses', id: body.id, body })),
    );
  }
  // No desk is told at once, see `toldStreams`.
  return said.map(() => ({ outcome: 'applied', streams: [] }));
}

/** The articles of those that are news, one for each. */
async function keep({ now }: Centre, client: SqlClient, said: readonly Helped[]): Promise<string[]> {
  if (said.length === 0) return [];
  const of = <T>(pick: (mutation: Helped) => T): T[] => said.map(pick);
  const rows = await client.query<{ article_id: string }>(
    `INSERT INTO article_uses
       (agent_no, device_id, mutation_id, article_id, occasion, version, said_at, received_at)
     SELECT row.*, $8::bigint FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::bigint[])
       AS row (agent_no, device_id, mutation_id, article_id, occasion, version, said_at)
      WHERE EXISTS (SELECT 1 FROM published WHERE stream = 'knowledge' AND id = row.article_id)
      ORDER BY row.article_id, row.occasion
     ON CONFLICT (agent_no, article_id, occasion) DO NOTHING RETURNING article_id`,
    [
      of(({ agentNo }) => agentNo),
      of(({ deviceId }) => deviceId),
      of(({ id }) => id),
      of(({ body }) => body.articleId),
      of(({ body }) => (body.callId === undefined ? `version ${String(body.version)}` : `call ${body.callId}`)),
      of(({ body }) => body.version),
      of(({ body }) => body.at),
      now(),
    ],
  );
  return rows.map(({ article_id: id }) => id);
}

/** Whoever counts the same article waits here until this is committed, so none is lost. By article. */
async function count(client: SqlClient, more: ReadonlyMap<string, number>): Promise<ArticleUse[]> {
  const rows = await client.query<{ article_id: string; helped: number }>(
    `INSERT INTO article_use_counts AS known (article_id, helped)
     SELECT row.* FROM unnest($1::text[], $2::integer[]) AS row (article_id, helped) ORDER BY row.article_id
     ON CONFLICT (article_id) DO UPDATE SET helped = known.helped + excluded.helped
     RETURNING article_id, helped`,
    [[...more.keys()], [...more.values()]],
  );
  return rows
    .map(({ article_id: id, helped }) => ({ id: id as ArticleUse['id'], helped }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
