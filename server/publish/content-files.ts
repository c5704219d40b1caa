import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { articleProblems } from '../../src/shared/content/article-rules.ts';
import { ContentReader } from '../../src/shared/content/content-reader.ts';
import { phraseProblems } from '../../src/shared/content/phrase-rules.ts';
import type { ContentFile } from '../../src/shared/content/problem.ts';
import { customerProblems, festivalProblems, noticeProblems } from '../../src/shared/content/service-rules.ts';
import { procedureProblems } from '../../src/shared/content/procedure-rules.ts';
import { centreQuestionProblems } from '../../src/shared/content/top-questions.ts';
import { enclosedIn } from './enclosed-files.ts';
import { instant } from './instant.ts';
import type { EnclosedFile } from './enclosures.ts';
import { enclosureSourceSchema, mostEnclosures } from '../../src/shared/domain/enclosure.ts';
import { ticketFormProblems } from '../../src/shared/content/ticket-form-rules.ts';
import { articleFileSchema, articleSchema } from '../../src/shared/domain/article.ts';
import { customerSchema } from '../../src/shared/domain/customer.ts';
import { ownFestivalSchema } from '../../src/shared/domain/festival.ts';
import { formIdOf, ticketFormSchema } from '../../src/shared/domain/ticket-form.ts';
import { noticeSchema } from '../../src/shared/domain/notice.ts';
import { procedureFileSchema, procedureSchema } from '../../src/shared/domain/procedure.ts';
import { publishedQuestionsSchema, questionsId } from '../../src/shared/domain/top-questions.ts';
import { phrasePackSchema } from '../../src/shared/domain/phrase.ts';
import { shippedMoments } from '../../src/shared/script/shipped.ts';
import { smsPackSchema } from '../../src/shared/domain/sms-text.ts';
import { smsProblems } from '../../src/shared/content/sms-rules.ts';
import type { TicketCatalog } from '../../src/shared/domain/ticket-catalog.ts';
import type { PullStream } from '../../src/shared/sync/wire.ts';
import { toWylie } from './to-wylie.ts';

/** Left out, an entry counts as changed when it is published. */
const updatedAt = instant.optional();

/** Desks cut and highlight it, and PostgreSQL reads no JSON with a NUL: of control characters only tab and ends of lines. */
const plainText = (most: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, { error: 'a control character is in it' });

const articlesSchema = articleFileSchema.extend({
  articles: z
    .array(
      articleSchema.extend({
        ...{ title: plainText(200), body: plainText(20_000) },
        ...{ validFrom: instant.optional(), validUntil: instant.optional(), updatedAt },
        enclosures: z.array(enclosureSourceSchema).max(mostEnclosures).optional(),
      }),
    )
    .min(1),
});
const noticesSchema = z.object({
  schemaVersion: z.literal(1),
  notices: z
    .array(noticeSchema.extend({ validFrom: instant, validUntil: instant, restoration: instant.optional(), updatedAt }))
    .min(1),
});
const customersSchema = z.object({
  schemaVersion: z.literal(1),
  customers: z
    .array(
      customerSchema.extend({
        arrears: z.object({ amountFen: z.number().int().min(0), asOf: instant }).optional(),
        updatedAt,
      }),
    )
    .min(1),
});

/** The days of each year that the centre celebrates, where they are others than those of the calendar. */
const festivalsSchema = z.object({
  schemaVersion: z.literal(1),
  festivals: z.array(ownFestivalSchema.safeExtend({ updatedAt })).min(1),
});

/** What the centre asks in tickets, by type and version. */
const formsSchema = z.object({ schemaVersion: z.literal(1), forms: z.array(ticketFormSchema).min(1) });

const proceduresSchema = procedureFileSchema.extend({
  procedures: z.array(procedureSchema.extend({ updatedAt })).min(1),
});

/** The centre's own list of the questions that callers ask most. */
const questionsSchema = publishedQuestionsSchema
  .pick({ questions: true })
  .extend({ schemaVersion: z.literal(1), updatedAt });

/** Where content lies in a folder: `NAME.json`, `NAME/*.json`, or both. */
export const contentPlaces = [
  ...(['phrase-packs', 'knowledge', 'notices', 'customers', 'festivals', 'forms'] as const),
  ...(['procedures', 'top-questions', 'sms-texts'] as const),
] as const;
/** Where the pictures and documents of articles lie, by their names. */
const enclosuresPlace = 'knowledge/files';
type ContentPlace = (typeof contentPlaces)[number];

/** One entry of a file. A body without `updatedAt` gets it when it is published. */
export interface FileItem {
  readonly stream: PullStream;
  readonly id: string;
  readonly body: object;
}

export interface ContentSurroundings {
  readonly catalog: TicketCatalog;
  /** File names of the recordings that come with the desk. */
  readonly sounds: ReadonlySet<string>;
  /** Numbers of the centre's leaders. */
  readonly leaders: ReadonlySet<string>;
  /**
   * Domain by group of the Mandarin articles that desks have besides those of the folder: published before, or brought
   * along. Asked where something in the folder leads to articles.
   */
  readonly articleGroups: ReadonlyMap<string, string>;
}

export interface FolderContent {
  readonly items: readonly FileItem[];
  /** What its articles enclose, each once. */
  readonly enclosed: readonly EnclosedFile[];
  /** `file:line: reason`, one for each thing that is wrong; then nothing of the folder may be published. */
  readonly problems: readonly string[];
  /** Other folders and JSON files that lie there. */
  readonly leftOut: readonly string[];
}

/** Reads a centre's content and holds it against the rules. Throws when the folder can't be read at all. */
export function readContentFolder(folder: string, around: ContentSurroundings): FolderContent {
  const reader = new ContentReader((file) => readFileSync(join(folder, file), 'utf8'));
  const files = <T>(place: ContentPlace, schema: z.ZodType<T>): ContentFile<T>[] =>
    filesAt(folder, place).flatMap((file) => reader.read(file, schema));
  const packs = files('phrase-packs', phrasePackSchema);
  const { articles, enclosed, problems } = enclosedIn(
    join(folder, enclosuresPlace),
    files('knowledge', articlesSchema),
  );
  const notices = files('notices', noticesSchema);
  const customers = files('customers', customersSchema);
  const festivals = files('festivals', festivalsSchema);
  const forms = files('forms', formsSchema);
  const procedures = files('procedures', proceduresSchema);
  const questions = files('top-questions', questionsSchema);
  const messages = files('sms-texts', smsPackSchema);
  const groups = new Map([...around.articleGroups, ...groupsIn(articles)]);
  reader.note(
    ...problems,
    ...phraseProblems(packs, { ...around, moments: shippedMoments, toWylie }),
    ...articleProblems(articles, around.catalog, 'centre'),
    ...noticeProblems(notices, around.catalog),
    ...customerProblems(customers, around.catalog),
    ...festivalProblems(festivals, around.catalog),
    ...ticketFormProblems(forms, around.catalog, 'centre'),
    ...procedureProblems(procedures, { catalog: around.catalog, articleGroups: new Set(groups.keys()) }, 'centre'),
    ...centreQuestionProblems(questions, groups),
    ...smsProblems(messages, { leaders: around.leaders }),
  );
  const items: FileItem[] = [
    ...packs.map(({ content }) => ({ stream: 'phrases' as const, id: content.lang, body: content })),
    ...articles.flatMap(({ content }) => content.articles.map(itemOf('knowledge'))),
    ...notices.flatMap(({ content }) => content.notices.map(itemOf('notices'))),
    ...customers.flatMap(({ content }) => content.customers.map(itemOf('customers'))),
    ...festivals.flatMap(({ content }) => content.festivals.map(itemOf('festivals'))),
    ...messages.map(({ content }) => ({ stream: 'sms' as const, id: content.lang, body: content })),
    ...procedures.flatMap(({ content }) => content.procedures.map(itemOf('procedures'))),
    ...questions.map(({ content: { questions: list, updatedAt: at } }): FileItem => {
      const body = { id: questionsId, questions: list, ...(at !== undefined && { updatedAt: at }) };
      return { stream: 'questions', id: questionsId, body };
    }),
    ...forms.flatMap(({ content }) =>
      content.forms.map((form): FileItem => ({ stream: 'forms', id: formIdOf(form), body: form })),
    ),
  ];
  return { items, enclosed, problems: reader.report(), leftOut: strangersIn(folder) };
}

interface Grouped {
  readonly articles: readonly { readonly group: string; readonly domain: string; readonly lang: string }[];
}

/** Domain by group of the Mandarin articles in these files. */
export function groupsIn(files: readonly ContentFile<Grouped>[]): Map<string, string> {
  const mandarin = files.flatMap(({ content }) => content.articles.filter(({ lang }) => lang === 'zh-Hans'));
  return new Map(mandarin.map(({ group, domain }) => [group, domain]));
}

/** Whether something that lies in a folder leads to articles. */
export function leadsToArticles(folder: string): boolean {
  return (['procedures', 'top-questions'] as const).some((place) => filesAt(folder, place).length > 0);
}

function itemOf(stream: PullStream): (entry: { readonly id: string }) => FileItem {
  return (entry) => ({ stream, id: entry.id, body: entry });
}

function filesAt(folder: string, place: ContentPlace): string[] {
  const single = `${place}.json`;
  const inner = existsSync(join(folder, place)) ? readdirSync(join(folder, place)).sort() : [];
  const many = inner.filter((name) => name.endsWith('.json')).map((name) => `${place}/${name}`);
  return existsSync(join(folder, single)) ? [single, ...many] : many;
}

function strangersIn(folder: string): string[] {
  const isKnown = (name: string): boolean => contentPlaces.some((place) => name === place || name === `${place}.json`);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.name.endsWith('.json'))
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('.') && !isKnown(name))
    .sort();
}
