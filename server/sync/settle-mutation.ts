import { createHash } from 'node:crypto';
import { z } from 'zod';
import { assertNever } from '../../src/shared/assert-never.ts';
import { mutationSchema } from '../../src/shared/sync/wire.ts';
import type { Mutation, PushOutcome, SignedText } from '../../src/shared/sync/wire.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { applyCall } from './apply-call.ts';
import { applyCorrect, applyCreate } from './apply-customer.ts';
import { applyCallReveal, applyReveal } from './apply-reveal.ts';
import { applyTicket } from './apply-ticket.ts';
import { fieldOf, refuse, rejected } from './mutation-outcome.ts';
import type { Decision, MutationHead } from './mutation-outcome.ts';

interface Settled {
  outcome: Decision['outcome'];
  code: string | null;
  field: string | null;
  digest: string;
}

const kindSchema = z.object({
  kind: z.enum([
    'ticket.submit',
    'call.record',
    'customer.reveal',
    'call.reveal',
    'customer.create',
    'customer.correct',
  ]),
});

/**
 * Decides about a mutation of a proven author, once: one transaction holds the decision and everything it changed.
 * Whoever sends the same id of the same author again hears the same, and `duplicate` for what was applied. `content` is the parsed
 * payload; undefined marks one that the database could not hold.
 */
export async function settleMutation(
  centre: Centre,
  head: MutationHead,
  message: SignedText,
  content: unknown,
): Promise<PushOutcome> {
  // A kind that only a newer build knows is not remembered as refused: the upgraded server will take it.
  if (content !== undefined && !kindSchema.safeParse(content).success) {
    return rejected(head.id, 'mutation.unknownKind', 'kind');
  }
  const digest = createHash('sha256').update(message.payload).digest('base64url');
  const { outcome, streams } = await centre.engine.transaction(async (client) => {
    // Changes of one seat are taken one after another, whichever server process they arrive at.
    await client.query('SELECT pg_advisory_xact_lock(7203442, hashtext($1))', [`${head.agentNo}\n${head.deviceId}`]);
    const before = await earlierDecision(client, head, digest);
    if (before) return { outcome: before, streams: [] };
    const parsed = mutationSchema.safeParse(content);
    const decision = parsed.success
      ? await apply(centre, client, parsed.data)
      : refuse('mutation.invalid', fieldOf(parsed.error));
    await remember(centre, client, head, parsed.data, digest, decision);
    return { outcome: outcomeOf(head, decision), streams: decision.streams };
  });
  centre.changes.tell(streams);
  return outcome;
}

function apply(centre: Centre, client: SqlClient, mutation: Mutation): Promise<Decision> {
  switch (mutation.kind) {
    case 'ticket.submit':
      return applyTicket(centre, client, mutation);
    case 'call.record':
      return applyCall(centre, client, mutation);
    case 'customer.reveal':
      return applyReveal(centre, client, mutation);
    case 'customer.create':
      return applyCreate(centre, client, mutation);
    case 'customer.correct':
      return applyCorrect(centre, client, mutation);
    case 'call.reveal':
      return applyCallReveal(centre, client, mutation);
    default:
      return assertNever(mutation);
  }
}

async function earlierDecision(
  client: SqlClient,
  head: MutationHead,
  digest: string,
): Promise<PushOutcome | undefined> {
  const [row] = await client.query<Settled>(
    `SELECT outcome, code, field, digest FROM applied_mutations
      WHERE agent_no = $1 AND device_id = $2 AND id = $3`,
    [head.agentNo, head.deviceId, head.id],
  );
  if (!row) return undefined;
  if (row.digest !== digest) return rejected(head.id, 'mutation.idReused', 'id');
  if (row.outcome === 'applied') return { id: head.id, outcome: 'duplicate' };
  return {
    id: head.id,
    outcome: row.outcome,
    ...(row.code !== null && { code: row.code }),
    ...(row.field !== null && { field: row.field }),
  };
}

function outcomeOf(head: MutationHead, decision: Decision): PushOutcome {
  const { outcome, code, field } = decision;
  return { id: head.id, outcome, ...(code !== undefined && { code }), ...(field !== undefined && { field }) };
}

async function remember(
  centre: Centre,
  client: SqlClient,
  head: MutationHead,
  mutation: Mutation | undefined,
  digest: string,
  decision: Decision,
): Promise<void> {
  await client.query(
    `INSERT INTO applied_mutations
       (id, agent_no, device_id, kind, entity_id, seq, digest, outcome, code, field, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      head.id,
      head.agentNo,
      head.deviceId,
      mutation?.kind ?? 'unreadable',
      mutation?.entityId ?? '',
      mutation?.seq ?? 0,
      digest,
      decision.outcome,
      decision.code ?? null,
      decision.field ?? null,
      centre.now(),
    ],
  );
}
