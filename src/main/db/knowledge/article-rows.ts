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
  const byRank = db.prepare<[number], ArticleRow>(`SELECT ${columns} FROM articles WHERE rank = ?`);
  const byId = db.prepare<[string], ArticleRow>(`SELECT ${columns} FROM articles WHERE id = ?`);
  const above = db.prepare<[number, number], ArticleRow>(
    `SELECT ${columns} FROM articles WHERE rank > ? ORDER BY rank LIMIT ?`,
  );
  const topRank = db.prepare<[number, number], { top: number | null }>(
    'SELECT max(rank) AS top FROM articles WHERE rank BETWEEN ? AND ?',
  );
  const insert = db.prepare(
    `INSERT INTO articles (${columns}, group_id, lang) VALUES
     (@rank, @id, @status, @source, @valid_from, @valid_until, @head, @title, @body, @group_id, @lang)`,
  );
  const remove = db.prepare('DELETE FROM articles WHERE rank = ?');
  const index = db.prepare('INSERT OR REPLACE INTO words (rowid, title, tags, body) VALUES (?, ?, ?, ?)');
  const unindex = db.prepare('DELETE FROM words WHERE rowid = ?');
  const starterIds = db.prepare<[], string>("SELECT id FROM articles WHERE source = 'starter'").pluck();
  const translations = db.prepare<[string, string], Translation>(
    "SELECT id, lang, title FROM articles WHERE group_id = ? AND id <> ? AND status <> 'retired' ORDER BY lang, id",
  );
  const count = db.prepare<[], number>("SELECT count(*) FROM articles WHERE status <> 'retired'").pluck();

  const newRank = (usefulness: number): number => {
    const { first, last } = rankBand(usefulness);
    return (topRank.get(first, last)?.top ?? first - 1) + 1;
  };
  const put = (article: Article, source: Source): void => {
    const old = byId.get(article.id);
    const { title, body, ...head } = article;
    const headText = JSON.stringify(head);
    if (old && old.source === source && old.title === title && old.body === body && old.head === headText) return;
    if (old) remove.run(old.rank);
    const band = rankBand(article.usefulness);
    const keepsRank = old !== undefined && old.rank >= band.first && old.rank <= band.last;
    const rank = keepsRank ? old.rank : newRank(article.usefulness);
    if (old && (!keepsRank || article.status === 'retired')) unindex.run(old.rank);
    insert.run({
      rank,
      id: article.id,
      status: article.status,
      source,
      valid_from: article.validFrom ?? null,
      valid_until: article.validUntil ?? null,
      head: headText,
      title,
      body,
      group_id: article.group,
      lang: article.lang,
    });
    if (article.status !== 'retired') index.run(rank, ...indexColumns(title, article.tags, body));
  };
  const reindexAbove = (rank: number, limit: number): number | undefined => {
    const rows = above.all(rank, limit);
    for (const row of rows.filter(({ status }) => status !== 'retired')) {
      index.run(row.rank, ...indexColumns(row.title, headOf(row).tags, row.body));
    }
    return rows.at(-1)?.rank;
  };

  return {
    put,
    drop(id) {
      const old = byId.get(id);
      if (!old) return;
      remove.run(old.rank);
      unindex.run(old.rank);
    },
    byRank: (rank) => byRank.get(rank),
    byId(id) {
      const row = byId.get(id);
      return row && { ...headOf(row), title: row.title, body: row.body };
    },
    sourceOf: (id) => byId.get(id)?.source,
    starterIds: () => starterIds.all(),
    translations: (of) => translations.all(of.group, of.id),
    count: () => count.get() ?? 0,
    reindexAbove,
  };
}

/** What `put` stored: checked when it came in. */
export function headOf(row: ArticleRow): ArticleHead {
  return JSON.parse(row.head) as ArticleHead;
}

function indexColumns(title: string, tags: readonly string[], body: string): [string, string, string] {
  return [indexText(title), indexText(tags.join('\n')), indexText(plainText(body))];
}
