import type { Article, ArticleUse } from '../../../shared/domain/article.ts';
import type { CentreFestival } from '../../../shared/domain/festival.ts';
import type { Notice } from '../../../shared/domain/notice.ts';
import type { PhrasePack } from '../../../shared/domain/phrase.ts';
import type { Procedure } from '../../../shared/domain/procedure.ts';
import type { PublishedQuestions } from '../../../shared/domain/top-questions.ts';
import { pullBodySchemas, type PullItem, type PullStream } from '../../../shared/sync/wire.ts';
import type { ArticleRows } from './article-rows.ts';
import type { ContentRows } from './content-rows.ts';
import type { PassRows } from './pass-rows.ts';

/** The newest body schema this build reads. */
const knownSchemaVersion = 1;

export interface Rows {
  readonly articles: ArticleRows;
  readonly content: ContentRows;
  readonly passes: PassRows;
}

type Body =
  | { readonly stream: 'knowledge'; readonly body: Article }
  | { readonly stream: 'phrases'; readonly body: PhrasePack }
  | { readonly stream: 'notices'; readonly body: Notice }
  | { readonly stream: 'festivals'; readonly body: CentreFestival }
  | { readonly stream: 'uses'; readonly body: ArticleUse }
  | { readonly stream: 'procedures'; readonly body: Procedure }
  | { readonly stream: 'questions'; readonly body: PublishedQuestions };

type PutItem = PullItem & { op: 'put' };

/** A body that could not be read, and where it failed, without what stood there. */
export interface ParkedItem {
  readonly id: string;
  readonly reason: string;
}

/**
 * Applies the items of one page in their order; answers those that were put aside. The caller opens the transaction and
 * keeps the cursor in it.
 */
export function applyItems(rows: Rows, stream: PullStream, items: readonly PullItem[]): ParkedItem[] {
  const parked: ParkedItem[] = [];
  for (const item of items) {
    if (item.op === 'drop') {
      drop(rows, stream, item.id);
      continue;
    }
    const reason = putOrPark(rows, stream, item);
    if (reason !== undefined) parked.push({ id: item.id, reason });
  }
  return parked;
}

/** Tries parked bodies again: a newer build may read what an older one put aside. */
export function retryParked(rows: Rows): void {
  for (const { stream, id, schema_version: schemaVersion, body } of rows.content.parked()) {
    putOrPark(rows, stream, { op: 'put', id, schemaVersion, body: JSON.parse(body) as unknown });
  }
}

/** An unreadable body leaves what is there of the same id untouched: the answer is why. */
function putOrPark({ articles, content }: Rows, stream: PullStream, item: PutItem): string | undefined {
  const read = readBody(stream, item);
  if ('reason' in read) {
    content.park(stream, item, read.reason);
    return read.reason;
  }
  content.unpark(stream, item.id);
  content.restore(stream, item.id);
  put({ articles, content }, read);
  return undefined;
}

function put({ articles, content }: Pick<Rows, 'articles' | 'content'>, read: Body): void {
  switch (read.stream) {
    case 'knowledge':
      return articles.put(read.body, 'centre');
    case 'phrases':
      return content.putPack(read.body, 'centre');
    case 'notices':
      return content.putNotice(read.body);
    case 'festivals':
      return content.putFestival(read.body);
    case 'uses':
      return articles.helped(read.body.id, read.body.helped);
    case 'procedures':
      return content.putProcedure(read.body);
    case 'questions':
      return content.putQuestions(read.body);
  }
}

/** Takes some of what a pass through a whole stream did not bring out of the file, as if the centre had said so. */
export function dropUnheard(rows: Rows, limit: number): void {
  for (const { stream, id } of rows.passes.unheard(limit)) {
    drop(rows, stream, id);
    rows.passes.forget(stream, id);
  }
}

function drop({ articles, content }: Rows, stream: PullStream, id: string): void {
  content.unpark(stream, id);
  content.withdraw(stream, id);
  if (stream === 'knowledge') articles.drop(id);
  else if (stream === 'phrases') content.dropPack(id);
  else if (stream === 'notices') content.dropNotice(id);
  else if (stream === 'festivals') content.dropFestival(id);
  else if (stream === 'uses') articles.forgetHelped(id);
  else if (stream === 'procedures') content.dropProcedure(id);
  else if (stream === 'questions') content.dropQuestions(id);
}

function readBody(stream: PullStream, item: PutItem): Body | { readonly reason: string } {
  if (item.schemaVersion > knownSchemaVersion) return { reason: `schema version ${item.schemaVersion}` };
  switch (stream) {
    case 'knowledge': {
      const read = pullBodySchemas.knowledge.safeParse(item.body);
      if (!read.success) return { reason: firstIssue(read.error) };
      return read.data.id === item.id ? { stream, body: read.data } : { reason: 'id differs' };
    }
    case 'phrases': {
      const read = pullBodySchemas.phrases.safeParse(item.body);
      if (!read.success) return { reason: firstIssue(read.error) };
      return read.data.lang === item.id ? { stream, body: read.data } : { reason: 'id differs' };
    }
    case 'notices': {
      const read = pullBodySchemas.notices.safeParse(item.body);
      if (!read.success) return { reason: firstIssue(read.error) };
      return read.data.id === item.id ? { stream, body: read.data } : { reason: 'id differs' };
    }
    case 'festivals': {
      const read = pullBodySchemas.festivals.safeParse(item.body);
      if (!read.success) return { reason: firstIssue(read.error) };
      return read.data.id === item.id ? { stream, body: read.data } : { reason: 'id differs' };
    }
    case 'uses': {
      const read = pullBodySchemas.uses.safeParse(item.body);
      if (!read.success) return { reason: firstIssue(read.error) };
      return read.data.id === item.id ? { stream, body: read.data } : { reason: 'id differs' };
    }
    case 'procedures': {
      const read = pullBodySchemas.procedures.safeParse(item.body);
      if (!read.success) return { reason: firstIssue(read.error) };
      return read.data.id === item.id ? { stream, body: read.data } : { reason: 'id differs' };
    }
    case 'questions': {
      const read = pullBodySchemas.questions.safeParse(item.body);
      if (!read.success) return { reason: firstIssue(read.error) };
      return read.data.id === item.id ? { stream, body: read.data } : { reason: 'id differs' };
    }
    default:
      throw new Error(`stream ${stream} does not belong to the knowledge store`);
  }
}

/** Where the body failed, without what stood there. */
function firstIssue(error: { issues: readonly { path: readonly PropertyKey[]; code?: string | undefined }[] }): string {
  const [issue] = error.issues;
  return `${issue?.code ?? 'invalid'} at ${issue?.path.map(String).join('.') ?? ''}`;
}
