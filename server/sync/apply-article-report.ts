import type { Mutation } from '../../src/shared/sync/wire.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import type { Decision } from './mutation-outcome.ts';

type NotRight = Extract<Mutation, { kind: 'article.notRight' }>;

/** Kept for whoever owns the article, which may have changed or gone meanwhile. */
export async function applyNotRight(centre: Centre, client: SqlClient, mutation: NotRight): Promise<Decision> {
  const { id, agentNo, deviceId, body } = mutation;
  await client.query(
    `INSERT INTO article_reports
       (agent_no, device_id, mutation_id, article_id, version, call_id, reported_at, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [agentNo, deviceId, id, body.articleId, body.version, body.callId ?? null, body.at, centre.now()],
  );
  return { outcome: 'applied', streams: [] };
}
