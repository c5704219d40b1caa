import type Database from 'better-sqlite3';
import type { ArticleMark } from '../../../shared/domain/article-mark.ts';
import type { ArticleId } from '../../../shared/ids.ts';

export interface ArticleMarkQueries {
  put(mark: ArticleMark): void;
  get(id: ArticleId): ArticleMark | undefined;
  /** Read last first. */
  list(): ArticleMark[];
  /** Of those neither pinned nor noted at, all but the newest so many. */
  forget(keep: number): void;
}

export function createArticleMarkQueries(db: Database.Database): ArticleMarkQueries {
  const put = db.prepare<[string, number, number, string]>(
    `INSERT INTO article_marks (id, is_kept, read_at, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET is_kept = excluded.is_kept, read_at = excluded.read_at, body = excluded.body`,
  );
  const get = db.prepare<[string], string>('SELECT body FROM article_marks WHERE id = ?').pluck();
  const list = db.prepare<[], string>('SELECT body FROM article_marks ORDER BY read_at DESC, id').pluck();
  const forget = db.prepare<[number]>(
    `DELETE FROM article_marks WHERE is_kept = 0 AND id NOT IN
       (SELECT id FROM article_marks WHERE is_kept = 0 ORDER BY read_at DESC, id LIMIT ?)`,
  );
  const parse = (body: string): ArticleMark => JSON.parse(body) as ArticleMark;
  return {
    put: (mark) => void put.run(mark.id, mark.isPinned || mark.note !== '' ? 1 : 0, mark.read.at, JSON.stringify(mark)),
    get: (id) => {
      const body = get.get(id);
      return body === undefined ? undefined : parse(body);
    },
    list: () => list.all().map(parse),
    forget: (keep) => void forget.run(keep),
  };
}
