import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { migrate, type Migration } from '../migrate.ts';
import { isSound, openDatabase } from '../open-database.ts';
import { publishedContent } from './migrations/0001-published-content.ts';

const migrations: readonly Migration[] = [publishedContent];

/** Files up to this size are read through when opened, which finds damage that a first search might miss. */
const soundnessLimit = 8 * 1024 * 1024;
/** KiB of pages kept in memory; a search over 200,000 articles reads a few hundred of them. */
const cacheKib = 65_536;
const headerSize = 100;
const magic = 'SQLite format 3\0';
const userVersionOffset = 60;

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
  const db = openDatabase(path, { isExclusive: true });
  try {
    const migrated = migrate(db, migrations);
    if (!migrated.ok) {
      db.close();
      return migrated;
    }
    if (statSync(path).size <= soundnessLimit && !isSound(db)) throw new DamagedFile('knowledge.db is not sound');
    db.pragma(`cache_size = -${cacheKib}`);
    return ok(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * `user_version` as it stands in the file; 0 where there is no file, or an empty one. Throws DamagedFile for a header
 * that is not SQLite's, before SQLite sees it and throws away the log beside it.
 */
function versionInHeader(path: string): number {
  if (!existsSync(path) || statSync(path).size === 0) return 0;
  const header = Buffer.alloc(headerSize);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, headerSize, 0);
  } finally {
    closeSync(file);
  }
  if (header.toString('latin1', 0, magic.length) !== magic) throw new DamagedFile('knowledge.db has no header');
  return header.readUInt32BE(userVersionOffset);
}
