import type Database from 'better-sqlite3';
import type { CentreFestival } from '../../../shared/domain/festival.ts';
import type { Notice } from '../../../shared/domain/notice.ts';
import type { PhrasePack } from '../../../shared/domain/phrase.ts';
import type { Procedure } from '../../../shared/domain/procedure.ts';
import type { PublishedQuestions } from '../../../shared/domain/top-questions.ts';
import { anyPackSchema } from '../../../shared/script/upgrade-pack.ts';
import type { PullItem, PullStream } from '../../../shared/sync/wire.ts';
import type { Source } from './article-rows.ts';

export interface ParkedRow {
  readonly stream: PullStream;
  readonly id: string;
  readonly schema_version: number;
  /** JSON of the body as it came. */
  readonly body: string;
}

/** Everything in the file but articles. The caller opens the transaction. */
export interface ContentRows {
  putPack(pack: PhrasePack, source: Source): void;
  dropPack(lang: string): void;
  packSource(lang: string): Source | undefined;
  starterPacks(): string[];
  packs(): PhrasePack[];
  putNotice(notice: Notice): void;
  dropNotice(id: string): void;
  /** In force at `now`, newest first. */
  notices(now: number): Notice[];
  putFestival(festival: CentreFestival): void;
  dropFestival(id: string): void;
  /** All of them: two or three a year. */
  festivals(): CentreFestival[];
  putProcedure(procedure: Procedure): void;
  dropProcedure(id: string): void;
  procedures(): Procedure[];
  putQuestions(questions: PublishedQuestions): void;
  dropQuestions(id: string): void;
  questions(): PublishedQuestions | undefined;
  cursor(stream: PullStream): string | undefined;
  setCursor(stream: PullStream, cursor: string): void;
  park(stream: PullStream, item: PullItem & { op: 'put' }, reason: string): void;
  unpark(stream: PullStream, id: string): void;
  parked(): ParkedRow[];
  withdraw(stream: PullStream, id: string): void;
  restore(stream: PullStream, id: string): void;
  isWithdrawn(stream: PullStream, id: string): boolean;
  state(name: string): string | undefined;
  setState(name: string, value: string): void;
  dropState(name: string): void;
}

export function contentRows(db: Database.Database): ContentRows {
  return {
    ...{ ...packRows(db), ...noticeRows(db), ...festivalRows(db), ...procedureRows(db) },
    ...{ ...pullRows(db), ...stateRows(db) },
  };
}

function packRows(db: Database.Database) {
  const put = db.prepare('INSERT OR REPLACE INTO packs (lang, source, body) VALUES (?, ?, ?)');
  const drop = db.prepare('DELETE FROM packs WHERE lang = ?');
  const source = db.prepare<[string], Source>('SELECT source FROM packs WHERE lang = ?').pluck();
  const starters = db.prepare<[], string>("SELECT lang FROM packs WHERE source = 'starter'").pluck();
  const all = db.prepare<[], string>('SELECT body FROM packs ORDER BY lang').pluck();
  return {
    putPack: (pack: PhrasePack, from: Source) => void put.run(pack.lang, from, JSON.stringify(pack)),
    dropPack: (lang: string) => void drop.run(lang),
    packSource: (lang: string) => source.get(lang),
    starterPacks: () => starters.all(),
    // One kept by an older build is read as of today.
    packs: () => all.all().map((body): PhrasePack => anyPackSchema.parse(JSON.parse(body))),
  };
}

function noticeRows(db: Database.Database) {
  const put = db.prepare('INSERT OR REPLACE INTO notices (id, valid_from, valid_until, body) VALUES (?, ?, ?, ?)');
  const drop = db.prepare('DELETE FROM notices WHERE id = ?');
  const inForce = db
    .prepare<[number, number], string>('SELECT body FROM notices WHERE valid_from <= ? AND valid_until > ?')
    .pluck();
  return {
    putNotice: (notice: Notice) => void put.run(notice.id, notice.validFrom, notice.validUntil, JSON.stringify(notice)),
    dropNotice: (id: string) => void drop.run(id),
    notices: (now: number) =>
      inForce
        .all(now, now)
        .map((body) => JSON.parse(body) as Notice)
        .sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1)),
  };
}

function festivalRows(db: Database.Database) {
  const put = db.prepare('INSERT OR REPLACE INTO festivals (id, body) VALUES (?, ?)');
  const drop = db.prepare('DELETE FROM festivals WHERE id = ?');
  const all = db.prepare<[], string>('SELECT body FROM festivals ORDER BY id').pluck();
  return {
    putFestival: (festival: CentreFestival) => void put.run(festival.id, JSON.stringify(festival)),
    dropFestival: (id: string) => void drop.run(id),
    festivals: () => all.all().map((body) => JSON.parse(body) as CentreFestival),
  };
}

function procedureRows(db: Database.Database) {
  const putProcedure = db.prepare('INSERT OR REPLACE INTO procedures (id, body) VALUES (?, ?)');
  const dropProcedure = db.prepare('DELETE FROM procedures WHERE id = ?');
  const procedures = db.prepare<[], string>('SELECT body FROM procedures ORDER BY id').pluck();
  const putQuestions = db.prepare('INSERT OR REPLACE INTO questions (id, body) VALUES (?, ?)');
  const dropQuestions = db.prepare('DELETE FROM questions WHERE id = ?');
  const questions = db.prepare<[], string>('SELECT body FROM questions').pluck();
  return {
    putProcedure: (procedure: Procedure) => void putProcedure.run(procedure.id, JSON.stringify(procedure)),
    dropProcedure: (id: string) => void dropProcedure.run(id),
    procedures: () => procedures.all().map((body) => JSON.parse(body) as Procedure),
    putQuestions: (list: PublishedQuestions) => void putQuestions.run(list.id, JSON.stringify(list)),
    dropQuestions: (id: string) => void dropQuestions.run(id),
    questions: () => {
      const body = questions.get();
      return body === undefined ? undefined : (JSON.parse(body) as PublishedQuestions);
    },
  };
}

function pullRows(db: Database.Database) {
  const cursor = db.prepare<[string], string>('SELECT cursor FROM cursors WHERE stream = ?').pluck();
  const setCursor = db.prepare('INSERT OR REPLACE INTO cursors (stream, cursor) VALUES (?, ?)');
  const park = db.prepare(
    'INSERT OR REPLACE INTO parked (stream, id, schema_version, reason, body) VALUES (?, ?, ?, ?, ?)',
  );
  const unpark = db.prepare('DELETE FROM parked WHERE stream = ? AND id = ?');
  const parked = db.prepare<[], ParkedRow>('SELECT stream, id, schema_version, body FROM parked');
  return {
    cursor: (stream: PullStream) => cursor.get(stream),
    setCursor: (stream: PullStream, to: string) => void setCursor.run(stream, to),
    park: (stream: PullStream, item: PullItem & { op: 'put' }, reason: string) =>
      void park.run(stream, item.id, item.schemaVersion, reason, JSON.stringify(item.body ?? null)),
    unpark: (stream: PullStream, id: string) => void unpark.run(stream, id),
    parked: () => parked.all(),
  };
}

function stateRows(db: Database.Database) {
  const withdraw = db.prepare('INSERT OR IGNORE INTO withdrawn (stream, id) VALUES (?, ?)');
  const restore = db.prepare('DELETE FROM withdrawn WHERE stream = ? AND id = ?');
  const isWithdrawn = db
    .prepare<[string, string], number>('SELECT 1 FROM withdrawn WHERE stream = ? AND id = ?')
    .pluck();
  const state = db.prepare<[string], string>('SELECT value FROM state WHERE name = ?').pluck();
  const setState = db.prepare('INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)');
  const dropState = db.prepare('DELETE FROM state WHERE name = ?');
  return {
    withdraw: (stream: PullStream, id: string) => void withdraw.run(stream, id),
    restore: (stream: PullStream, id: string) => void restore.run(stream, id),
    isWithdrawn: (stream: PullStream, id: string) => isWithdrawn.get(stream, id) !== undefined,
    state: (name: string) => state.get(name),
    setState: (name: string, value: string) => void setState.run(name, value),
    dropState: (name: string) => void dropState.run(name),
  };
}
