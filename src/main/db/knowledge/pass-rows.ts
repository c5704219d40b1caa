import type Database from 'better-sqlite3';
import type { PullItem, PullStream } from '../../../shared/sync/wire.ts';
import type { PullPass } from '../directory.ts';

interface Fill {
  readonly done: number;
  readonly total: number;
}

/** Where the pulls of the file's streams stand, besides their cursors. The caller opens the transaction. */
export interface PassRows {
  /** A page as it is applied: its items were heard of. */
  advance(stream: PullStream, items: readonly PullItem[], pass: PullPass): void;
  /** Ids that a pass which has ended did not bring; none while pages are put aside that may hold them. */
  unheard(limit: number): { readonly stream: PullStream; readonly id: string }[];
  forget(stream: PullStream, id: string): void;
  parkPage(stream: PullStream, from: string | undefined): void;
  unparkPage(stream: PullStream, from: string | undefined): void;
  parkedPages(stream: PullStream): (string | undefined)[];
  /** Items and pages that are put aside. */
  parkedCount(): number;
  fill(): Fill | undefined;
  isResting(): boolean;
  rest(isResting: boolean): void;
}

const fillName = 'fill';
const restingName = 'fillRests';
/** Before the name of a stream whose pass has come to its end. */
const endedPrefix = 'passEnded:';

export function passRows(db: Database.Database): PassRows {
  const sql = statements(db);
  const state = (name: string): string | undefined => sql.state.get(name);
  const fill = (): Fill | undefined => readFill(state(fillName));
  const begin = (stream: PullStream, total: number | undefined): void => {
    for (const statement of [sql.forgetAll, sql.unparkAll, sql.unparkPages]) statement.run(stream);
    sql.dropState.run(endedPrefix + stream);
    sql.expect[stream]?.run();
    if (stream === 'knowledge' && total !== undefined) sql.setState.run(fillName, JSON.stringify({ done: 0, total }));
  };
  return {
    advance(stream, items, { isFirst, isLast, total }) {
      if (isFirst) begin(stream, total);
      for (const { id } of items) sql.forget.run(stream, id);
      if (isLast) sql.setState.run(endedPrefix + stream, '1');
      if (stream !== 'knowledge') return;
      const { done, total: all } = fill() ?? { done: 0, total: 0 };
      if (isLast) sql.dropState.run(fillName);
      else if (all > 0) sql.setState.run(fillName, JSON.stringify({ done: done + items.length, total: all }));
    },
    unheard: (limit) => sql.unheard.all(endedPrefix, limit),
    forget: (stream, id) => void sql.forget.run(stream, id),
    parkPage: (stream, from) => void sql.parkPage.run(stream, from ?? ''),
    unparkPage: (stream, from) => void sql.unparkPage.run(stream, from ?? ''),
    parkedPages: (stream) => sql.parkedPages.all(stream).map((from) => (from === '' ? undefined : from)),
    parkedCount: () => sql.parkedCount.get() ?? 0,
    fill,
    isResting: () => state(fillName) !== undefined && state(restingName) !== undefined,
    rest(isResting) {
      if (isResting) sql.setState.run(restingName, '1');
      else sql.dropState.run(restingName);
    },
  };
}

function readFill(text: string | undefined): Fill | undefined {
  if (text === undefined) return undefined;
  const { done, total } = JSON.parse(text) as Fill;
  // Two desks that fill the same file at once may count a page twice.
  return { done: Math.min(done, total), total };
}

function statements(db: Database.Database) {
  const expect = (stream: PullStream, from: string): Database.Statement =>
    db.prepare(`INSERT INTO unheard (stream, id) SELECT '${stream}', ${from}`);
  return {
    expect: {
      knowledge: expect('knowledge', "id FROM articles WHERE source = 'centre'"),
      phrases: expect('phrases', "lang FROM packs WHERE source = 'centre'"),
      notices: expect('notices', 'id FROM notices'),
      festivals: expect('festivals', 'id FROM festivals'),
      uses: expect('uses', 'id FROM helped'),
      procedures: expect('procedures', 'id FROM procedures'),
      questions: expect('questions', 'id FROM questions'),
    } as Partial<Record<PullStream, Database.Statement>>,
    forget: db.prepare('DELETE FROM unheard WHERE stream = ? AND id = ?'),
    forgetAll: db.prepare('DELETE FROM unheard WHERE stream = ?'),
    unheard: db.prepare<[string, number], { stream: PullStream; id: string }>(
      `SELECT stream, id FROM unheard
        WHERE EXISTS (SELECT 1 FROM state WHERE name = ? || unheard.stream)
          AND NOT EXISTS (SELECT 1 FROM parked_pages AS p WHERE p.stream = unheard.stream) LIMIT ?`,
    ),
    unparkAll: db.prepare('DELETE FROM parked WHERE stream = ?'),
    parkPage: db.prepare('INSERT OR IGNORE INTO parked_pages (stream, from_cursor) VALUES (?, ?)'),
    unparkPage: db.prepare('DELETE FROM parked_pages WHERE stream = ? AND from_cursor = ?'),
    unparkPages: db.prepare('DELETE FROM parked_pages WHERE stream = ?'),
    parkedPages: db.prepare<[string], string>('SELECT from_cursor FROM parked_pages WHERE stream = ?').pluck(),
    parkedCount: db
      .prepare<[], number>('SELECT (SELECT count(*) FROM parked) + (SELECT count(*) FROM parked_pages)')
      .pluck(),
    state: db.prepare<[string], string>('SELECT value FROM state WHERE name = ?').pluck(),
    setState: db.prepare('INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)'),
    dropState: db.prepare('DELETE FROM state WHERE name = ?'),
  };
}
