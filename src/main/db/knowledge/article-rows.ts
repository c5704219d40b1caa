import type Database from 'better-sqlite3';
import type { Article } from '../../../shared/domain/article.ts';
import { helpedPoints } from '../../../shared/domain/article-mark.ts';
import type { ArticleLanguage } from '../../../shared/domain/language.ts';
import type { ArticleId } from '../../../shared/ids.ts';
import { rankBand, staticScore, useBonus } from './article-rank.ts';
import { articleWords, type ArticleWords } from './article-words.ts';
import { wordIndex, type WordIndex } from './word-index.ts';

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

/**
 * Articles and their place in the search index, always changed together: the caller opens the transaction and calls
 * `flush` at its end, or `forget` when it failed.
 */
export interface ArticleRows {
  /** Stores the article unless it is there word for word; retired ones stay readable but leave the index. */
  put(article: Article, source: Source): void;
  drop(id: string): void;
  /** It was of use here, by so many points: it moves up among those that say the same as well. */
  used(id: string, points: number): void;
  /** What the centre counted of it: how often it helped. Its place follows. */
  helped(id: string, count: number): void;
  /** The centre says nothing of it any more. */
  forgetHelped(id: string): void;
  helpedCount(id: string): number;
  /** Files that the centre's articles name, in the order of their ranks; one of several articles as often. */
  enclosures(): { sha256: string; size: number }[];
  byRank(rank: number): ArticleRow | undefined;
  byId(id: string): Article | undefined;
  sourceOf(id: string): Source | undefined;
  starterIds(): string[];
  translations(of: Article): Translation[];
  /** Articles that are not retired. */
  count(): number;
  /** Hands the entries of the next articles above `rank` to `write`; returns the last rank done, undefined at the end. */
  indexAbove(rank: number, limit: number, write: (rank: number, entry: ArticleWords) => void): number | undefined;
  flush(): void;
  forget(): void;
}

const columns = 'rank, id, status, source, valid_from, valid_until, head, title, body';

export function articleRows(db: Database.Database): ArticleRows {
  const sql = statements(db);
  const index = wordIndex(db);
  // How many articles came and went in this transaction.
  let growth = 0;
  return {
    put(article, source) {
      growth += put(sql, index, article, source);
    },
    drop(id) {
      const old = sql.byId.get(id);
      if (!old) return;
      sql.remove.run(old.rank);
      sql.forgetEnclosures.run(id);
      if (old.status === 'retired') return;
      index.remove(old.rank);
      growth -= 1;
    },
    used(id, points) {
      if (sql.byId.get(id) === undefined) return;
      sql.addUse.run(id, points);
      rerank(sql, index, id);
    },
    helped(id, count) {
      sql.putHelped.run(id, count);
      rerank(sql, index, id);
    },
    forgetHelped(id) {
      sql.dropHelped.run(id);
      rerank(sql, index, id);
    },
    enclosures: () => sql.enclosures.all(),
    helpedCount: (id) => sql.helped.get(id) ?? 0,
    byRank: (rank) => sql.byRank.get(rank),
    byId(id) {
      const row = sql.byId.get(id);
      return row && { ...headOf(row), title: row.title, body: row.body };
    },
    sourceOf: (id) => sql.byId.get(id)?.source,
    starterIds: () => sql.starterIds.all(),
    translations: (of) => sql.translations.all(of.group, of.id),
    count: () => sql.count.get() ?? 0,
    indexAbove(rank, limit, write) {
      const rows = sql.above.all(rank, limit);
      for (const row of rows.filter(({ status }) => status !== 'retired')) {
        write(row.rank, articleWords({ ...headOf(row), title: row.title, body: row.body }));
      }
      return rows.at(-1)?.rank;
    },
    flush() {
      index.flush();
      if (growth !== 0) sql.grow.run(growth);
      growth = 0;
    },
    forget() {
      index.forget();
      growth = 0;
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
    freeAfter: db
      .prepare<[number], number>(
        `SELECT rank + 1 FROM articles AS taken WHERE rank >= ?
         AND NOT EXISTS (SELECT 1 FROM articles WHERE rank = taken.rank + 1) ORDER BY rank LIMIT 1`,
      )
      .pluck(),
    insert: db.prepare(
      `INSERT INTO articles (${columns}, group_id, lang) VALUES
       (@rank, @id, @status, @source, @valid_from, @valid_until, @head, @title, @body, @group_id, @lang)`,
    ),
    replace: db.prepare(
      `UPDATE articles SET status = @status, source = @source, valid_from = @valid_from, valid_until = @valid_until,
              head = @head, title = @title, body = @body, group_id = @group_id, lang = @lang
        WHERE rank = @rank AND id = @id`,
    ),
    remove: db.prepare('DELETE FROM articles WHERE rank = ?'),
    addUse: db.prepare(
      'INSERT INTO uses (id, points) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET points = points + excluded.points',
    ),
    points: db.prepare<[string], number>('SELECT points FROM uses WHERE id = ?').pluck(),
    forgetEnclosures: db.prepare('DELETE FROM enclosures WHERE article_id = ?'),
    addEnclosure: db.prepare('INSERT OR IGNORE INTO enclosures (article_id, sha256, size) VALUES (?, ?, ?)'),
    enclosures: db.prepare<[], { sha256: string; size: number }>(
      `SELECT sha256, size FROM enclosures JOIN articles ON articles.id = article_id
        ORDER BY rank, sha256`,
    ),
    putHelped: db.prepare('INSERT OR REPLACE INTO helped (id, count) VALUES (?, ?)'),
    dropHelped: db.prepare('DELETE FROM helped WHERE id = ?'),
    helped: db.prepare<[string], number>('SELECT count FROM helped WHERE id = ?').pluck(),
    move: db.prepare('UPDATE articles SET rank = ? WHERE rank = ?'),
    starterIds: db.prepare<[], string>("SELECT id FROM articles WHERE source = 'starter'").pluck(),
    translations: db.prepare<[string, string], Translation>(
      "SELECT id, lang, title FROM articles WHERE group_id = ? AND id <> ? AND status <> 'retired' ORDER BY lang, id",
    ),
    count: db.prepare<[], number>("SELECT CAST(value AS INTEGER) FROM state WHERE name = 'count'").pluck(),
    grow: db.prepare("UPDATE state SET value = CAST(CAST(value AS INTEGER) + ? AS TEXT) WHERE name = 'count'"),
  };
}

/** By how much the number of articles that are not retired grows: -1, 0 or 1. */
function put(sql: Statements, index: WordIndex, article: Article, source: Source): number {
  const old = sql.byId.get(article.id);
  const { title, body, ...rest } = article;
  const head = JSON.stringify(rest);
  if (old && old.source === source && old.title === title && old.body === body && old.head === head) return 0;
  const rank = rankFor(sql, scoreOf(sql, article), old?.rank);
  const isHidden = article.status === 'retired';
  const wasShown = old !== undefined && old.status !== 'retired';
  if (wasShown && (rank !== old.rank || isHidden)) index.remove(old.rank);
  if (old) sql.forgetEnclosures.run(article.id);
  // What comes with the desk brings its files along.
  const enclosures = isHidden || source === 'starter' ? [] : (article.enclosures ?? []);
  for (const { sha256, size } of enclosures) sql.addEnclosure.run(article.id, sha256, size);
  // A changed text leaves the keys of its row where they are.
  const isInPlace = rank === old?.rank;
  if (old && !isInPlace) sql.remove.run(old.rank);
  const write = isInPlace ? sql.replace : sql.insert;
  write.run({
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
  if (!isHidden) index.put(rank, () => articleWords(article));
  return Number(!isHidden) - Number(wasShown);
}

function scoreOf(sql: Statements, article: Pick<Article, 'id' | 'usefulness' | 'updatedAt'>): number {
  const { id } = article;
  return staticScore(article) + useBonus((sql.points.get(id) ?? 0) + helpedPoints * (sql.helped.get(id) ?? 0));
}

function rerank(sql: Statements, index: WordIndex, id: string): void {
  const row = sql.byId.get(id);
  if (!row) return;
  const article = { ...headOf(row), title: row.title, body: row.body };
  const rank = rankFor(sql, scoreOf(sql, article), row.rank);
  if (rank === row.rank) return;
  sql.move.run(rank, row.rank);
  if (row.status === 'retired') return;
  index.remove(row.rank);
  index.put(rank, () => articleWords(article));
}

/**
 * The rank it had while that still says what it is worth, else the next in its band; in a band that was used to its end
 * the first that is free from there on.
 */
function rankFor(sql: Statements, score: number, old: number | undefined): number {
  const { first, last } = rankBand(score);
  if (old !== undefined && old >= first && old <= last) return old;
  const top = sql.topRank.get(first, last) ?? first - 1;
  return top < last ? top + 1 : (sql.freeAfter.get(first) ?? last + 1);
}

/** What `put` stored: checked when it came in. */
export function headOf(row: ArticleRow): ArticleHead {
  return JSON.parse(row.head) as ArticleHead;
}
