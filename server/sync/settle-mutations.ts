import { mutationSchema } from '../../src/shared/sync/wire.ts';
import type { Mutation, MutationKind, PushOutcome } from '../../src/shared/sync/wire.ts';
import type { AgentNo, DeviceId } from '../../src/shared/ids.ts';
import type { PullStream } from '../../src/shared/sync/wire.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { applyMutations } from './apply-mutations.ts';
import { fieldOf, refuse, rejected } from './mutation-outcome.ts';
import type { Decision, MutationHead } from './mutation-outcome.ts';

export interface Author {
  readonly agentNo: AgentNo;
  readonly deviceId: DeviceId;
}

/** One text for one author, the key of his lock. */
export function authorKey({ agentNo, deviceId }: Author): string {
  return `${agentNo}\n${deviceId}`;
}

/** A message whose signature holds. `content` is the parsed payload; undefined marks one that the database could not hold. */
export interface Proven {
  readonly head: MutationHead;
  /** Of the text that was signed: the same id with another one is another change. */
  readonly digest: string;
  readonly content: unknown;
}

const kinds: ReadonlySet<unknown> = new Set<MutationKind>(mutationSchema.options.map(({ shape }) => shape.kind.value));

function kindOf(content: unknown): unknown {
  return typeof content === 'object' && content !== null && 'kind' in content ? content.kind : undefined;
}

/** A kind that only a newer build knows is not remembered as refused: the upgraded server will take it. */
export function isKnownKind(content: unknown): boolean {
  return kinds.has(kindOf(content));
}

/**
 * Decides about mutations, each once: one transaction holds the decisions and everything they changed. All of it or nothing
 * is kept. Whoever sends the same id of the same author again hears the same, and `duplicate` for what was applied. One
 * outcome each, in their order; an id means something only together with its author. Fails where a lock is not to be had
 * within `patienceMs`.
 */
export async function settleMutations(
  centre: Centre,
  items: readonly Proven[],
  patienceMs?: number,
): Promise<readonly PushOutcome[]> {
  const streams = new Set<PullStream>();
  const outcomes = await centre.engine.transaction(async (client) => {
    if (patienceMs !== undefined) await client.query(`SET LOCAL lock_timeout = ${String(patienceMs)}`);
    await lockAuthors(client, items);
    const decided = await earlierDecisions(client, items);
    const found: (PushOutcome | undefined)[] = [];
    const fresh = new Map<string, Fresh>();
    items.forEach((item, index) => {
      const key = keyOf(item.head);
      const earlier = decided.get(key);
      if (earlier !== undefined) found[index] = outcomeAgain(item.head, earlier, item.digest);
      // The same id twice: the second is looked at once the first is decided.
      else if (fresh.has(key)) found[index] = undefined;
      else fresh.set(key, { ...item, index, parsed: mutationSchema.safeParse(item.content) });
    });
    const decisions = await decide(centre, client, [...fresh.values()]);
    await remember(
      centre,
      client,
      decisions.filter(({ decision }) => decision.isEarly !== true),
    );
    const deeds = decisions.flatMap(({ decision }) => decision.deed ?? []);
    await appendAudit(client, centre.crypto, deeds, centre.now());
    for (const { head, index, decision } of decisions) {
      for (const stream of decision.streams) streams.add(stream);
      found[index] = outcomeOf(head, decision);
    }
    return items.map((item, index) => found[index] ?? againInRequest(item, decisions));
  });
  centre.changes.tell(streams);
  const hasMessage = items.some(({ content }) => kindOf(content) === 'sms.send');
  if (hasMessage) void centre.sms?.wake();
  centre.ticketIndex.note(items.flatMap((item, nth) => ticketOf(item, outcomes[nth])));
  return outcomes;
}

/** The ticket that was written by it. */
function ticketOf({ content }: Proven, outcome: PushOutcome | undefined): readonly string[] {
  if (outcome?.outcome !== 'applied' || kindOf(content) !== 'ticket.submit') return [];
  return [(content as Mutation).entityId];
}

function keyOf({ agentNo, deviceId, id }: MutationHead): string {
  return `${authorKey({ agentNo, deviceId })}\n${id}`;
}

/** Changes of one seat are taken one after another, whichever server process they arrive at. */
async function lockAuthors(client: SqlClient, items: readonly Proven[]): Promise<void> {
  await client.query(
    `SELECT pg_advisory_xact_lock(7203442, key)
       FROM (SELECT DISTINCT hashtext(author) AS key FROM unnest($1::text[]) AS author ORDER BY key) AS keys`,
    [[...new Set(items.map(({ head }) => authorKey(head)))]],
  );
}

interface Fresh extends Proven {
  /** Place in the request. */
  readonly index: number;
  readonly parsed: ReturnType<typeof mutationSchema.safeParse>;
}

interface Decided extends Fresh {
  readonly decision: Decision;
}

async function decide(centre: Centre, client: SqlClient, fresh: readonly Fresh[]): Promise<readonly Decided[]> {
  const readable = fresh.flatMap(({ parsed }) => (parsed.success ? parsed.data : []));
  const applied = await applyMutations(centre, client, readable);
  return fresh.map((item) => ({
    ...item,
    decision: item.parsed.success
      ? (applied.get(item.parsed.data) ?? refuse('mutation.invalid'))
      : refuse('mutation.invalid', fieldOf(item.parsed.error)),
  }));
}

interface Settled extends MutationHead {
  outcome: Decision['outcome'];
  code: string | null;
  field: string | null;
  digest: string;
}

async function earlierDecisions(client: SqlClient, items: readonly Proven[]): Promise<ReadonlyMap<string, Settled>> {
  const rows = await client.query<Settled>(
    // Each by its key: whoever has sent thousands would otherwise be read whole.
    `SELECT known.agent_no AS "agentNo", known.device_id AS "deviceId", known.id, outcome, code, field, digest
       FROM unnest($1::text[], $2::text[], $3::text[]) AS sent (agent_no, device_id, id)
      CROSS JOIN LATERAL (SELECT row.* FROM applied_mutations row WHERE row.agent_no = sent.agent_no
                             AND row.device_id = sent.device_id AND row.id = sent.id LIMIT 1) AS known`,
    [items.map(({ head }) => head.agentNo), items.map(({ head }) => head.deviceId), items.map(({ head }) => head.id)],
  );
  return new Map(rows.map((row) => [keyOf(row), row]));
}

function outcomeAgain(
  head: MutationHead,
  before: Pick<Settled, 'outcome' | 'code' | 'field' | 'digest'>,
  digest: string,
): PushOutcome {
  if (before.digest !== digest) return rejected(head.id, 'mutation.idReused', 'id');
  if (before.outcome === 'applied') return { id: head.id, outcome: 'duplicate' };
  return {
    id: head.id,
    outcome: before.outcome,
    ...(before.code !== null && { code: before.code }),
    ...(before.field !== null && { field: before.field }),
  };
}

function againInRequest({ head, digest }: Proven, decisions: readonly Decided[]): PushOutcome {
  const first = decisions.find((other) => keyOf(other.head) === keyOf(head));
  if (!first) throw new Error('an id that came twice was decided nowhere');
  const { outcome, code = null, field = null } = first.decision;
  return outcomeAgain(head, { outcome, code, field, digest: first.digest }, digest);
}

function outcomeOf(head: MutationHead, decision: Decision): PushOutcome {
  const { outcome, code, field } = decision;
  return { id: head.id, outcome, ...(code !== undefined && { code }), ...(field !== undefined && { field }) };
}

async function remember(centre: Centre, client: SqlClient, decided: readonly Decided[]): Promise<void> {
  if (decided.length === 0) return;
  const of = <T>(pick: (mutation: Mutation | undefined) => T): T[] => decided.map(({ parsed }) => pick(parsed.data));
  await client.query(
    `INSERT INTO applied_mutations
       (received_at, agent_no, device_id, id, kind, entity_id, seq, said_at, digest, outcome, code, field)
     SELECT $1, row.* FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[],
       $9::text[], $10::text[], $11::text[], $12::text[]) AS row`,
    [
      centre.now(),
      decided.map(({ head }) => head.agentNo),
      decided.map(({ head }) => head.deviceId),
      decided.map(({ head }) => head.id),
      of((mutation) => mutation?.kind ?? 'unreadable'),
      of((mutation) => mutation?.entityId ?? ''),
      of((mutation) => mutation?.seq ?? 0),
      of((mutation) => mutation?.at ?? null),
      decided.map(({ digest }) => digest),
      decided.map(({ decision }) => decision.outcome),
      decided.map(({ decision }) => decision.code ?? null),
      decided.map(({ decision }) => decision.field ?? null),
    ],
  );
}
