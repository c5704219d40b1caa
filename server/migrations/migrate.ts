import type { SqlClient, SqlEngine } from '../engine/sql-engine.ts';
import { centreMigration } from './0001-centre.ts';
import { agentsMigration } from './0002-agents.ts';
import { publishedMigration } from './0003-published.ts';
import { mutationsMigration } from './0004-mutations.ts';
import { demoMigration } from './0005-demo.ts';
import { agentLinesMigration } from './0006-agent-lines.ts';
import { mutationsByAuthorMigration } from './0007-mutations-by-author.ts';
import { knownDevicesMigration } from './0008-known-devices.ts';
import { customerChangesMigration } from './0009-customer-changes.ts';
import { publishedScopesMigration } from './0010-published-scopes.ts';
import { callRevealsMigration } from './0011-call-reveals.ts';
import type { Migration } from './migration.ts';

/** All steps, in their order. */
export const migrations: readonly Migration[] = [
  centreMigration,
  agentsMigration,
  publishedMigration,
  mutationsMigration,
  demoMigration,
  agentLinesMigration,
  mutationsByAuthorMigration,
  knownDevicesMigration,
  customerChangesMigration,
  publishedScopesMigration,
  callRevealsMigration,
];

/** Advisory lock under which several server processes of one database take turns. */
const migrationLock = 7_203_441;

/** The database was written by a newer build. */
export class NewerDatabaseError extends Error {
  constructor(found: number, known: number) {
    super(`the database has schema ${String(found)}, this build knows ${String(known)}: start a newer build`);
    this.name = 'NewerDatabaseError';
  }
}

/**
 * Brings the schema up to date, each step in a transaction of its own. Returns the names of the steps done now.
 * @throws NewerDatabaseError
 */
export async function migrateDatabase(engine: SqlEngine, steps: readonly Migration[] = migrations): Promise<string[]> {
  checkOrder(steps);
  const done: string[] = [];
  for (const step of steps) {
    if (await engine.transaction((client) => applyStep(client, step, steps.length))) done.push(step.name);
  }
  return done;
}

function checkOrder(steps: readonly Migration[]): void {
  steps.forEach((step, index) => {
    if (step.version !== index + 1) throw new Error(`migration ${step.name} stands at ${String(index + 1)}`);
  });
}

async function applyStep(client: SqlClient, step: Migration, known: number): Promise<boolean> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
  await client.query(
    'CREATE TABLE IF NOT EXISTS migrations (version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  const [row] = await client.query<{ newest: number | null }>('SELECT max(version) AS newest FROM migrations');
  const newest = row?.newest ?? 0;
  if (newest > known) throw new NewerDatabaseError(newest, known);
  if (newest >= step.version) return false;
  for (const statement of step.statements) await client.query(statement);
  await client.query('INSERT INTO migrations (version, name) VALUES ($1, $2)', [step.version, step.name]);
  return true;
}
