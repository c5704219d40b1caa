import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { agentSchema } from '../../src/shared/domain/agent.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { keepAgentsOf } from '../auth/agents-file.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { createCentreCrypto } from '../keys/centre-crypto.ts';
import { loadCentreKeys } from '../keys/centre-keys.ts';
import { stepBack } from '../migrations/migrate.ts';
import { UsageError } from '../options.ts';
import type { AdminOptions } from '../options.ts';
import { loadLanguages } from '../publish/load-languages.ts';
import { contentPlaces, leadsToArticles, readContentFolder, type FileItem } from '../publish/content-files.ts';
import { knownGroups } from '../publish/known-groups.ts';
import { createDiskStore } from '../attachments/disk-store.ts';
import { lookForFiles } from '../attachments/missing-files.ts';
import { readMessages } from '../messages/read-messages.ts';
import { takeMessages } from '../messages/take-messages.ts';
import { keepEnclosures } from '../publish/enclosures.ts';
import { publishFiles, withdrawEntries, type PublishedCount } from '../publish/publish-files.ts';
import { centreOfKeys } from '../settle-centre.ts';
import { FormChangedError } from '../sync/ticket-forms.ts';
import { readTicketCatalog } from '../ticket-catalog.ts';

/** The command was understood, and what it was given is not good; nothing was changed. */
export class RefusedCommand extends Error {
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(lines[0] ?? 'refused');
    this.name = 'RefusedCommand';
    this.lines = lines;
  }
}

export interface AdminContext {
  readonly engine: SqlEngine;
  readonly options: AdminOptions;
  readonly log: Logger;
  readonly now: () => number;
}

/** Each returns the lines that say what was done. */
export const adminCommands = {
  async publish({ engine, options, now }: AdminContext, given: readonly string[]): Promise<string[]> {
    const [folder] = exactly(1, given, 'publish FOLDER');
    const { resources } = options;
    if (resources === undefined) throw new UsageError('publish needs --resources DIR, with the ticket catalog.');
    loadLanguages(resources);
    const { items, enclosed, problems, leftOut } = readContentFolder(resolve(folder), {
      catalog: readTicketCatalog(resources),
      sounds: new Set(readdirSync(join(resources, 'public', 'sounds'))),
      leaders: await leadersOf(engine),
      articleGroups: leadsToArticles(resolve(folder)) ? await knownGroups(engine, resources) : new Map(),
    });
    if (problems.length > 0)
      throw new RefusedCommand([...problems, `${count(problems, 'problem')}, nothing published`]);
    if (items.length === 0) throw new RefusedCommand([`no content here: ${contentPlaces.join(', ')}`]);
    if (enclosed.length > 0 && options.attachments === undefined)
      throw new UsageError('These articles have files: publish needs --attachments DIR, the folder of the server.');
    if (options.attachments !== undefined) await keepEnclosures(createDiskStore(options.attachments), enclosed);
    const counts = await published(engine, items, now());
    return [
      ...counts.map(
        ({ stream, changed, same }) => `${stream}: ${String(changed)} published, ${String(same)} unchanged`,
      ),
      ...(leftOut.length > 0 ? [`left out: ${leftOut.join(', ')}`] : []),
    ];
  },

  async withdraw({ engine }: AdminContext, given: readonly string[]): Promise<string[]> {
    const [stream, ...ids] = given;
    const parsed = withdrawableSchema.safeParse(stream);
    if (!parsed.success || ids.length === 0) throw new UsageError('withdraw takes a stream and at least one id.');
    const gone = await withdrawEntries(engine, parsed.data, ids);
    return [`${parsed.data}: ${String(gone)} withdrawn, ${String(ids.length - gone)} not there`];
  },

  async agents({ engine, options, log }: AdminContext, given: readonly string[]): Promise<string[]> {
    const [file] = exactly(1, given, 'agents FILE');
    if (options.keysPath === undefined) throw new UsageError('agents needs --keys FILE: lines are kept sealed.');
    const { keys } = loadCentreKeys(options.keysPath, false);
    await centreOfKeys(engine, keys);
    const kept = await keepAgentsOf({ engine, log, crypto: await createCentreCrypto(keys) }, resolve(file));
    return [`agents: ${String(kept.added)} added, ${String(kept.known)} brought up to date, ${String(kept.left)} left`];
  },

  async audit({ engine, options }: AdminContext, given: readonly string[]): Promise<string[]> {
    if (options.keysPath === undefined) throw new UsageError('audit needs --keys FILE: its chain is keyed.');
    const noted = given[0] === undefined ? undefined : markSchema.safeParse(given[0]).data;
    if (given.length > 1 || (given.length === 1 && !noted)) throw new UsageError('It is: audit [NUMBER:HASH]');
    const { keys } = loadCentreKeys(options.keysPath, false);
    await centreOfKeys(engine, keys);
    const verdict = await verifyAudit(engine, await createCentreCrypto(keys), noted);
    if (verdict.kind === 'broken')
      throw new RefusedCommand([`audit: broken at ${String(verdict.seq)}: ${verdict.why}`]);
    const { seq, hash } = verdict.head;
    return [`audit: ${String(seq)} entries, unbroken; the last is ${String(seq)}:${hash}`];
  },

  async files({ engine, options }: AdminContext, given: readonly string[]): Promise<string[]> {
    if (given.length > 0) throw new UsageError('files takes nothing.');
    if (options.attachments === undefined)
      throw new UsageError('files needs --attachments DIR or --keys FILE: the folder of the server.');
    const { named, missing } = await lookForFiles(engine, createDiskStore(options.attachments));
    const sum = `files: ${String(named)} named by tickets, ${String(missing.length)} not here`;
    if (missing.length === 0) return [sum];
    throw new RefusedCommand([
      ...missing.map(
        ({ number, agentNo, sha256, wasHere }) =>
          `${number} of ${agentNo}: ${sha256.slice(0, 12)} ${wasHere ? 'was here' : 'has not come'}`,
      ),
      sum,
    ]);
  },

  async messages({ engine, options, now }: AdminContext, given: readonly string[]): Promise<string[]> {
    const [folder] = exactly(1, given, 'messages FOLDER');
    if (options.attachments === undefined)
      throw new UsageError('messages needs --attachments DIR or --keys FILE: the folder of the server.');
    // Of a language that nobody here knows no one would ever see the task.
    if (options.resources !== undefined) loadLanguages(options.resources);
    const messages = readMessages(resolve(folder), now());
    const store = createDiskStore(options.attachments);
    const { taken, known, problems } = await takeMessages(engine, store, messages, now());
    const sum = `messages: ${String(taken)} taken, ${String(known)} known`;
    if (problems.length > 0) throw new RefusedCommand([...problems, `${sum}, ${String(problems.length)} refused`]);
    return [sum];
  },

  async 'step-back'({ engine }: AdminContext, given: readonly string[]): Promise<string[]> {
    if (given.length > 0) throw new UsageError('step-back takes nothing.');
    return [`the database has version ${String(await stepBack(engine))} now: start the build before this one`];
  },
};

/** An entry as `audit` tells it and as it is noted on paper. */
const markSchema = z
  .string()
  .regex(/^\d{1,15}:[A-Za-z0-9_-]{1,43}$/)
  .transform((text) => ({ seq: Number(text.split(':')[0]), hash: text.split(':')[1] ?? '' }));

/** Tickets and calls are the desks' own. */
const withdrawableSchema = z.enum([
  ...(['knowledge', 'phrases', 'notices', 'customers', 'festivals', 'forms'] as const),
  ...(['procedures', 'questions', 'sms'] as const),
]);

/** A form that drafts may have been begun with is not changed: that is said like any other fault of the files. */
async function published(engine: SqlEngine, items: readonly FileItem[], now: number): Promise<PublishedCount[]> {
  try {
    return await publishFiles(engine, items, now);
  } catch (error) {
    if (error instanceof FormChangedError) throw new RefusedCommand([error.message, 'nothing published']);
    throw error;
  }
}

function exactly(length: 1, given: readonly string[], what: string): [string] {
  const [first] = given;
  if (first === undefined || given.length !== length) throw new UsageError(`It is: ${what}`);
  return [first];
}

function count(things: readonly unknown[], what: string): string {
  return `${String(things.length)} ${what}${things.length === 1 ? '' : 's'}`;
}

async function leadersOf(engine: SqlEngine): Promise<Set<string>> {
  const rows = await engine.query<{ body: string }>('SELECT body FROM agents WHERE is_active');
  const agents = rows.map(({ body }) => agentSchema.parse(JSON.parse(body)));
  return new Set(agents.filter(({ role }) => role === 'leader').map(({ agentNo }) => agentNo));
}
