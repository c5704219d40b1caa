import type { Mutation } from '../../src/shared/sync/wire.ts';
import { trainingEntryId } from '../../src/shared/training/training-entry.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { overtaken, refuse, type Decision } from './mutation-outcome.ts';

type TrainingKept = Extract<Mutation, { kind: 'training.keep' }>;

/** In the file of whoever signed it, and of nobody else. A later version replaces an earlier one, never the other way. */
export async function applyTraining(centre: Centre, client: SqlClient, mutation: TrainingKept): Promise<Decision> {
  const { agentNo, entityId, seq, body } = mutation;
  if (entityId !== trainingEntryId(body)) return refuse('mutation.invalid', 'entityId');
  const kept = await client.query(
    `INSERT INTO training_results (agent_no, entry_id, kind, seq, ended_at, body, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (agent_no, entry_id) DO UPDATE
        SET kind = excluded.kind, seq = excluded.seq, ended_at = excluded.ended_at, body = excluded.body,
            received_at = excluded.received_at
      WHERE training_results.seq < excluded.seq
     RETURNING entry_id`,
    [agentNo, entityId, body.kind, seq, body.result.to, JSON.stringify(body), centre.now()],
  );
  return kept.length === 0 ? overtaken : { outcome: 'applied', streams: [] };
}
