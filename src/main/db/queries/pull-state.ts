import type Database from 'better-sqlite3';
import type { PullStream } from '../../../shared/sync/wire.ts';

export interface ParkedRow {
  readonly stream: PullStream;
  readonly id: string;
  readonly schemaVersion: number;
  readonly body: unknown;
}

export interface PullStateQueries {
  cursor(stream: PullStream): string | undefined;
  putCursor(stream: PullStream, cursor: string): void;
  /** Keeps a body that this build can't read, until one that can. */
  park(row: ParkedRow): void;
  unpark(stream: PullStream, id: string): void;
  /** All of a stream: it comes again from the beginning. */
  unparkAll(stream: PullStream): void;
  parked(): ParkedRow[];
}

export function createPullStateQueries(db: Database.Database): PullStateQueries {
  const cursor = db.prepare<[string], string>('SELECT cursor FROM cursors WHERE stream = ?').pluck();
  const putCursor = db.prepare<[string, string]>(
    'INSERT INTO cursors (stream, cursor) VALUES (?, ?) ON CONFLICT (stream) DO UPDATE SET cursor = excluded.cursor',
  );
  const park = db.prepare<[string, string, number, string]>(
    `INSERT INTO parked (stream, id, schema_version, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (stream, id) DO UPDATE SET schema_version = excluded.schema_version, body = excluded.body`,
  );
  const unpark = db.prepare<[string, string]>('DELETE FROM parked WHERE stream = ? AND id = ?');
  const unparkAll = db.prepare<[string]>('DELETE FROM parked WHERE stream = ?');
  const parked = db.prepare<[], { stream: PullStream; id: string; schemaVersion: number; body: string }>(
    'SELECT stream, id, schema_version AS schemaVersion, body FROM parked',
  );
  return {
    cursor: (stream) => cursor.get(stream),
    putCursor: (stream, value) => void putCursor.run(stream, value),
    park: ({ stream, id, schemaVersion, body }) =>
      void park.run(stream, id, schemaVersion, JSON.stringify(body ?? null)),
    unpark: (stream, id) => void unpark.run(stream, id),
    unparkAll: (stream) => void unparkAll.run(stream),
    parked: () => parked.all().map((row) => ({ ...row, body: JSON.parse(row.body) as unknown })),
  };
}
