import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { childrenOf, isRunning } from '../../fakes/processes.ts';

const run = promisify(execFile);
const debianRoot = '/usr/lib/postgresql';

/** What a developer types where the suite is left out. */
export const howToInstall = 'apt-get install -y --no-install-recommends postgresql-15';

export interface PostgresCluster {
  /** Makes an empty database and returns its DATABASE_URL. */
  createDatabase(): Promise<string>;
  /** Kills every connection, as a restarted server or a cut line would. */
  dropConnections(): Promise<void>;
  /** SIGKILL of one process that serves a connection, which makes the cluster recover; resolves when it serves again. */
  killBackend(): Promise<void>;
  /** SIGKILL of all its processes at once, then a new start on what is in the files; resolves when it serves again. */
  killAndRestart(): Promise<void>;
  /** Starts it where it gave up by itself; resolves when it serves. */
  startIfEnded(): Promise<void>;
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
 * Flushes only where it `isDurable`: what the contract suite is about needs none of it.
 */
export async function startPostgres(
  bin: string,
  { isDurable = false, within = tmpdir() }: { isDurable?: boolean; within?: string } = {},
): Promise<PostgresCluster> {
  const folder = await mkdtemp(join(within, 'tashi-pg-'));
  const identity = await serverIdentity();
  if (identity.uid !== undefined) await chown(folder, identity.uid, identity.gid ?? identity.uid);
  await chmod(folder, 0o700);
  const data = join(folder, 'data');
  const initArgs = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  await run(join(bin, 'initdb'), initArgs, { ...identity, cwd: folder });
  const flushing = isDurable ? [] : ['fsync=off'];
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'max_connections=60', ...flushing];
  const args = [join(bin, 'postgres'), '-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  let server = await launch(args, { ...identity, cwd: folder });
  const sql = async (text: string): Promise<string> => {
    const asked = ['-h', folder, '-U', 'postgres', '-v', 'ON_ERROR_STOP=1', '-Atqc', text];
    return (await run(join(bin, 'psql'), asked)).stdout.trim();
  };
  const others = 'FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL';
  let databases = 0;
  return {
    async createDatabase() {
      databases += 1;
      await sql(`CREATE DATABASE centre${String(databases)}`);
      return `postgresql://postgres@/centre${String(databases)}?host=${encodeURIComponent(folder)}`;
    },
    async dropConnections() {
      await sql(`SELECT pg_terminate_backend(pid) ${others}`);
    },
    async killBackend() {
      const pid = Number(await sql(`SELECT pid ${others} ORDER BY (state = 'active') DESC LIMIT 1`));
      const recovered = server.accepting();
      process.kill(pid, 'SIGKILL');
      await recovered;
    },
    async killAndRestart() {
      await server.kill();
      server = await launch(args, { ...identity, cwd: folder });
    },
    async startIfEnded() {
      // What is left of it after a fault ends within moments, or comes back by itself.
      for (;;) {
        if (server.child.exitCode !== null || server.child.signalCode !== null) {
          server = await launch(args, { ...identity, cwd: folder });
          return;
        }
        if (await sql('SELECT 1').then(Boolean, () => false)) return;
      }
    },
    async stop() {
      server.child.stdin.end();
      await server.exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface RunningPostgres {
  readonly child: ChildProcessByStdio<Writable, null, Readable>;
  readonly exited: Promise<void>;
  /** The next time that it says that it serves. */
  accepting(): Promise<void>;
  /** SIGKILL of all processes; resolves when none is left. */
  kill(): Promise<void>;
}

async function launch(
  args: readonly string[],
  where: { uid?: number; gid?: number; cwd: string },
): Promise<RunningPostgres> {
  const child = spawn('/bin/sh', ['-c', stopWithPipe, 'sh', ...args], { ...where, stdio: ['pipe', 'ignore', 'pipe'] });
  child.stdin.on('error', () => undefined);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stderr });
  const accepting = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const gone = (code: number | null): void =>
        reject(new Error(`postgres ended with ${String(code)} before it was ready`));
      const look = (line: string): void => {
        if (!line.includes('database system is ready to accept connections')) return;
        lines.off('line', look);
        child.off('exit', gone);
        resolve();
      };
      child.once('exit', gone);
      lines.on('line', look);
    });
  await accepting();
  return {
    child,
    exited,
    accepting,
    async kill() {
      const pid = child.pid ?? 0;
      const all = [pid, ...childrenOf(pid)];
      // Stopped first, so that it neither starts nor ends any process while they are killed one after another.
      process.kill(pid, 'SIGSTOP');
      for (const one of [...new Set([...all, ...childrenOf(pid)])].reverse()) process.kill(one, 'SIGKILL');
      await exited;
      while (all.some(isRunning)) await new Promise(setImmediate);
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
