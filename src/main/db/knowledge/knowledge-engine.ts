import { existsSync, mkdirSync, statfsSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { bytesPerMb, defaultBudgetMb, type KnowledgeCache } from '../../../shared/domain/knowledge-cache.ts';
import type { ArticleId } from '../../../shared/ids.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import type { PullItem, PullStream } from '../../../shared/sync/wire.ts';
import type { PullPass } from '../directory.ts';
import type { AppliedPage, KnowledgeStoreOptions } from '../knowledge-store.ts';
import { setAside } from '../seat-files.ts';
import { failureOf, isDamage } from '../sqlite-failure.ts';
import { StorageFailure } from '../storage-failure.ts';
import { applyItems, dropUnheard, retryParked, type ParkedItem, type Rows } from './apply-page.ts';
import { articleRows } from './article-rows.ts';
import { contentRows } from './content-rows.ts';
import { areIndexRulesCurrent, checkIndexRules, writeNextEntries } from './index-upkeep.ts';
import { DamagedFile, knowledgePath, moveLog, openKnowledgeFile } from './knowledge-file.ts';
import { passRows } from './pass-rows.ts';
import { isStarterCurrent, takeOverStarter } from './starter-content.ts';
import { mergeParts } from './word-index.ts';

interface OpenFile {
  readonly db: Database.Database;
  readonly rows: Rows;
}

/**
 * The writing half of the knowledge store within its worker: opens the file and keeps it up. A file in which it meets
 * damage is closed at once and replaced by `replace`, when nothing else holds it any more.
 */
export class KnowledgeEngine {
  readonly #options: KnowledgeStoreOptions;
  #file: OpenFile | undefined;
  /** Closed because of damage, and not replaced yet. */
  #isDamaged = false;
  #upkeep: NodeJS.Timeout | undefined;
  #budget: number;
  /** Why the last page could not be kept. */
  #problem: AppError | undefined;

  constructor(options: KnowledgeStoreOptions) {
    this.#options = options;
    this.#budget = options.budget ?? defaultBudgetMb * bytesPerMb;
  }

  open(): Result<{ warnings: readonly AppError[]; cached: number }> {
    const warnings: AppError[] = [];
    try {
      if (!this.#file) {
        mkdirSync(this.#options.folder, { recursive: true, mode: 0o700 });
        const opened = this.#openSound(warnings);
        if (!opened.ok) return opened;
        this.#use(opened.value);
      }
      return ok({ warnings, cached: this.#file?.rows.articles.count() ?? 0 });
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      return err(failure);
    }
  }

  /** Sets a file aside in which damage was met, and begins anew with the starter content. */
  replace(): Result<{ warnings: readonly AppError[]; cached: number }> {
    this.close();
    // Stays so where no new one can be made, such as on a full disk: the next call tries again.
    this.#isDamaged = true;
    const warnings = existsSync(knowledgePath(this.#options.folder)) ? [this.#setAside()] : [];
    const opened = this.open();
    if (!opened.ok) return opened;
    this.#isDamaged = false;
    this.#problem = damaged().error;
    return ok({ ...opened.value, warnings: [...warnings, ...opened.value.warnings] });
  }

  pullCursor(stream: PullStream): string | undefined {
    return this.#guard(({ rows }) => rows.content.cursor(stream));
  }

  applyPull(stream: PullStream, items: readonly PullItem[], cursor: string, pass = aPage): AppliedPage {
    let parked: readonly ParkedItem[] = [];
    const kept = this.#keep((rows) => {
      parked = applyItems(rows, stream, items);
      rows.passes.advance(stream, items, pass);
      rows.content.setCursor(stream, cursor);
    });
    return { ...kept, ...(parked.length > 0 && { parked }) };
  }

  parkPage(stream: PullStream, from: string | undefined, to: string): { cached: number } {
    return this.#keep(({ content, passes }) => {
      passes.parkPage(stream, from);
      content.setCursor(stream, to);
    });
  }

  mendPage(stream: PullStream, from: string | undefined, items: readonly PullItem[]): { cached: number } {
    return this.#keep((rows) => {
      applyItems(rows, stream, items);
      rows.passes.advance(stream, items, aPage);
      rows.passes.unparkPage(stream, from);
    });
  }

  parkedPages(stream: PullStream): (string | undefined)[] {
    return this.#guard(({ rows }) => rows.passes.parkedPages(stream));
  }

  /** Whether a pass through all articles is under way and told to wait. */
  isResting(): boolean {
    return this.#guard(({ rows }) => rows.passes.isResting());
  }

  rest(isResting: boolean): void {
    this.#guard(({ rows }) => rows.passes.rest(isResting));
  }

  used(id: ArticleId, points: number): void {
    this.#guard((file) => {
      write(file, () => file.rows.articles.used(id, points));
      this.#scheduleUpkeep(file);
    });
  }

  /** What the file may grow to, bytes. One that is larger already stays as it is. */
  setBudget(bytes: number): void {
    this.#budget = bytes;
    this.#guard(({ db }) => limitSize(db, bytes));
  }

  cache(): KnowledgeCache {
    return this.#guard(({ db, rows: { articles, passes } }) => {
      const fill = passes.fill();
      return {
        cached: articles.count(),
        ...(fill && { fill }),
        isPaused: passes.isResting(),
        parked: passes.parkedCount(),
        bytes: numberOf(db, 'page_count') * numberOf(db, 'page_size'),
        budget: this.#budget,
        ...(this.#problem && { problem: this.#problem }),
      };
    });
  }

  close(): void {
    if (this.#upkeep) clearTimeout(this.#upkeep);
    this.#file?.db.close();
    this.#file = undefined;
  }

  /** One transaction of the pull. Why one failed is told until the next one comes through. */
  #keep(work: (rows: Rows) => void): { cached: number } {
    try {
      const kept = this.#guard((file) => {
        write(file, () => work(file.rows));
        this.#scheduleUpkeep(file);
        return { cached: file.rows.articles.count() };
      });
      this.#problem = undefined;
      return kept;
    } catch (error) {
      if (!(error instanceof StorageFailure)) throw error;
      this.#problem = this.#isOverBudget(error) ? appError('storage.overBudget', 'user') : error.error;
      throw new StorageFailure(this.#problem);
    }
  }

  /** SQLite says the same of a disk that is full and of a file that may not grow. */
  #isOverBudget({ error }: StorageFailure): boolean {
    if (error.code !== 'storage.diskFull') return false;
    const { bavail, bsize } = statfsSync(this.#options.folder);
    return bavail * bsize > roomOfAPage;
  }

  /** Turns expected failures into StorageFailure; a damaged file is closed first. */
  #guard<T>(work: (file: OpenFile) => T): T {
    if (this.#isDamaged) throw damaged();
    if (!this.#file) throw new Error('the knowledge store is not open');
    try {
      return work(this.#file);
    } catch (error) {
      if (!isDamaged(error)) throw asFailure(error);
      this.close();
      this.#isDamaged = true;
      throw damaged();
    }
  }

  #openSound(warnings: AppError[]): Result<OpenFile> {
    try {
      return this.#openFile();
    } catch (error) {
      if (!isDamaged(error)) throw error;
      warnings.push(this.#setAside());
      return this.#openFile();
    }
  }

  #setAside(): AppError {
    const { folder } = this.#options;
    const place = setAside(folder, knowledgePath(folder), [], Date.now());
    return appError('storage.damaged', 'none', { file: fileName, place });
  }

  #openFile(): Result<OpenFile> {
    const opened = openKnowledgeFile(this.#options.folder);
    if (!opened.ok) return opened;
    const db = opened.value;
    try {
      const file: OpenFile = {
        db,
        rows: { articles: articleRows(db), content: contentRows(db), passes: passRows(db) },
      };
      limitSize(db, this.#budget);
      bringUpToDate(file, this.#options.starter);
      return ok(file);
    } catch (error) {
      db.close();
      throw error;
    }
  }

  #use(file: OpenFile): void {
    this.#file = file;
    this.#scheduleUpkeep(file);
  }

  #scheduleUpkeep(file: OpenFile): void {
    if (this.#upkeep) clearTimeout(this.#upkeep);
    this.#upkeep = setTimeout(() => this.#keepUp(file), upkeepPauseMs);
  }

  /** In the pauses between calls: an index of other rules is written anew, and parts of the index are merged. */
  #keepUp(file: OpenFile): void {
    try {
      const hasMore = this.#guard(() => upkeep(file));
      if (hasMore) this.#scheduleUpkeep(file);
    } catch (error) {
      // A full or busy disk: the index stays as it is until the next start. Damage: whoever calls next hears of it.
      if (!(error instanceof StorageFailure)) throw error;
    }
  }
}

const fileName = 'knowledge.db';
/** Between two steps of upkeep: whoever waits comes first, and the processor is left to others. */
const upkeepPauseMs = 5;

/** A page of a stream of which nothing else is known. */
const aPage: PullPass = { isFirst: false, isLast: false };
/** Bytes that the largest page may take with all that its index writes along. */
const roomOfAPage = 32 * 1024 * 1024;
/** Entries dropped at a time. */
const droppedAtOnce = 100;

/** Some of what can wait for a pause. True while there is more. */
function upkeep(file: OpenFile): boolean {
  const { db, rows } = file;
  if (rows.passes.unheard(1).length > 0) {
    write(file, () => dropUnheard(rows, droppedAtOnce));
    return true;
  }
  if (writeNextEntries(db, rows) || mergeParts(db)) return true;
  moveLog(db);
  return false;
}

function limitSize(db: Database.Database, bytes: number): void {
  db.pragma(`max_page_count = ${Math.max(1, Math.floor(bytes / numberOf(db, 'page_size')))}`);
}

function numberOf(db: Database.Database, pragma: 'page_count' | 'page_size'): number {
  return Number(db.pragma(pragma, { simple: true }));
}

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

function write({ db, rows }: OpenFile, work: () => void): void {
  try {
    db.transaction(() => {
      work();
      rows.articles.flush();
    }).immediate();
  } catch (error) {
    rows.articles.forget();
    throw error;
  }
}

function damaged(): StorageFailure {
  return new StorageFailure(appError('storage.damaged', 'auto', { file: fileName }));
}

function isDamaged(error: unknown): boolean {
  return error instanceof DamagedFile || isDamage(error);
}

function asFailure(error: unknown): unknown {
  const failure = failureOf(error);
  return failure ? new StorageFailure(failure) : error;
}
