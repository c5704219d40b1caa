import { chmodSync, closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type Database from 'better-sqlite3';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { migrate, type Migration } from '../migrate.ts';
import { checkpoint, isSound, openDatabase } from '../open-database.ts';
import { failureOf, isDamage } from '../sqlite-failure.ts';
import { publishedContent } from './migrations/0001-published-content.ts';
import { oneColumnIndex } from './migrations/0002-one-column-index.ts';
import { centreFestivals } from './migrations/0003-festivals.ts';
import { passes } from './migrations/0004-passes.ts';
import { twoTableIndex } from './migrations/0005-two-table-index.ts';
import { helpedAndEnclosures } from './migrations/0006-helped-and-enclosures.ts';
import { centreProcedures } from './migrations/0007-centre-procedures.ts';
import { patientIndex } from './migrations/0008-patient-index.ts';
import { morePatientIndex } from './migrations/0009-more-patient-index.ts';

const migrations: readonly Migration[] = [
  ...[publishedContent, oneColumnIndex, centreFestivals],
  ...[passes, twoTableIndex, helpedAndEnclosures],
  ...[centreProcedures, patientIndex, morePatientIndex],
];

/** Files up to this size are read through when opened, which finds damage that a first search might miss. */
const soundnessLimit = 8 * 1024 * 1024;
/** KiB of pages kept in memory; a search over 200,000 articles reads a few hundred of them. */
const cacheKib = 65_536;
/** Pages in the log after which a commit moves them into the file, should there be no pause to do it in: 64 MB. */
const checkpointPages = 16_000;
/** Pages in the log that are worth a pause. A changed article writes some 25. */
const worthMoving = 1000;
const headerSize = 100;
const magic = 'SQLite format 3\0';
const userVersionOffset = 60;
const pageSizeOffset = 16;
const pageCountOffset = 28;
/** Articles read when a large file is opened. */
const looksTaken = 64;

export function knowledgePath(folder: string): string {
  return join(folder, 'knowledge.db');
}

/** What is wrong with a file that is there; thrown like SQLite's own error for damage. */
export class DamagedFile extends Error {}

/**
 * Opens or creates knowledge.db with the newest schema. storage.newerVersion without touching a file of a newer build;
 * throws DamagedFile or SqliteError for one that cannot be read.
 */
export function openKnowledgeFile(folder: string): Result<Database.Database> {
  const path = knowledgePath(folder);
  // Looked at before SQLite does, which would already fold a log left behind into the file.
  const found = versionInHeader(path);
  if (found > migrations.length) {
    return err(appError('storage.newerVersion', 'none', { file: 'knowledge.db', found, known: migrations.length }));
  }
  makePrivate(path);
  const db = openDatabase(path, { isExclusive: false });
  try {
    // A cache: what a power cut takes comes again with the cursor that it takes as well.
    db.pragma('synchronous = NORMAL');
    db.pragma(`wal_autocheckpoint = ${checkpointPages}`);
    const migrated = migrate(db, migrations);
    if (!migrated.ok) {
      db.close();
      return migrated;
    }
    const isSmall = statSync(path).size <= soundnessLimit;
    if (isSmall ? !isSound(db) : !isLikelySound(db, path)) throw new DamagedFile('knowledge.db is not sound');
    db.pragma(`cache_size = -${cacheKib}`);
    return ok(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A connection of its own that only reads: it goes on while another writes. */
export function openToRead(folder: string): Database.Database {
  const db = new SqliteDatabase(knowledgePath(folder), { readonly: true, fileMustExist: true });
  db.pragma('trusted_schema = OFF');
  db.pragma(`cache_size = -${cacheKib}`);
  return db;
}

/** Moves a log that has grown into the file, in some ten ms. Whether it had. */
export function moveLog(db: Database.Database): boolean {
  const [state] = db.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[];
  if (!state || state.log - state.checkpointed < worthMoving) return false;
  checkpoint(db);
  return true;
}

/** Reads all of the file, its indexes included, on a connection of its own. A file that is gone or busy says nothing. */
export function isFileSound(folder: string): boolean {
  try {
    const db = openToRead(folder);
    try {
      return db.pragma('integrity_check(1)', { simple: true }) === 'ok';
    } finally {
      db.close();
    }
  } catch (error) {
    if (isDamage(error)) return false;
    if (failureOf(error) || !existsSync(knowledgePath(folder))) return true;
    throw error;
  }
}

/**
 * What can be said of a large file in a few milliseconds: it is as long as it says, and articles from all over it can be
 * read. The rest is looked at in a pause, see isFileSound.
 */
function isLikelySound(db: Database.Database, path: string): boolean {
  const log = `${path}-wal`;
  const isWhole = existsSync(log) && statSync(log).size > 0 ? true : statSync(path).size >= sizeInHeader(path);
  if (!isWhole) return false;
  const nextAfter = db.prepare<[number]>('SELECT * FROM articles WHERE rank > ? LIMIT 1');
  const top = db.prepare<[], number>('SELECT max(rank) FROM articles').pluck().get() ?? 0;
  for (let part = 0; part < looksTaken; part++) nextAfter.get(Math.floor((top * part) / looksTaken));
  return true;
}

/** Its log and shared memory take the mode over. */
function makePrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

/**
 * `user_version` as it stands in the file; 0 where there is no file, or an empty one. Throws DamagedFile for a header
 * that is not SQLite's, before SQLite sees it and throws away the log beside it.
 */
function versionInHeader(path: string): number {
  if (!existsSync(path) || statSync(path).size === 0) return 0;
  const header = readHeader(path);
  if (header.toString('latin1', 0, magic.length) !== magic) throw new DamagedFile('knowledge.db has no header');
  return header.readUInt32BE(userVersionOffset);
}

/** Bytes, by page size (1 stands for 65,536) and count of pages. */
function sizeInHeader(path: string): number {
  const header = readHeader(path);
  const pageSize = header.readUInt16BE(pageSizeOffset);
  return (pageSize === 1 ? 65_536 : pageSize) * header.readUInt32BE(pageCountOffset);
}

function readHeader(path: string): Buffer {
  const header = Buffer.alloc(headerSize);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, headerSize, 0);
  } finally {
    closeSync(file);
  }
  return header;
}
