import { changeTask, taskSchema, type Task } from '../../src/shared/domain/task.ts';
import type { AgentNo } from '../../src/shared/ids.ts';
import type { Mutation } from '../../src/shared/sync/wire.ts';
import { agentOf } from '../agents/agent-of.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { conflict, early, overtaken, refuse } from './mutation-outcome.ts';
import type { Decision } from './mutation-outcome.ts';
import { publish, withdraw } from './publish.ts';

type TaskCreate = Extract<Mutation, { kind: 'task.create' }>;
type TaskChanging = Extract<Mutation, { kind: 'task.change' }>;

/** A task begins as it was promised: open, in nobody's hands. */
export async function applyTaskCreate(centre: Centre, client: SqlClient, mutation: TaskCreate): Promise<Decision> {
  const { agentNo, body } = mutation;
  if (mutation.entityId !== body.id) return refuse('mutation.invalid', 'entityId');
  if (body.createdBy !== agentNo) return refuse('mutation.invalid', 'createdBy');
  if (body.version !== 1 || body.status !== 'open' || body.assignee !== undefined)
    return refuse('mutation.invalid', 'status');
  if (body.handOver !== undefined) return refuse('mutation.invalid', 'handOver');
  // What callers said off hours comes from the exchange, with its sound.
  if (body.kind === 'offHours' || body.message !== undefined) return refuse('mutation.invalid', 'kind');
  // Alarms, follow-ups and panel calls come from the centre: a leader, or the account of one of its systems.
  if (body.kind !== 'callBack' && (await agentOf(client, agentNo))?.role !== 'leader') {
    return refuse('mutation.invalid', 'kind');
  }
  if (await stored(client, body.id)) return conflict('task.idTaken');
  await client.query(
    `INSERT INTO tasks (id, kind, status, body, created_by, received_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [body.id, body.kind, body.status, JSON.stringify(body), agentNo, centre.now()],
  );
  await publish(client, { stream: 'tasks', id: body.id, body });
  return { outcome: 'applied', streams: ['tasks'] };
}

/**
 * The first of two agents who want the same task has it: the other's change is kept on record and has no effect. Closed
 * tasks leave the feed, and number, name and note with them.
 */
export async function applyTaskChange(centre: Centre, client: SqlClient, mutation: TaskChanging): Promise<Decision> {
  const { agentNo, at, body } = mutation;
  if (mutation.entityId !== body.taskId) return refuse('mutation.invalid', 'entityId');
  const task = await stored(client, body.taskId);
  if (!task) return early('task.unknown', 'taskId');
  // By the centre's own list: what the desk believes of its agent may be old.
  const isLeader = (await agentOf(client, agentNo))?.role === 'leader';
  const changed = changeTask(task, { change: body.change, by: agentNo, isLeader, at });
  const isUnfit = body.change.type === 'handedOver' && !(await mayHave(client, task, body.change.to));
  const clash = typeof changed === 'string' ? changed : isUnfit ? 'notForThem' : null;
  await note(centre, client, mutation, clash);
  if (typeof changed === 'string') return conflict(`task.${changed}`);
  if (isUnfit) return refuse('task.notForThem', 'to');
  if (changed === task) return overtaken;
  await client.query('UPDATE tasks SET status = $2, body = $3 WHERE id = $1', [
    ...[task.id, changed.status, JSON.stringify(changed)],
  ]);
  if (changed.status === 'open') await publish(client, { stream: 'tasks', id: task.id, body: changed });
  else await withdraw(client, 'tasks', task.id);
  return { outcome: 'applied', streams: ['tasks'] };
}

/** A task is handed to somebody who works here and speaks its language, by the centre's own list. */
async function mayHave(client: SqlClient, { language }: Task, to: AgentNo | undefined): Promise<boolean> {
  if (to === undefined) return true;
  return (await agentOf(client, to))?.languages.includes(language) === true;
}

/** Held until the transaction ends. */
async function stored(client: SqlClient, id: string): Promise<Task | undefined> {
  const [row] = await client.query<{ body: string }>('SELECT body FROM tasks WHERE id = $1 FOR UPDATE', [id]);
  return row && taskSchema.parse(JSON.parse(row.body));
}

async function note(
  centre: Centre,
  client: SqlClient,
  { id, agentNo, deviceId, at, body }: TaskChanging,
  clash: string | null,
): Promise<void> {
  await client.query(
    `INSERT INTO task_changes
       (agent_no, device_id, mutation_id, task_id, change, clash, changed_at, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [agentNo, deviceId, id, body.taskId, JSON.stringify(body.change), clash, at, centre.now()],
  );
}
