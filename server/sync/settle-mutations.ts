import { createHash } from 'node:crypto';
import { mutationSchema } from '../../src/shared/sync/wire.ts';
import type { Mutation, MutationKind, PushOutcome, SignedText } from '../../src/shared/sync/wire.ts';
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

/** A message whose signature holds. `content` is the parsed payload; undefined marks one that the database could not hold. */
export interface Proven {
  readonly head: MutationHead;
  readonly message: SignedText;
  readonly content: unknown;
}

const kinds: ReadonlySet<unknown> = new Set<MutationKind>(mutationSchema.options.map(({ shape }) => shape.kind.value));

/** A kind that only a newer build knows is not remembered as refused: the upgraded server will take it. */
export function isKnownKind(content: unknown): boolean {
  return typeof content === 'object' && content !== null && 'kind' in content && kinds.has(content.kind);
}

/**
 * Decides about mutations of one author, each once: one transaction holds the decisions and everything they changed. All
 * of it or nothing is kept. Whoever sends the same id of the same author again hears the same, and `duplicate` for what
 * was applied. One outcome each, in their order.
 */
export async function settleMutations(
  centre: Centre,
  author: Author,
  items: readonly Proven[],
): Promise<readonly PushOutcome[]> {
  const streams = new Set<PullStream>();
  const outcomes = await centre.engine.transaction(async (client) => {
    // Changes of one seat are taken one after another, whichever server process they arrive at.
    await client.query('SELECT pg_advisory_xact_lock(7203442, hashtext($1))', [
      `${author.agentNo}\n${author.deviceId}`,
    ]);
    const decided = await earlierDecisions(client, author, items);
    const found: (PushOutcome | undefined)[] = [];
    const fresh: Fresh[] = [];
    items.forEach((item, index) => {
      const digest = digestOf(item.message);
      const earlier = decided.get(item.head.id);
      if (earlier !== undefined) found[index] = outcomeAgain(item.head, earlier, digest);
      // The same id twice in one request: the second is looked at once the first is decided.
      else if (fresh.some(({ head }) => head.id === item.head.id)) found[index] = undefined;
      else fresh.push({ ...item, index, digest, parsed: mutationSchema.safeParse(item.content) });
    });
    const decisions = await decide(centre, client, fresh);
    const isKept = (_item: unknown, nth: number): boolean => decisions[nth]?.isEarly !== true;
    await remember(centre, client, author, fresh.filter(isKept), decisions.filter(isKept));
    const deeds = decisions.flatMap(({ deed }) => deed ?? []);
    await appendAudit(client, centre.crypto, deeds, centre.now());
    fresh.forEach(({ head, index }, nth) => {
      const decision = decisions[nth] ?? refuse('mutation.invalid');
      for (const stream of decision.streams) streams.add(stream);
      found[index] = outcomeOf(head, decision);
    });
    return items.map((item, index) => found[index] ?? againInRequest(item, fresh, decisions));
  });
  centre.changes.tell(streams);
  return outcomes;
}

interface Fresh extends Proven {
  /** Place in the request. */
  readonly index: number;
  readonly digest: string;
  readonly parsed: ReturnType<typeof mutationSchema.safeParse>;
}

async function decide(centre: Centre, client: SqlClient, fresh: readonly Fresh[]): Promise<readonly Decision[]> {
  const readable = fresh.flatMap(({ parsed }) => (parsed.success ? parsed.data : []));
  const applied = await applyMutations(centre, client, readable);
  return fresh.map(({ parsed }) =>
    parsed.success
      ? (applied.get(parsed.data.id) ?? refuse('mutation.invalid'))
      : refuse('mutation.invalid', fieldOf(parsed.error)),
  );
}

interface Settled {
  id: string;
  outcome: Decision['outcome'];
  code: string | null;
  field: string | null;
  digest: string;
}

async function earlierDecisions(
  client: SqlClient,
  author: Author,
  items: readonly Proven[],
): Promise<ReadonlyMap<string, Settled>> {
  const rows = await client.query<Settled>(
    `SELECT id, outcome, code, field, digest FROM applied_mutations
      WHERE agent_no = $1 AND device_id = $2 AND id = ANY ($3::text[])`,
    [author.agentNo, author.deviceId, items.map(({ head }) => head.id)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function outcomeAgain(head: MutationHead, before: Omit<Settled, 'id'>, digest: string): PushOutcome {
  if (before.digest !== digest) return rejected(head.id, 'mutation.idReused', 'id');
  if (before.outcome === 'applied') return { id: head.id, outcome: 'duplicate' };
  return {
    id: head.id,
    outcome: before.outcome,
    ...(before.code !== null && { code: before.code }),
    ...(before.field !== null && { field: before.field }),
  };
}

function againInRequest(
  { head, message }: Proven,
  fresh: readonly Fresh[],
  decisions: readonly Decision[],
): PushOutcome {
  const nth = fresh.findIndex((other) => other.head.id === head.id);
  const [first, decision] = [fresh[nth], decisions[nth]];
  if (!first || !decision) throw new Error('an id that came twice was decided nowhere');
  const { outcome, code = null, field = null } = decision;
  return outcomeAgain(head, { outcome, code, field, digest: first.digest }, digestOf(message));
}

function outcomeOf(head: MutationHead, decision: Decision): PushOutcome {
  const { outcome, code, field } = decision;
  return { id: head.id, outcome, ...(code !== undefined && { code }), ...(field !== undefined && { field }) };
}

function digestOf(message: SignedText): string {
  return createHash('sha256').update(message.payload).digest('base64url');
}

async function remember(
  centre: Centre,
  client: SqlClient,
  author: Author,
  fresh: readonly Fresh[],
  decisions: readonly Decision[],
): Promise<void> {
  if (fresh.length === 0) return;
  const of = <T>(pick: (mutation: Mutation | undefined) => T): T[] => fresh.map(({ parsed }) => pick(parsed.data));
  await client.query(
    `INSERT INTO applied_mutations
       (agent_no, device_id, received_at, id, kind, entity_id, seq, digest, outcome, code, field)
     SELECT $1, $2, $3, row.* FROM unnest($4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::text[],
       $10::text[], $11::text[]) AS row`,
    [
      author.agentNo,
      author.deviceId,
      centre.now(),
      fresh.map(({ head }) => head.id),
      of((mutation) => mutation?.kind ?? 'unreadable'),
      of((mutation) => mutation?.entityId ?? ''),
      of((mutation) => mutation?.seq ?? 0),
      fresh.map(({ digest }) => digest),
      decisions.map(({ outcome }) => outcome),
      decisions.map(({ code }) => code ?? null),
      decisions.map(({ field }) => field ?? null),
    ],
  );
}
