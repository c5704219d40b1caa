import { customerSchema, type Customer } from '../../src/shared/domain/customer.ts';
import { changedFields, changesBetween, mergeChanges } from '../../src/shared/domain/customer-changes.ts';
import type { Mutation } from '../../src/shared/sync/wire.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { conflict, jsonOrUndefined, refuse } from './mutation-outcome.ts';
import type { Decision } from './mutation-outcome.ts';
import { publish } from './publish.ts';
import { directoryStreams } from './scope.ts';

type CustomerCreate = Extract<Mutation, { kind: 'customer.create' }>;
type CustomerCorrect = Extract<Mutation, { kind: 'customer.correct' }>;

export async function applyCreate(centre: Centre, client: SqlClient, mutation: CustomerCreate): Promise<Decision> {
  const { body } = mutation;
  const { id } = body;
  if (mutation.entityId !== id) return refuse('mutation.invalid', 'entityId');
  if (await isTaken(client, id)) return conflict('customer.idTaken');
  const customer: Customer = { ...body, isSpecialHandling: false, updatedAt: centre.now() };
  await publish(client, { stream: 'customers', id, body: customer });
  await note(centre, client, mutation, id, []);
  return { outcome: 'applied', streams: directoryStreams };
}

/**
 * Corrects field by field: a field passes when it still is what the agent saw, or says already what he says. The others
 * stay, and their names go back to him as a conflict; the rest of the correction is applied all the same.
 */
export async function applyCorrect(centre: Centre, client: SqlClient, mutation: CustomerCorrect): Promise<Decision> {
  const { customerId, changes } = mutation.body;
  if (mutation.entityId !== customerId) return refuse('mutation.invalid', 'entityId');
  const stored = await storedCustomer(client, customerId);
  if (!stored) return refuse('customer.unknown', 'customerId');
  const { merged, conflicts } = mergeChanges(stored, changes);
  const isNews = changedFields(changesBetween(stored, merged)).length > 0;
  if (isNews) {
    const body: Customer = { ...merged, updatedAt: centre.now() };
    await publish(client, { stream: 'customers', id: customerId, body });
  }
  await note(centre, client, mutation, customerId, conflicts);
  // Tickets and calls may change hands with their customer.
  const changed = isNews ? directoryStreams : [];
  if (conflicts.length === 0) return { outcome: 'applied', streams: changed };
  return conflict('customer.fieldChanged', conflicts.join(','), changed);
}

async function isTaken(client: SqlClient, id: string): Promise<boolean> {
  const rows = await client.query(`SELECT 1 FROM published WHERE stream = 'customers' AND id = $1 FOR UPDATE`, [id]);
  return rows.length > 0;
}

/** Undefined for one that the centre does not have, or not any more. Held until the transaction ends. */
async function storedCustomer(client: SqlClient, id: string): Promise<Customer | undefined> {
  const [row] = await client.query<{ body: string | null }>(
    `SELECT body FROM published WHERE stream = 'customers' AND id = $1 FOR UPDATE`,
    [id],
  );
  return row?.body ? customerSchema.safeParse(jsonOrUndefined(row.body)).data : undefined;
}

async function note(
  centre: Centre,
  client: SqlClient,
  mutation: CustomerCreate | CustomerCorrect,
  customerId: string,
  conflicts: readonly string[],
): Promise<void> {
  const { id, agentNo, deviceId, kind, body, at } = mutation;
  await client.query(
    `INSERT INTO customer_changes
       (mutation_id, agent_no, device_id, customer_id, kind, body, conflicts, changed_at, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, agentNo, deviceId, customerId, kind, JSON.stringify(body), conflicts.join(','), at, centre.now()],
  );
}
