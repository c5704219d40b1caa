import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../src/main/db/open-database.ts';
import { lockSeat } from '../../../../src/main/db/seat-lock.ts';
import { failureOf, isDamage } from '../../../../src/main/db/sqlite-failure.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'failure-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};
const key = Buffer.alloc(32, 7);

describe('failures of the files', () => {
  it('calls a full disk by its name, and the transaction leaves nothing behind', () => {
    const db = openDatabase(join(folder, 'a.db'), { key, isExclusive: true });
    db.exec('CREATE TABLE t (body TEXT)');
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 2}`);
    const fill = db.transaction(() => {
      for (let count = 0; count < 50; count++) db.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(2000));
    });
    const error = thrownBy(() => fill.immediate());
    expect(failureOf(error)).toEqual({ code: 'storage.diskFull', retry: 'user' });
    expect(isDamage(error)).toBe(false);
    expect(db.prepare('SELECT count(*) FROM t').pluck().get()).toBe(0);
    db.close();
    const noSpace = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    expect(failureOf(noSpace)).toMatchObject({ code: 'storage.diskFull' });
  });

  it('tells a file in use, a wrong key, damage and a bug apart', () => {
    const path = join(folder, 'a.db');
    const db = openDatabase(path, { key, isExclusive: true });
    db.exec('CREATE TABLE t (body TEXT)');
    expect(failureOf(thrownBy(() => openDatabase(path, { key, isExclusive: true })))).toMatchObject({
      code: 'storage.busy',
    });
    db.close();
    const wrongKey = thrownBy(() => openDatabase(path, { key: Buffer.alloc(32, 8), isExclusive: true }));
    expect(isDamage(wrongKey)).toBe(true);
    writeFileSync(path, 'x'.repeat(9000));
    expect(failureOf(thrownBy(() => openDatabase(path, { key, isExclusive: true })))).toMatchObject({
      code: 'storage.damaged',
    });
    expect(failureOf(new TypeError('planted'))).toBeUndefined();
    const memory = new Database(':memory:');
    expect(failureOf(thrownBy(() => memory.prepare('SELECT nothing')))).toBeUndefined();
    memory.close();
  });

  it('sets what durability and secrecy hang on, on every connection anew', () => {
    for (let opening = 0; opening < 2; opening++) {
      const db = openDatabase(join(folder, 'a.db'), { key, isExclusive: true });
      expect(db.pragma('synchronous', { simple: true })).toBe(2);
      expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
      expect(db.pragma('temp_store', { simple: true })).toBe(2);
      db.close();
    }
  });

  it('locks a seat once and lets it go', () => {
    const lock = lockSeat(join(folder, 'a.lock'));
    expect(failureOf(thrownBy(() => lockSeat(join(folder, 'a.lock'))))).toMatchObject({ code: 'storage.busy' });
    lock.release();
    lockSeat(join(folder, 'a.lock')).release();
  });
});
