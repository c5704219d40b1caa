import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const debianRoot = '/usr/lib/postgresql';

/** What a developer types where the suite is left out. */
export const howToInstall = 'apt-get install -y --no-install-recommends postgresql-15';

export interface PostgresCluster {
  /** Makes an empty database and returns its DATABASE_URL. */
  createDatabase(): Promise<string>;
  /** Kills every connection, as a restarted server or a cut line would. */
  dropConnections(): Promise<void>;
  stop(): Promise<void>;
}

/** Folder of Debian's newest server programs, or undefined where only the client is installed. */
export async function findPostgres(): Promise<string | undefined> {
  if (!existsSync(debianRoot)) return undefined;
  const versions = (await readdir(debianRoot)).map(Number).filter((version) => version >= 15);
  const folders = versions.sort((a, b) => b - a).map((version) => join(debianRoot, String(version), 'bin'));
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/**
 * A cluster of its own in a temporary folder, reached through its own socket folder: no port, so nothing to clash with.
 * Never flushes, for speed: durability is not what the contract suite is about.
 */
export async function startPostgres(bin: string): Promise<PostgresCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'tashi-pg-'));
  const identity = await serverIdentity();
  if (identity.uid !== undefined) await chown(folder, identity.uid, identity.gid ?? identity.uid);
  await chmod(folder, 0o700);
  const data = join(folder, 'data');
  const initArgs = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  await run(join(bin, 'initdb'), initArgs, { ...identity, cwd: folder });
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off', 'max_connections=60'];
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn('/bin/sh', ['-c', stopWithPipe, 'sh', join(bin, 'postgres'), ...args], {
    ...identity,
    cwd: folder,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await whenAccepting(server);
  const sql = (text: string): Promise<unknown> =>
    run(join(bin, 'psql'), ['-h', folder, '-U', 'postgres', '-v', 'ON_ERROR_STOP=1', '-qc', text]);
  let databases = 0;
  return {
    async createDatabase() {
      databases += 1;
      await sql(`CREATE DATABASE centre${String(databases)}`);
      return `postgresql://postgres@/centre${String(databases)}?host=${encodeURIComponent(folder)}`;
    },
    async dropConnections() {
      await sql(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL',
      );
    },
    async stop() {
      server.stdin.end();
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The server takes the place of the shell; a process beside it waits for the end of standard input, which comes with
 * `stop` and just as well with the death of the test's process in whatever way, and then asks the server to end.
 */
const stopWithPipe = 'exec 3<&0; (cat <&3 >/dev/null 2>&1; kill -INT $$) 2>/dev/null & exec "$@" 3<&-';

/** initdb refuses root: as root everything runs as the `postgres` user of the package. */
async function serverIdentity(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function whenAccepting(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`postgres ended with ${String(code)} before it was ready`)));
    if (!server.stderr) return;
    createInterface({ input: server.stderr }).on('line', (line) => {
      if (line.includes('database system is ready to accept connections')) resolve();
    });
  });
}
