import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { profileFolder } from '../../../src/main/profile/profile-folder.ts';
import { resourcesFolder, startServerProcess, type ServerProcess } from '../../fakes/server-process.ts';
import type { FaultyProxy } from '../../fakes/faulty-proxy.ts';
import { mountSmallDisk } from '../../fakes/small-disk.ts';
import { startPostgres } from '../server/postgres.ts';

const run = promisify(execFile);
/** Room for as many restored databases as a long run makes. */
const databaseMegabytes = 1500;

/** A central server in its own process on a PostgreSQL that flushes, and what can befall both. */
export interface ChaosCentre {
  url(): string;
  /** kill -9 of the server, and a new one. */
  killServer(): Promise<void>;
  /** kill -9 of every process of the database at once, and a new start on what is in its files. */
  killDatabase(): Promise<void>;
  /** The disk of the database is full until it is freed; false where there is no disk that can be filled. */
  fillDisk(): Promise<boolean>;
  /** The database serves again when it resolves, started anew where it gave up. */
  freeDisk(): Promise<void>;
  /** A dump of the database as it is now, then a copy of the attachments; those before are gone. */
  backUp(): Promise<void>;
  /** Goes on with an empty database that got the newest dump, and with its attachments: what came since is lost to it. */
  restore(): Promise<void>;
  /** The bytes of a file that is there whole. */
  fileOf(sha256: string): Promise<Buffer | undefined>;
  /** No refresh token is worth anything any more. */
  revokeTokens(): Promise<void>;
  rows<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>;
  /** Makes a live profile in this home that leads here by this line. */
  configure(home: string, profileName: string, line: FaultyProxy): Promise<void>;
  stop(): Promise<void>;
}

/** Started in a folder of its own, which it leaves empty. `bin`: the programs of PostgreSQL. */
export async function startChaosCentre(bin: string, folder: string): Promise<ChaosCentre> {
  await mkdir(folder, { recursive: true });
  const disk = await mountSmallDisk(databaseMegabytes);
  const cluster = await startPostgres(bin, { isDurable: true, ...(disk && { within: disk.path }) });
  let database = await cluster.createDatabase();
  const [dump, attachments, attachmentsCopy] = [
    join(folder, 'centre.dump'),
    join(folder, 'attachments'),
    join(folder, 'attachments-copy'),
  ];
  const args = ['--keys', join(folder, 'keys.json'), '--attachments', attachments];
  const start = (): ServerProcess =>
    startServerProcess([...args, '--demo', '--resources', resourcesFolder, '--parent-pipe'], {
      DATABASE_URL: database,
    });
  let server = start();
  let ready = await server.ready;
  const killServer = async (): Promise<void> => {
    server.child.kill('SIGKILL');
    await server.exited;
  };
  const startAgain = async (): Promise<void> => {
    server = start();
    ready = await server.ready;
  };
  const rows = async <Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: database });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    url: () => ready.url,
    async killServer() {
      await killServer();
      await startAgain();
    },
    killDatabase: () => cluster.killAndRestart(),
    async fillDisk() {
      if (!disk) return false;
      await disk.fill();
      // Room that it has reserved is used up too.
      await rows('CREATE TABLE filler AS SELECT repeat(md5(n::text), 30) FROM generate_series(1, 1000000) n').catch(
        () => undefined,
      );
      return true;
    },
    async freeDisk() {
      await disk?.free();
      await cluster.startIfEnded();
      await rows('DROP TABLE IF EXISTS filler');
    },
    async backUp() {
      await run(join(bin, 'pg_dump'), ['--format', 'custom', '--file', dump, database]);
      await rm(attachmentsCopy, { recursive: true, force: true });
      const filter = (source: string): boolean => source !== join(attachments, 'incoming');
      await cp(attachments, attachmentsCopy, { recursive: true, filter });
    },
    async restore() {
      await killServer();
      database = await cluster.createDatabase();
      await run(join(bin, 'pg_restore'), ['--no-owner', '--dbname', database, dump]);
      await rm(attachments, { recursive: true, force: true });
      await cp(attachmentsCopy, attachments, { recursive: true });
      await startAgain();
    },
    fileOf: (sha256) => readFile(join(attachments, sha256.slice(0, 2), sha256)).catch(() => undefined),
    async revokeTokens() {
      await rows('DELETE FROM refresh_tokens');
    },
    rows,
    async configure(home, profileName, line) {
      const { name, sealingKey, signingKey } = ready;
      const profile = {
        ...{ schemaVersion: 1, name: profileName, kind: 'live' },
        centre: { name, url: line.url, sealingKey, signingKey },
      };
      const at = profileFolder(home, profileName);
      await mkdir(at, { recursive: true });
      await writeFile(join(at, 'profile.json'), JSON.stringify(profile));
    },
    async stop() {
      server.child.stdin.end();
      await server.exited;
      await cluster.stop();
      await disk?.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
