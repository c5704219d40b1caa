import { agentSchema } from '../../src/shared/domain/agent.ts';
import type { Mutation } from '../../src/shared/sync/wire.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { scopeOfAgents, type Scope } from '../sync/scope.ts';

type Author = Pick<Mutation, 'agentNo' | 'deviceId'>;
/** What an author speaks of, by the id of a ticket. */
export type Pointer = Author & { readonly ticketId: string };

/**
 * Of these tickets those that their authors can know: their own, and what the feed tells their machines. One that nobody
 * has, that is another centre's or out of their sight is the same to them: it is not there.
 */
export async function seenTickets<T extends Pointer>(
  client: SqlClient,
  pointers: readonly T[],
): Promise<ReadonlySet<T>> {
  if (pointers.length === 0) return new Set();
  const ids = [...new Set(pointers.map(({ ticketId }) => ticketId))];
  const owners = await client.query<{ id: string; agent_no: string }>(
    'SELECT id, agent_no FROM tickets WHERE id = ANY ($1::text[])',
    [ids],
  );
  const published = await client.query<{ id: string; scopes: string[] }>(
    "SELECT id, scopes FROM published WHERE stream = 'tickets' AND id = ANY ($1::text[]) AND body IS NOT NULL",
    [ids],
  );
  const ownerOf = new Map(owners.map(({ id, agent_no }) => [id, agent_no]));
  const keysOf = new Map(published.map(({ id, scopes }) => [id, scopes]));
  const seen = new Set<T>();
  for (const pointer of pointers) {
    const keys = keysOf.get(pointer.ticketId);
    const isOwn = ownerOf.get(pointer.ticketId) === pointer.agentNo;
    if (isOwn || (keys && isWithin(await scopeOf(client, pointer), keys))) seen.add(pointer);
  }
  return seen;
}

function isWithin(scope: Scope, keys: readonly string[]): boolean {
  return scope.kind === 'all' || keys.some((key) => scope.keys.includes(key));
}

/** What an author's machine is told of: for him, and whoever else has worked there. */
async function scopeOf(client: SqlClient, { agentNo, deviceId }: Author): Promise<Scope> {
  const [centre] = await client.query<{ is_large: boolean }>('SELECT is_large FROM centre');
  if (!centre?.is_large) return { kind: 'all' };
  const rows = await client.query<{ body: string }>(
    `SELECT body FROM agents WHERE agent_no = $1
         OR agent_no IN (SELECT agent_no FROM sessions WHERE device_id = $2 AND revoked_at IS NULL)`,
    [agentNo, deviceId],
  );
  return scopeOfAgents(rows.map(({ body }) => agentSchema.parse(JSON.parse(body))));
}
