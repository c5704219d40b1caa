import { agentSchema } from '../../src/shared/domain/agent.ts';
import { agentNoSchema, type AgentNo } from '../../src/shared/ids.ts';
import type { TrainedPerson, TrainingPage } from '../../src/shared/sync/training-wire.ts';
import { trainingFileEntrySchema } from '../../src/shared/training/training-entry.ts';
import type { SqlClient } from '../engine/sql-engine.ts';

interface PageRow {
  readonly body: string;
  readonly ended_at: number;
  readonly entry_id: string;
}

export interface PageAsk {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const cursorPattern = /^(\d{1,16})\.([\w-]{1,80})$/;

/** One person's training, newest first. Undefined for a cursor that no page gave. */
export async function trainingPage(
  client: SqlClient,
  agentNo: AgentNo,
  { cursor, limit }: PageAsk,
): Promise<TrainingPage | undefined> {
  const [, endedAt, entryId] = cursorPattern.exec(cursor ?? `${String(Number.MAX_SAFE_INTEGER)}.x`) ?? [];
  if (endedAt === undefined || entryId === undefined) return undefined;
  // One more than is shown tells whether there is a next page.
  const rows = await client.query<PageRow>(
    `SELECT body, ended_at, entry_id FROM training_results
      WHERE agent_no = $1 AND (ended_at, entry_id) < ($2, $3)
      ORDER BY ended_at DESC, entry_id DESC LIMIT $4`,
    [agentNo, Number(endedAt), entryId, limit + 1],
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    entries: shown.map(({ body }) => trainingFileEntrySchema.parse(JSON.parse(body))),
    ...(last && { cursor: `${String(last.ended_at)}.${last.entry_id}` }),
  };
}

interface PersonRow {
  readonly agent_no: string;
  readonly body: string;
  readonly practices: number;
  readonly drills: number;
  readonly exams: number;
  readonly last_at: number;
}

/** Everybody who works here and has trained; who did last comes first. */
export async function trainedPeople(client: SqlClient): Promise<TrainedPerson[]> {
  const rows = await client.query<PersonRow>(
    `SELECT a.agent_no, a.body,
            count(*) FILTER (WHERE t.kind = 'practice')::int AS practices,
            count(*) FILTER (WHERE t.kind = 'drill')::int AS drills,
            count(*) FILTER (WHERE t.kind = 'exam')::int AS exams,
            max(t.ended_at) AS last_at
       FROM training_results t JOIN agents a USING (agent_no)
      WHERE a.is_active GROUP BY a.agent_no, a.body ORDER BY last_at DESC, a.agent_no`,
  );
  return rows.map(({ agent_no, body, practices, drills, exams, last_at }) => ({
    agentNo: agentNoSchema.parse(agent_no),
    displayName: agentSchema.parse(JSON.parse(body)).displayName,
    ...{ practices, drills, exams, lastAt: last_at },
  }));
}
