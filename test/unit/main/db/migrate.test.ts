import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate, type Migration } from '../../../../src/main/db/migrate.ts';

const first: Migration = { version: 1, name: '0001-pages', up: (db) => db.exec('CREATE TABLE pages (id INTEGER)') };
const second: Migration = { version: 2, name: '0002-notes', up: (db) => db.exec('CREATE TABLE notes (id INTEGER)') };
const broken: Migration = {
  version: 2,
  name: '0002-broken',
  up: (db) => db.exec('CREATE TABLE halfway (id INTEGER); CREATE TABLE pages (id INTEGER)'),
};

let folder: string;
let db: Database.Database;
const tables = (): unknown[] =>
  db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").pluck().all();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrate-'));
  db = new Database(join(folder, 'x.db'));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

describe('migrate', () => {
  it('brings a new file to the newest schema and is content with a second run', () => {
    expect(migrate(db, [first, second]).ok).toBe(true);
    expect(migrate(db, [first, second]).ok).toBe(true);
    expect(tables()).toEqual(['notes', 'pages']);
    expect(db.pragma('user_version', { simple: true })).toBe(2);
  });

  it('runs only what is missing', () => {
    migrate(db, [first]);
    migrate(db, [first, second]);
    expect(tables()).toEqual(['notes', 'pages']);
  });

  it('refuses a database of a newer build and leaves it alone', () => {
    migrate(db, [first, second]);
    const answer = migrate(db, [first]);
    expect(answer).toEqual({
      ok: false,
      error: { code: 'storage.newerVersion', retry: 'none', params: { found: 2, known: 1 } },
    });
    expect(tables()).toEqual(['notes', 'pages']);
  });

  it('leaves nothing of a step that fails', () => {
    migrate(db, [first]);
    expect(() => migrate(db, [first, broken])).toThrow('already exists');
    expect(tables()).toEqual(['pages']);
    expect(db.pragma('user_version', { simple: true })).toBe(1);
  });

  it('takes a wrongly numbered list for a bug', () => {
    expect(() => migrate(db, [second])).toThrow('out of order');
    expect(() => migrate(db, [{ ...first, name: '0002-pages' }])).toThrow('out of order');
  });
});
