import { mkdirSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { SearchAnswer } from '../../../shared/domain/article.ts';
import type { Notice } from '../../../shared/domain/notice.ts';
import type { PhrasePack } from '../../../shared/domain/phrase.ts';
import type { ArticleId } from '../../../shared/ids.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import type { PullItem, PullStream } from '../../../shared/sync/wire.ts';
import type { KnowledgeStore, KnowledgeStoreOptions } from '../knowledge-store.ts';
import { setAside } from '../seat-files.ts';
import { failureOf, isDamage } from '../sqlite-failure.ts';
import { StorageFailure } from '../storage-failure.ts';
import { applyItems, retryParked, type Rows } from './apply-page.ts';
import { articleRows } from './article-rows.ts';
import { contentRows } from './content-rows.ts';
import { areIndexRulesCurrent, checkIndexRules, writeNextEntries } from './index-upkeep.ts';
import { DamagedFile, knowledgePath, openKnowledgeFile } from './knowledge-file.ts';
import { articleSearch, type Search } from './search-articles.ts';
import { isStarterCurrent, takeOverStarter } from './starter-content.ts';

interface OpenFile {
  readonly db: Database.Database;
  readonly rows: Rows;
  readonly search: Search;
  cached: number;
}

type Answer<K extends keyof KnowledgeStore> = Awaited<ReturnType<KnowledgeStore[K]>>;

/** The knowledge store within its worker: the same operations, done at once. */
export class KnowledgeEngine {
  readonly #options: KnowledgeStoreOptions;
  #file: OpenFile | undefined;
  /** Found while working; told at the next opening. */
  #warnings: AppError[] = [];
  #upkeep: NodeJS.Immediate | undefined;

  constructor(options: KnowledgeStoreOptions) {
    this.#options = options;
  }

  open(): Result<{ warnings: readonly AppError[]; cached: number }> {
    let cached = this.#file?.cached ?? 0;
    try {
      if (!this.#file) {
        mkdirSync(this.#options.folder, { recursive: true, mode: 0o700 });
        const opened = this.#openSound();
        if (!opened.ok) return opened;
        this.#use(opened.value);
        cached = opened.value.cached;
      }
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      return err(failure);
    }
    const warnings = this.#warnings;
    this.#warnings = [];
    return ok({ warnings, cached });
  }

  search(query: string, limit: number, now: number): SearchAnswer {
    return this.#read((file) => ({ ...file.search(query, limit, now), cached: file.cached }));
  }

  article(id: ArticleId): Answer<'article'> {
    return this.#read(({ rows: { articles } }) => {
      const article = articles.byId(id);
      return article && { article, translations: articles.translations(article) };
    });
  }

  packs(): PhrasePack[] {
    return this.#read(({ rows }) => rows.content.packs());
  }

  notices(now: number): Notice[] {
    return this.#read(({ rows }) => rows.content.notices(now));
  }

  pullCursor(stream: PullStream): string | undefined {
    return this.#read(({ rows }) => rows.content.cursor(stream));
  }

  /** Throws storage.damaged when the file had to be replaced: the page then belongs to a cursor that is gone. */
  applyPull(stream: PullStream, items: readonly PullItem[], cursor: string): { cached: number } {
    return this.#guard((file) => {
      write(file, () => {
        applyItems(file.rows, stream, items);
        file.rows.content.setCursor(stream, cursor);
      });
      return { cached: file.cached };
    });
  }

  close(): void {
    if (this.#upkeep) clearImmediate(this.#upkeep);
    this.#file?.db.close();
    this.#file = undefined;
  }

  /** A read that meets damage is done again on the fresh file. */
  #read<T>(work: (file: OpenFile) => T): T {
    try {
      return this.#guard(work);
    } catch (error) {
      if (error instanceof StorageFailure && error.error.code === 'storage.damaged') return this.#guard(work);
      throw error;
    }
  }

  /** Turns expected failures into StorageFailure; a damaged file is set aside and replaced first. */
  #guard<T>(work: (file: OpenFile) => T): T {
    if (!this.#file) throw new Error('the knowledge store is not open');
    try {
      return work(this.#file);
    } catch (error) {
      if (!isDamaged(error)) throw asFailure(error);
      this.close();
      const replaced = this.#replaceFile();
      if (!replaced.ok) throw new StorageFailure(replaced.error);
      this.#use(replaced.value);
      throw new StorageFailure(appError('storage.damaged', 'auto', { file: fileName }));
    }
  }

  #openSound(): Result<OpenFile> {
    try {
      return this.#openFile();
    } catch (error) {
      if (!isDamaged(error)) throw error;
      return this.#replaceFile();
    }
  }

  #replaceFile(): Result<OpenFile> {
    const { folder } = this.#options;
    const place = setAside(folder, knowledgePath(folder), [], Date.now());
    this.#warnings.push(appError('storage.damaged', 'none', { file: fileName, place }));
    return this.#openFile();
  }

  #openFile(): Result<OpenFile> {
    const opened = openKnowledgeFile(this.#options.folder);
    if (!opened.ok) return opened;
    const db = opened.value;
    try {
      const rows: Rows = { articles: articleRows(db), content: contentRows(db) };
      const file: OpenFile = { db, rows, search: articleSearch(db, rows.articles), cached: rows.articles.count() };
      bringUpToDate(file, this.#options.starter);
      return ok(file);
    } catch (error) {
      db.close();
      throw error;
    }
  }

  #use(file: OpenFile): void {
    this.#file = file;
    this.#upkeep = setImmediate(() => this.#keepUp(file));
  }

  /** Between two calls; an index of older rules is written anew this way while searches go on. */
  #keepUp(file: OpenFile): void {
    try {
      const hasMore = this.#guard(() => writeNextEntries(file.db, file.rows));
      if (hasMore) this.#upkeep = setImmediate(() => this.#keepUp(file));
    } catch (error) {
      // A full or busy disk: the index stays as it is until the next start.
      if (!(error instanceof StorageFailure)) throw error;
    }
  }
}

const fileName = 'knowledge.db';

/** Writes only what changed since the last opening; mostly nothing. */
function bringUpToDate(file: OpenFile, starter: KnowledgeStoreOptions['starter']): void {
  const { db, rows } = file;
  if (isStarterCurrent(rows, starter) && areIndexRulesCurrent(rows) && rows.content.parked().length === 0) return;
  write(file, () => {
    checkIndexRules(db, rows);
    retryParked(rows);
    takeOverStarter(rows, starter);
  });
}

function write(file: OpenFile, work: () => void): void {
  file.db.transaction(work).immediate();
  file.cached = file.rows.articles.count();
}

function isDamaged(error: unknown): boolean {
  return error instanceof DamagedFile || isDamage(error);
}

function asFailure(error: unknown): unknown {
  const failure = failureOf(error);
  return failure ? new StorageFailure(failure) : error;
}
