import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { articleFileSchema } from '../../src/shared/domain/article.ts';
import type { Article } from '../../src/shared/domain/article.ts';
import { customerSchema, pastCallSchema, ticketStateSchema } from '../../src/shared/domain/customer.ts';
import { noticeSchema } from '../../src/shared/domain/notice.ts';
import { smsPackSchema, type SmsPack } from '../../src/shared/domain/sms-text.ts';
import { phrasePackSchema } from '../../src/shared/domain/phrase.ts';
import type { PhrasePack } from '../../src/shared/domain/phrase.ts';
import { agentsFileSchema } from '../auth/agents-file.ts';
import { enclosedIn } from '../publish/enclosed-files.ts';
import type { EnclosedFile } from '../publish/enclosures.ts';
import { messageFileSchema } from '../messages/read-messages.ts';
import { readJsonFile } from '../json-file.ts';

const minutes = z.number().int().nonnegative();

/** Files below resources/demo. Times are given in minutes before or after the start, so that the demo is always of today. */
export const demoCustomersSchema = z.strictObject({
  customers: z.array(
    customerSchema.omit({ updatedAt: true, arrears: true }).extend({
      arrears: z.object({ amountFen: z.number().int().min(0), asOfMinutesAgo: minutes }).optional(),
      updatedMinutesAgo: minutes,
    }),
  ),
});
export const demoTicketsSchema = z.strictObject({
  tickets: z.array(
    ticketStateSchema.omit({ createdAt: true, updatedAt: true, dueAt: true }).extend({
      createdMinutesAgo: minutes,
      updatedMinutesAgo: minutes,
      /** Negative when overdue. */
      dueInMinutes: z.number().int().optional(),
    }),
  ),
});
export const demoCallsSchema = z.strictObject({
  calls: z.array(pastCallSchema.omit({ at: true }).extend({ minutesAgo: minutes })),
});
export const demoNoticesSchema = z.strictObject({
  notices: z.array(
    noticeSchema.omit({ validFrom: true, validUntil: true, updatedAt: true, restoration: true }).extend({
      validFromMinutesAgo: z.number().int(),
      validForMinutes: minutes,
      restorationInMinutes: minutes.optional(),
    }),
  ),
});

export const demoMessagesSchema = z.strictObject({
  messages: z.array(
    messageFileSchema
      .omit({ leftAt: true, dueAt: true })
      .extend({ leftMinutesAgo: minutes, dueInMinutes: z.number().int() }),
  ),
});

/** A message with its sound. */
export type DemoMessage = z.infer<typeof demoMessagesSchema>['messages'][number] & { readonly bytes: Uint8Array };

export interface DemoFiles {
  readonly agents: z.infer<typeof agentsFileSchema>['agents'];
  readonly customers: z.infer<typeof demoCustomersSchema>['customers'];
  readonly tickets: z.infer<typeof demoTicketsSchema>['tickets'];
  readonly calls: z.infer<typeof demoCallsSchema>['calls'];
  readonly notices: z.infer<typeof demoNoticesSchema>['notices'];
  readonly messages: readonly DemoMessage[];
  readonly packs: readonly PhrasePack[];
  readonly smsPacks: readonly SmsPack[];
  readonly articles: readonly Article[];
  /** What those articles enclose. */
  readonly enclosed: readonly EnclosedFile[];
}

/**
 * Reads the demo's content. A broken pack or article file is told and left out; without agents there is no demo.
 * @throws Error naming a file of resources/demo that is missing or broken
 */
export async function readDemoFiles(resources: string, log: Logger): Promise<DemoFiles> {
  const demo = <S extends z.ZodType>(file: string, schema: S): Promise<z.infer<S>> =>
    readJsonFile(join(resources, 'demo', file), schema);
  const articleFiles = await readFolder(join(resources, 'knowledge'), articleFileSchema, log);
  const { articles, enclosed, problems } = enclosedIn(
    join(resources, 'knowledge', 'files'),
    articleFiles.map((content) => ({ file: 'knowledge', content })),
  );
  for (const { reason } of problems) log.error({ reason }, 'a file of an article is broken and was left out');
  return {
    agents: (await demo('agents.json', agentsFileSchema)).agents,
    customers: (await demo('customers.json', demoCustomersSchema)).customers,
    tickets: (await demo('tickets.json', demoTicketsSchema)).tickets,
    calls: (await demo('calls.json', demoCallsSchema)).calls,
    notices: (await demo('notices.json', demoNoticesSchema)).notices,
    messages: await readMessages(resources),
    packs: await readLanguageFiles(join(resources, 'languages'), 'phrases.json', phrasePackSchema, log),
    smsPacks: await readLanguageFiles(join(resources, 'languages'), 'sms.json', smsPackSchema, log),
    articles: articles.flatMap(({ content }) => content.articles),
    enclosed,
  };
}

/** @throws Error naming a sound that is missing */
async function readMessages(resources: string): Promise<DemoMessage[]> {
  const folder = join(resources, 'demo');
  const { messages } = await readJsonFile(join(folder, 'messages.json'), demoMessagesSchema);
  return Promise.all(
    messages.map(async (entry) => ({ ...entry, bytes: await readFile(join(folder, 'messages', entry.sound)) })),
  );
}

async function readLanguageFiles<S extends z.ZodType>(
  folder: string,
  name: string,
  schema: S,
  log: Logger,
): Promise<z.infer<S>[]> {
  const tags = (await readdir(folder)).sort();
  const files = tags.map((tag) => join(tag, name)).filter((file) => existsSync(join(folder, file)));
  return readFiles(folder, files, schema, log);
}

async function readFolder<S extends z.ZodType>(folder: string, schema: S, log: Logger): Promise<z.infer<S>[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return readFiles(folder, names, schema, log);
}

async function readFiles<S extends z.ZodType>(
  folder: string,
  names: readonly string[],
  schema: S,
  log: Logger,
): Promise<z.infer<S>[]> {
  const found: z.infer<S>[] = [];
  for (const name of names) {
    try {
      found.push(await readJsonFile(join(folder, name), schema));
    } catch (error) {
      log.error({ file: name, reason: (error as Error).message }, 'a content file is broken and was left out');
    }
  }
  return found;
}
