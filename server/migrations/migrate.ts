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
import { publishedFilesMigration } from './0012-published-files.ts';
import { agentStatesMigration } from './0013-agent-states.ts';
import { tasksMigration } from './0014-tasks.ts';
import { closedTasksMigration } from './0015-closed-tasks.ts';
import { lineWorkMigration } from './0016-line-work.ts';
import { articleReportsMigration } from './0017-article-reports.ts';
import { leaderRequestsMigration } from './0018-leader-requests.ts';
import { auditMigration } from './0019-audit.ts';
import { ticketFormsMigration } from './0020-ticket-forms.ts';
import { attachmentsMigration } from './0021-attachments.ts';
import { lostNumbersMigration } from './0022-lost-numbers.ts';
import { ticketHistoryMigration } from './0023-ticket-history.ts';
import { ticketListMigration } from './0024-ticket-list.ts';
import { articleUsesMigration } from './0025-article-uses.ts';
import { enclosuresMigration } from './0026-enclosures.ts';
import { trainingResultsMigration } from './0027-training-results.ts';
import { examsMigration } from './0028-exams.ts';
import { rolePlaysMigration } from './0029-role-plays.ts';
import { examPagesMigration } from './0030-exam-pages.ts';
import { examSeriesMigration } from './0031-exam-series.ts';
import { saidAtMigration } from './0032-said-at.ts';
import { voiceMessagesMigration } from './0033-voice-messages.ts';
import { ticketAdditionsMigration } from './0034-ticket-additions.ts';
import { ticketWordsMigration } from './0035-ticket-words.ts';
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
  publishedFilesMigration,
  agentStatesMigration,
  tasksMigration,
  closedTasksMigration,
  lineWorkMigration,
  articleReportsMigration,
  leaderRequestsMigration,
  auditMigration,
  ticketFormsMigration,
  attachmentsMigration,
  lostNumbersMigration,
  ticketHistoryMigration,
  ticketListMigration,
  articleUsesMigration,
  enclosuresMigration,
  trainingResultsMigration,
  examsMigration,
  rolePlaysMigration,
  examPagesMigration,
  examSeriesMigration,
  saidAtMigration,
  voiceMessagesMigration,
  ticketAdditionsMigration,
  ticketWordsMigration,
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

/** The database is not the one of a server of this build. */
export class UnpreparedDatabaseError extends Error {}

/**
 * For commands beside the server, which leave the schema to it.
 * @throws UnpreparedDatabaseError, NewerDatabaseError
 */
export async function requireCurrentDatabase(engine: SqlEngine): Promise<void> {
  const [table] = await engine.query<{ found: string | null }>("SELECT to_regclass('migrations')::text AS found");
  const rows = table?.found ? await engine.query<Newest>(newestMigration) : [];
  const newest = rows[0]?.newest ?? 0;
  if (newest > migrations.length) throw new NewerDatabaseError(newest, migrations.length);
  if (newest === 0)
    throw new UnpreparedDatabaseError('there is no centre in this database yet: start the server first');
  if (newest < migrations.length) {
    throw new UnpreparedDatabaseError(
      'the server on this database is of an older build: start it with this build first',
    );
  }
}

interface Newest {
  newest: number | null;
}
const newestMigration = 'SELECT max(version) AS newest FROM migrations';

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
  const [row] = await client.query<Newest>(newestMigration);
  const newest = row?.newest ?? 0;
  if (newest > known) throw new NewerDatabaseError(newest, known);
  if (newest >= step.version) return false;
  for (const statement of step.statements) await client.query(statement);
  await client.query('INSERT INTO migrations (version, name) VALUES ($1, $2)', [step.version, step.name]);
  return true;
}

/** The newest step can't be undone. */
export class NoWayBackError extends Error {}

/**
 * Undoes the newest step, for a build that is one version older. Returns the version that the database has then.
 * @throws NoWayBackError
 */
export async function stepBack(engine: SqlEngine, steps: readonly Migration[] = migrations): Promise<number> {
  return engine.transaction(async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    const [row] = await client.query<Newest>(newestMigration);
    const newest = row?.newest ?? 0;
    const step = steps.find(({ version }) => version === newest);
    if (!step?.down) throw new NoWayBackError(`there is no way back from version ${String(newest)}`);
    for (const statement of step.down) await client.query(statement);
    await client.query('DELETE FROM migrations WHERE version = $1', [newest]);
    return newest - 1;
  });
}
