import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { destination, pino } from 'pino';
import type { Logger } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import type { TicketCatalog } from '../src/shared/domain/ticket-catalog.ts';
import { fingerprintLetters, fingerprintText } from '../src/shared/setup/centre-keys.ts';
import { isAdminCommand, runAdmin } from './admin/run-admin.ts';
import { loadLanguages } from './publish/load-languages.ts';
import { createDiskStore } from './attachments/disk-store.ts';
import { keepAgentsOf } from './auth/agents-file.ts';
import { NotDemoError, seedDemo } from './demo/seed-demo.ts';
import { FolderInUseError } from './engine/folder-lock.ts';
import { openEngine } from './engine/open-engine.ts';
import type { SqlEngine } from './engine/sql-engine.ts';
import { loadCentreKeys } from './keys/centre-keys.ts';
import type { CentreKeys } from './keys/centre-keys.ts';
import { NewerDatabaseError } from './migrations/migrate.ts';
import { commandIn, readServerOptions, usage, UsageError } from './options.ts';
import type { ServerOptions } from './options.ts';
import { createFolderPort } from './sms/folder-port.ts';
import { createHttpPort } from './sms/http-port.ts';
import type { SmsPort } from './sms/sms-port.ts';
import { ForeignKeysError } from './settle-centre.ts';
import { startCentralServer } from './start-central-server.ts';
import type { CentralServer } from './start-central-server.ts';
import { whenAskedToStop } from './stop-signals.ts';
import { readTicketCatalog } from './ticket-catalog.ts';

/** A stop that hangs for longer is cut short: everything acknowledged is committed already. */
const longestStopMs = 8000;

/**
 * Runs the server until it is asked to stop, or one command beside it; the caller then ends the process. Returns the exit
 * code: 0 stopped or done, 1 failed, 2 wrong usage, 3 folder in use. `entry` is the module that `makePgliteBy` asks for.
 */
export async function main(args: readonly string[], env: NodeJS.ProcessEnv, entry: URL): Promise<number> {
  return isAdminCommand(commandIn(args)) ? runAdmin(args, env, entry) : serve(args, env, entry);
}

async function serve(args: readonly string[], env: NodeJS.ProcessEnv, entry: URL): Promise<number> {
  let options: ServerOptions;
  try {
    options = readServerOptions(args, env);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${usage}\n`);
    return 2;
  }
  const log = pino(
    { name: 'central-server', level: options.logLevel, base: { pid: process.pid } },
    destination({ dest: 2, sync: true }),
  );
  const stop = whenAskedToStop(options.hasParentPipe);
  let server: CentralServer | undefined;
  try {
    server = await Promise.race([start(options, entry, log), stop.then(() => undefined)]);
  } catch (error) {
    return tellFailure(error, log);
  }
  if (server) announce(server, options, log);
  log.info({ why: await stop }, 'stopping');
  // Nobody was served yet: there is nothing to finish, and whatever was begun is begun anew at the next start.
  if (!server) return 0;
  setTimeout(() => {
    log.error('the stop took too long and was cut short');
    process.exit(1);
  }, longestStopMs).unref();
  await server.stop();
  if (options.database.engine === 'pglite') rmSync(join(options.database.folder, 'server.json'), { force: true });
  log.info('stopped');
  return 0;
}

async function start(options: ServerOptions, entry: URL, log: Logger): Promise<CentralServer> {
  const { resources, isDemo } = options;
  // The lock comes first: of two processes on one folder only the winner may touch what lies in it.
  const engine = await openEngine(options, entry, log);
  if (resources !== undefined) {
    for (const folder of loadLanguages(resources)) log.warn({ folder }, 'a language was left out');
  }
  const catalog = readCatalog(resources, log);
  const smsPort = smsPortOf(options);
  return startCentralServer({
    engine,
    keys: await closingOnFailure(engine, () => keysFor(engine, options, log)),
    name: options.name,
    host: options.host,
    port: options.port,
    version: packageJson.version,
    log,
    attachments: createDiskStore(options.attachments),
    attachmentsPerDay: options.attachmentsPerDay,
    proxyHops: options.proxyHops,
    directoryLimit: options.directoryLimit,
    offlineAfterMs: options.offlineAfterMs,
    numbersPerSeat: options.numbersPerSeat,
    ...(catalog && { catalog }),
    ...(smsPort && { smsPort }),
    ...(options.metricsPort !== undefined && { metricsPort: options.metricsPort }),
    seed: async (centre) => {
      if (isDemo && resources !== undefined) await seedDemo(centre, resources);
      if (options.agentsPath !== undefined) await keepAgentsOf(centre, options.agentsPath);
    },
  }).then(async (server) => {
    if (!(await engine.isDurable())) log.warn(notDurable[engine.name]);
    return server;
  });
}

function smsPortOf({ smsGateway, smsFolder }: ServerOptions): SmsPort | undefined {
  if (smsGateway) return createHttpPort(smsGateway);
  return smsFolder === undefined ? undefined : createFolderPort(smsFolder);
}

const notDurable: Record<SqlEngine['name'], string> = {
  pglite: 'NOT DURABLE: the embedded database does not flush to the disk. For demo and development only.',
  postgres: 'NOT DURABLE: fsync, full_page_writes or synchronous_commit of this PostgreSQL is off.',
};

/** Keys are made only for a database that has no centre yet: new ones could not open what was sealed to the old. */
async function keysFor(engine: SqlEngine, options: ServerOptions, log: Logger): Promise<CentreKeys> {
  const [table] = await engine.query<{ found: string | null }>("SELECT to_regclass('centre')::text AS found");
  const hasCentre = typeof table?.found === 'string' && (await engine.query('SELECT 1 FROM centre')).length > 0;
  const { keys, isNew, wasExposed } = loadCentreKeys(options.keysPath, !hasCentre);
  if (isNew) log.info('made new keys for this centre: keep the key file safe, sealed data opens with nothing else');
  if (wasExposed) log.warn('the key file could be read by others on this machine; its mode is 0600 now');
  return keys;
}

async function closingOnFailure<T>(engine: SqlEngine, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await engine.close();
    throw error;
  }
}

function readCatalog(resources: string | undefined, log: Logger): TicketCatalog | undefined {
  if (resources === undefined) return undefined;
  if (!existsSync(join(resources, 'ticket-catalog.json'))) return undefined;
  try {
    return readTicketCatalog(resources);
  } catch {
    log.error('the ticket catalog is broken; calls get their disposition as topic');
    return undefined;
  }
}

/** The one line on standard output that whoever started the process waits for. */
function announce(server: CentralServer, options: ServerOptions, log: Logger): void {
  const { centreId, name, sealingKey, signingKey } = server.centre.info;
  const { url } = server;
  if (options.database.engine === 'pglite') {
    mkdirSync(options.database.folder, { recursive: true });
    const content = { port: Number(new URL(url).port), pid: process.pid, url };
    writeFileSync(join(options.database.folder, 'server.json'), `${JSON.stringify(content)}\n`, { mode: 0o600 });
  }
  if (options.host !== '127.0.0.1' && options.host !== '::1' && options.host !== 'localhost') {
    log.warn('serving plain HTTP beyond this machine: put a proxy with TLS in front of it');
  }
  log.info({ url, engine: server.centre.engine.name, metricsUrl: server.metricsUrl }, 'ready');
  // For the leader's paper: whoever sets up a seat compares it with what the server says over the network.
  const fingerprint = fingerprintLetters(createHash('sha256').update(fingerprintText(server.centre.info)).digest());
  process.stdout.write(
    `${JSON.stringify({ ready: true, url, centreId, name, sealingKey, signingKey, fingerprint })}\n`,
  );
}

/** Expected failures in one clear line each. */
function tellFailure(error: unknown, log: Logger): number {
  if (error instanceof FolderInUseError) {
    log.fatal(error.message);
    return 3;
  }
  const isExpected =
    error instanceof NewerDatabaseError || error instanceof ForeignKeysError || error instanceof NotDemoError;
  if (isExpected) log.fatal(error.message);
  else log.fatal({ err: error }, 'the server could not start');
  return 1;
}
