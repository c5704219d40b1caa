import { defaultNumbersPerSeat } from './auth/number-blocks.ts';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { EngineOptions } from './engine/open-engine.ts';

/** How the process was asked to run. */
export interface ServerOptions extends EngineOptions {
  readonly keysPath: string;
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly isDemo: boolean;
  /** Folder with demo/, languages/, knowledge/ and ticket-catalog.json. */
  readonly resources: string | undefined;
  /** Folder of the files of tickets and articles. */
  readonly attachments: string;
  /** Bytes of files that one agent may send in 24 hours. */
  readonly attachmentsPerDay: number;
  /** File of agents to add or bring up to date at the start. */
  readonly agentsPath: string | undefined;
  readonly hasParentPipe: boolean;
  /** Proxies in front, each of which adds to X-Forwarded-For; 0 means clients connect directly. */
  readonly proxyHops: number;
  /** Customers up to which every machine is given all of them. */
  readonly directoryLimit: number;
  /** How long after it was last heard of a desk's agent counts as gone. */
  readonly offlineAfterMs: number;
  readonly numbersPerSeat: number;
  /** Gateway for text messages, with its token. */
  readonly smsGateway: { readonly url: string; readonly token: string | undefined } | undefined;
  /** Folder into which text messages are written instead. */
  readonly smsFolder: string | undefined;
  readonly metricsPort: number | undefined;
  readonly logLevel: string;
}

export const usage = `Usage: central server [options], or one of these while it runs, with the same database:
  publish FOLDER      content of the centre: phrase-packs, knowledge, notices, customers (needs --resources,
                      and for files of articles --keys or --attachments)
  withdraw STREAM ID… takes entries back: knowledge, phrases, notices or customers
  agents FILE         adds these agents or brings them up to date (needs --keys with DATABASE_URL)
  audit [NUMBER:HASH] reckons the audit log's chain again, and that the noted entry is still in it (needs --keys)
  messages FOLDER     takes in what callers said off hours, a JSON file and a sound each (needs --keys or --attachments)
  files               says which files tickets name that are not here (needs --keys or --attachments)
  step-back           leads the database one version back, for the build before; stop the server first
Options:
  --data DIR          folder of the embedded database (demo and development; not durable)
  --keys FILE         the centre's secrets (default: centre-keys.json in the data folder)
  --host ADDRESS      default 127.0.0.1
  --port NUMBER       default 7420; 0 takes a free one
  --name TEXT         name of the centre, at the first start
  --resources DIR     starter content and the ticket catalog
  --demo              fill an empty database with the demo (needs --resources)
  --agents FILE       add these agents or bring them up to date (form of resources/demo/agents.json)
  --attachments DIR   folder of the files of tickets and articles (default: attachments beside the key file)
  --attachments-per-day MB  what one agent may send of them in 24 hours, default 2000
  --parent-pipe       end when standard input closes
  --behind-proxy HOPS proxies in front of it: the client is that many from the right in X-Forwarded-For
  --offline-after S   seconds after which an agent whose desk is silent counts as gone, default 90
  --numbers-per-seat NUMBER  ticket numbers that a seat has at least after a sign-in, for work without the network, default 1000
  --directory-limit NUMBER  with more customers than this, default 50000, a machine is given those of its
                      agents' areas and queues only
  --sms-folder DIR    for trying out: text messages become files there (default with --demo: sms beside the key file)
  --metrics-port NUMBER  tell figures for Prometheus at /metrics of this port, on this machine only
  --pool NUMBER       connections to PostgreSQL, default 10
  --lock-wait MS      wait for the data folder, default 10000
Environment: DATABASE_URL uses that PostgreSQL instead of the embedded one (then --keys is needed); TASHI_LOG_LEVEL;
TASHI_SMS_URL and TASHI_SMS_TOKEN name the gateway that text messages are posted to.`;

/** The command line can't be followed; the message says why. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readServerOptions(args: readonly string[], env: NodeJS.ProcessEnv): ServerOptions {
  const { values, positionals } = parse(args);
  if (positionals[0] !== undefined) throw new UsageError(`There is no command "${positionals[0]}".`);
  if (values.demo && values.resources === undefined) throw new UsageError('--demo needs --resources DIR.');
  const { database, keysPath } = placesOf(values, env);
  if (keysPath === undefined) throw new UsageError('With DATABASE_URL, --keys FILE says where the secrets lie.');
  return {
    ...{ database, keysPath },
    host: values.host,
    port: wholeNumber('--port', values.port, 65_535),
    name: values.name ?? (values.demo ? '扎西演示中心' : 'Tashi Desk'),
    isDemo: values.demo,
    resources: values.resources === undefined ? undefined : resolve(values.resources),
    attachments: resolve(values.attachments ?? join(dirname(keysPath), 'attachments')),
    attachmentsPerDay: wholeNumber('--attachments-per-day', values['attachments-per-day'], 1_000_000) * 1_000_000,
    agentsPath: values.agents === undefined ? undefined : resolve(values.agents),
    hasParentPipe: values['parent-pipe'],
    proxyHops: wholeNumber('--behind-proxy', values['behind-proxy'], 10),
    numbersPerSeat: wholeNumber('--numbers-per-seat', values['numbers-per-seat'], 100_000),
    offlineAfterMs: wholeNumber('--offline-after', values['offline-after'], 86_400) * 1000,
    directoryLimit: wholeNumber('--directory-limit', values['directory-limit'], 1_000_000_000),
    ...smsOf(values, env, keysPath),
    metricsPort:
      values['metrics-port'] === undefined ? undefined : wholeNumber('--metrics-port', values['metrics-port'], 65_535),
    poolSize: wholeNumber('--pool', values.pool, 1000),
    lockWaitMs: wholeNumber('--lock-wait', values['lock-wait'], 600_000),
    logLevel: env['TASHI_LOG_LEVEL'] ?? 'info',
  };
}

/** The first word that is no option; undefined without one, and where the command line can't be read. */
export function commandIn(args: readonly string[]): string | undefined {
  try {
    return parse(args).positionals[0];
  } catch {
    return undefined;
  }
}

/** A command beside the server, or instead of it where the database belongs to one process. */
export interface AdminOptions extends EngineOptions {
  /** The command and what it is given. */
  readonly words: readonly string[];
  /** Undefined where nothing says where the secrets lie. */
  readonly keysPath: string | undefined;
  readonly resources: string | undefined;
  /** Folder of files; undefined where nothing says where it lies. */
  readonly attachments: string | undefined;
}

/** @throws UsageError */
export function readAdminOptions(args: readonly string[], env: NodeJS.ProcessEnv): AdminOptions {
  const { values, positionals } = parse(args);
  const { database, keysPath } = placesOf(values, env);
  const resources = values.resources === undefined ? undefined : resolve(values.resources);
  const lockWaitMs = wholeNumber('--lock-wait', values['lock-wait'], 600_000);
  const { attachments: given } = values;
  const attachments = given ?? (keysPath === undefined ? undefined : join(dirname(keysPath), 'attachments'));
  return {
    ...{ words: positionals, database, keysPath, resources, poolSize: 2, lockWaitMs },
    attachments: attachments === undefined ? undefined : resolve(attachments),
  };
}

function smsOf(
  values: Values,
  env: NodeJS.ProcessEnv,
  keysPath: string,
): Pick<ServerOptions, 'smsGateway' | 'smsFolder'> {
  // A demo has practice calls only: nobody gets a message because of one.
  const url = values.demo ? undefined : env['TASHI_SMS_URL'];
  const folder = values['sms-folder'];
  if (url && folder !== undefined) throw new UsageError('Give either --sms-folder or TASHI_SMS_URL, not both.');
  if (url && !isSafeWay(URL.parse(url)))
    throw new UsageError('TASHI_SMS_URL is no https address (http only on this machine itself).');
  const token = env['TASHI_SMS_TOKEN']?.trim();
  // What no header may hold would stop every message.
  if (token && !/^[\u0021-\u007e]+$/.test(token))
    throw new UsageError('TASHI_SMS_TOKEN holds a character that no token has.');
  if (url) return { smsGateway: { url, token: token || undefined }, smsFolder: undefined };
  const own = values.demo ? join(dirname(keysPath), 'sms') : undefined;
  return { smsGateway: undefined, smsFolder: folder === undefined ? own : resolve(folder) };
}

/** Numbers and texts of callers go there. */
function isSafeWay(url: URL | null): boolean {
  const isHere = url !== null && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  return url?.protocol === 'https:' || (isHere && url.protocol === 'http:');
}

type Values = ReturnType<typeof parse>['values'];

function placesOf(
  values: Values,
  env: NodeJS.ProcessEnv,
): { database: EngineOptions['database']; keysPath: string | undefined } {
  const url = env['DATABASE_URL'];
  const keysPath = values.keys === undefined ? undefined : resolve(values.keys);
  if (values.data !== undefined && url) throw new UsageError('Give either --data or DATABASE_URL, not both.');
  if (values.data === undefined && !url) throw new UsageError('Give --data DIR, or DATABASE_URL for a PostgreSQL.');
  if (url) return { database: { engine: 'postgres', url }, keysPath };
  const folder = resolve(values.data ?? '.');
  return { database: { engine: 'pglite', folder }, keysPath: keysPath ?? join(folder, 'centre-keys.json') };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        keys: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: '7420' },
        name: { type: 'string' },
        resources: { type: 'string' },
        agents: { type: 'string' },
        attachments: { type: 'string' },
        'attachments-per-day': { type: 'string', default: '2000' },
        'numbers-per-seat': { type: 'string', default: String(defaultNumbersPerSeat) },
        demo: { type: 'boolean', default: false },
        'parent-pipe': { type: 'boolean', default: false },
        'behind-proxy': { type: 'string', default: '0' },
        'offline-after': { type: 'string', default: '90' },
        'directory-limit': { type: 'string', default: '50000' },
        'sms-folder': { type: 'string' },
        'metrics-port': { type: 'string' },
        pool: { type: 'string', default: '10' },
        'lock-wait': { type: 'string', default: '10000' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function wholeNumber(name: string, text: string, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > most) throw new UsageError(`${name} takes a whole number up to ${String(most)}.`);
  return number;
}
