import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { openPglite } from '../../../server/engine/pglite-engine.ts';
import { openPostgres } from '../../../server/engine/postgres-engine.ts';
import type { SqlEngine } from '../../../server/engine/sql-engine.ts';
import { makeDataFolder } from '../../fakes/pglite-template.ts';
import { findPostgres, howToInstall, startPostgres } from './postgres.ts';
import type { PostgresCluster } from './postgres.ts';

/** One kind of database to run the contract on. */
export interface EngineKind {
  readonly name: 'pglite' | 'postgres';
  /** An empty database of this kind. `reopen` is a second, independent engine on it; PostgreSQL only. */
  open(): Promise<{ engine: SqlEngine; reopen: () => SqlEngine; cluster: PostgresCluster | undefined }>;
  /** Ends what `open` started besides the engines. */
  dispose(): Promise<void>;
}

const bin = await findPostgres();

/** Runs the contract on PGlite, and on PostgreSQL wherever its server programs are installed. */
export function describeContract(title: string, contract: (kind: EngineKind) => void): void {
  describe(`${title} on pglite`, () => contract(pgliteKind()));
  describePostgres(title, (folder) => contract(postgresKind(folder)));
}

/** A suite for PostgreSQL alone, given the folder of its programs; left out loudly where they are missing. */
export function describePostgres(title: string, suite: (bin: string) => void): void {
  if (bin !== undefined) {
    describe(`${title} on postgres`, () => suite(bin));
    return;
  }
  process.stderr.write(`LEFT OUT: "${title}" on PostgreSQL, whose server is not installed. ${howToInstall}\n`);
  // With CI=true a suite that was left out counts as failed.
  test.skipIf(process.env['CI'] !== 'true')(`${title} on postgres`, () => {
    expect.fail(`PostgreSQL is missing: ${howToInstall}`);
  });
}

export function pgliteKind(): EngineKind {
  const folders: string[] = [];
  return {
    name: 'pglite',
    async open() {
      const folder = await makeDataFolder();
      folders.push(folder);
      const reopen = (): never => {
        throw new Error('PGlite has one opener');
      };
      return { engine: await openPglite(folder, 0), reopen, cluster: undefined };
    },
    async dispose() {
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}

export function postgresKind(folder: string): EngineKind {
  let cluster: PostgresCluster | undefined;
  return {
    name: 'postgres',
    async open() {
      cluster ??= await startPostgres(folder);
      const url = await cluster.createDatabase();
      const reopen = (): SqlEngine => openPostgres({ url, poolSize: 8, onConnectionError: () => undefined });
      return { engine: reopen(), reopen, cluster };
    },
    async dispose() {
      await cluster?.stop();
    },
  };
}
