import type Database from 'better-sqlite3';
import type { InsteadQuery, SearchAnswer, SearchWish } from '../../../shared/domain/article.ts';
import type { CentreFestival } from '../../../shared/domain/festival.ts';
import type { Notice } from '../../../shared/domain/notice.ts';
import type { PhrasePack } from '../../../shared/domain/phrase.ts';
import type { Procedure } from '../../../shared/domain/procedure.ts';
import type { PublishedQuestions } from '../../../shared/domain/top-questions.ts';
import type { ArticleId } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import type { KnowledgeStore } from '../knowledge-store.ts';
import { failureOf } from '../sqlite-failure.ts';
import { StorageFailure } from '../storage-failure.ts';
import type { Rows } from './apply-page.ts';
import { articleRows } from './article-rows.ts';
import { contentRows } from './content-rows.ts';
import { openToRead } from './knowledge-file.ts';
import { passRows } from './pass-rows.ts';
import { articleSearch, type Help, type Search } from './search-articles.ts';

interface OpenFile {
  readonly db: Database.Database;
  readonly rows: Rows;
  readonly search: Search;
  readonly instead: Help;
}

/**
 * The reading half of the knowledge store within a worker of its own: a search goes on while a page from the centre is
 * written. Opens a file that the writing half has opened before. Throws StorageFailure; after damage it has let go of the
 * file, which can then be replaced.
 */
export class KnowledgeReader {
  readonly #folder: string;
  #file: OpenFile | undefined;
  /** Closed because of damage, and not opened anew yet. */
  #isDamaged = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Takes hold of the file that is there now. */
  open(): void {
    this.close();
    const db = openToRead(this.#folder);
    try {
      const rows: Rows = { articles: articleRows(db), content: contentRows(db), passes: passRows(db) };
      this.#isDamaged = false;
      this.#file = { db, rows, ...articleSearch(db, rows.articles) };
    } catch (error) {
      db.close();
      throw asFailure(error);
    }
  }

  search(query: string, limit: number, now: number, wish?: SearchWish): SearchAnswer {
    return this.#read(({ search, rows }) => ({
      ...search(query, limit, now, wish),
      cached: rows.articles.count(),
    }));
  }

  instead(query: string, now: number, wish?: SearchWish): InsteadQuery[] {
    return this.#read(({ instead }) => instead(query, now, wish));
  }

  article(id: ArticleId): Awaited<ReturnType<KnowledgeStore['article']>> {
    return this.#read(({ rows: { articles } }) => {
      const article = articles.byId(id);
      return article && { article, translations: articles.translations(article), helped: articles.helpedCount(id) };
    });
  }

  enclosures(): { sha256: string; size: number }[] {
    return this.#read(({ rows }) => rows.articles.enclosures());
  }

  packs(): PhrasePack[] {
    return this.#read(({ rows }) => rows.content.packs());
  }

  notices(now: number): Notice[] {
    return this.#read(({ rows }) => rows.content.notices(now));
  }

  festivals(): CentreFestival[] {
    return this.#read(({ rows }) => rows.content.festivals());
  }

  procedures(): Procedure[] {
    return this.#read(({ rows }) => rows.content.procedures());
  }

  questions(): PublishedQuestions | undefined {
    return this.#read(({ rows }) => rows.content.questions());
  }

  /** Until it is opened again, whoever reads hears of damage: it is closed for nothing else. */
  close(): void {
    this.#isDamaged ||= this.#file !== undefined;
    this.#file?.db.close();
    this.#file = undefined;
  }

  #read<T>(work: (file: OpenFile) => T): T {
    if (this.#isDamaged) throw new StorageFailure(appError('storage.damaged', 'auto', { file: 'knowledge.db' }));
    if (!this.#file) throw new Error('the knowledge store is not open');
    try {
      return work(this.#file);
    } catch (error) {
      const failure = asFailure(error);
      if (failure instanceof StorageFailure && failure.error.code === 'storage.damaged') {
        this.close();
        this.#isDamaged = true;
      }
      throw failure;
    }
  }
}

function asFailure(error: unknown): unknown {
  const failure = failureOf(error);
  return failure ? new StorageFailure(failure) : error;
}
