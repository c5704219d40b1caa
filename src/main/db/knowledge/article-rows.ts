import type Database from 'better-sqlite3';
import type { Article } from '../../../shared/domain/article.ts';
import type { ArticleLanguage } from '../../../shared/domain/language.ts';
import type { ArticleId } from '../../../shared/ids.ts';
import { indexText } from '../../../shared/text/index-text.ts';
import { plainText } from '../../../shared/text/plain-text.ts';
import { rankBand } from './article-rank.ts';

export type Source = 'starter' | 'centre';

/** An article as a search result needs it. */
export interface ArticleRow {
  readonly rank: number;
  readonly id: ArticleId;
  readonly status: Article['status'];
  readonly source: Source;
  readonly valid_from: number | null;
  readonly valid_until: number | null;
  /** JSON, an ArticleHead. */
  readonly head: string;
  readonly title: string;
  readonly body: string;
}

export type ArticleHead = Omit<Article, 'title' | 'body'>;

export interface Translation {
  readonly id: ArticleId;
  readonly lang: ArticleLanguage;
  readonly title: string;
}

/** Articles and their place in the search index, always changed together; the caller opens the transaction. */
export interface ArticleRows {
  /** Stores the article unless it is there word for word; retired ones stay readable but leave the index. */
  put(article: Article, source: Source): void;
  drop(id: string): void;
  byRank(rank: number): ArticleRow | undefined;
  byId(id: string): Article | undefined;
  sourceOf(id: string): Source | undefined;
  starterIds(): string[];
  translations(of: Article): Translation[];
  /** Articles that are not retired. */
  count(): number;
  /** Writes the index entries of the next articles above `rank`; returns the last rank done, undefined at the end. */
  reindexAbove(rank: number, limit: number): number | undefined;
}

const columns = 'rank, id, status, source, valid_from, valid_until, head, title, body';

export function articleRows(db: Database.Database): ArticleRows {
  const sql = statements(db);
  return {
    put: (article, source) => put(sql, article, source),
    drop(id) {
      const old = sql.byId.get(id);
      if (!old) return;
      sql.remove.run(old.rank);
      sql.unindex.run(old.rank);
    },
    byRank: (rank) => sql.byRank.get(rank),
    byId(id) {
      const row = sql.byId.get(id);
      return row && { ...headOf(row), title: row.title, body: row.body };
    },
    sourceOf: (id) => sql.byId.get(id)?.source,
    starterIds: () => sql.starterIds.all(),
    translations: (of) => sql.translations.all(of.group, of.id),
    count: () => sql.count.get() ?? 0,
    reindexAbove(rank, limit) {
      const rows = sql.above.all(rank, limit);
      for (const row of rows.filter(({ status }) => status !== 'retired')) {
        sql.index.run(row.rank, ...indexColumns(row.title, headOf(row).tags, row.body));
      }
      return rows.at(-1)?.rank;
    },
  };
}

type Statements = ReturnType<typeof statements>;

function statements(db: Database.Database) {
  return {
    byRank: db.prepare<[number], ArticleRow>(`SELECT ${columns} FROM articles WHERE rank = ?`),
    byId: db.prepare<[string], ArticleRow>(`SELECT ${columns} FROM articles WHERE id = ?`),
    above: db.prepare<[number, number], ArticleRow>(
      `SELECT ${columns} FROM articles WHERE rank > ? ORDER BY rank LIMIT ?`,
    ),
    topRank: db
      .prepare<[number, number], number | null>('SELECT max(rank) FROM articles WHERE rank BETWEEN ? AND ?')
      .pluck(),
    insert: db.prepare(
      `INSERT INTO articles (${columns}, group_id, lang) VALUES
       (@rank, @id, @status, @source, @valid_from, @valid_until, @head, @title, @body, @group_id, @lang)`,
    ),
    remove: db.prepare('DELETE FROM articles WHERE rank = ?'),
    index: db.prepare('INSERT OR REPLACE INTO words (rowid, title, tags, body) VALUES (?, ?, ?, ?)'),
    unindex: db.prepare('DELETE FROM words WHERE rowid = ?'),
    starterIds: db.prepare<[], string>("SELECT id FROM articles WHERE source = 'starter'").pluck(),
    translations: db.prepare<[string, string], Translation>(
      "SELECT id, lang, title FROM articles WHERE group_id = ? AND id <> ? AND status <> 'retired' ORDER BY lang, id",
    ),
    count: db.prepare<[], number>("SELECT count(*) FROM articles WHERE status <> 'retired'").pluck(),
  };
}

function put(sql: Statements, article: Article, source: Source): void {
  const old = sql.byId.get(article.id);
  const { title, body, ...rest } = article;
  const head = JSON.stringify(rest);
  if (old && old.source === source && old.title === title && old.body === body && old.head === head) return;
  if (old) sql.remove.run(old.rank);
  const rank = rankFor(sql, article.usefulness, old?.rank);
  const isHidden = article.status === 'retired';
  if (old && (rank !== old.rank || isHidden)) sql.unindex.run(old.rank);
  sql.insert.run({
    rank,
    id: article.id,
    status: article.status,
    source,
    valid_from: article.validFrom ?? null,
    valid_until: article.validUntil ?? null,
    head,
    title,
    body,
    group_id: article.group,
    lang: article.lang,
  });
  if (!isHidden) sql.index.run(rank, ...indexColumns(title, article.tags, body));
}

/** The rank it had while that still says how useful it is, else the next in its band. */
function rankFor(sql: Statements, usefulness: number, old: number | undefined): number {
  const { first, last } = rankBand(usefulness);
  if (old !== undefined && old >= first && old <= last) return old;
  return (sql.topRank.get(first, last) ?? first - 1) + 1;
}

/** What `put` stored: checked when it came in. */
export function headOf(row: ArticleRow): ArticleHead {
  return JSON.parse(row.head) as ArticleHead;
}

function indexColumns(title: string, tags: readonly string[], body: string): [string, string, string] {
  return [indexText(title), indexText(tags.join('\n')), indexText(plainText(body))];
}
