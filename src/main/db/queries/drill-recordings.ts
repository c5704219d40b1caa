import type Database from 'better-sqlite3';
import type { DrillId } from '../../../shared/ids.ts';
import type { DrillRecording } from '../../../shared/training/drill-recording.ts';

export interface DrillPieceRow {
  readonly drillId: DrillId;
  readonly piece: number;
  readonly pieces: number;
  readonly ms: number;
  /** UTC epoch ms. */
  readonly at: number;
  readonly sound: Uint8Array;
}

export interface DrillRecordingQueries {
  /** The first piece takes the place of all that was there of the drill. */
  put(row: DrillPieceRow): void;
  /** Those that are whole, newest first. */
  list(): DrillRecording[];
  /** Undefined where it is not there whole. */
  sound(drillId: DrillId): Buffer | undefined;
  remove(drillId: DrillId): void;
  removeBefore(at: number): void;
}

interface PieceRow {
  readonly pieces: number;
  readonly sound: Buffer;
}

export function createDrillRecordingQueries(db: Database.Database): DrillRecordingQueries {
  const put = db.prepare<[string, number, number, number, number, Buffer]>(
    `INSERT INTO drill_recordings (drill_id, piece, pieces, at, ms, sound) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (drill_id, piece) DO UPDATE
       SET pieces = excluded.pieces, at = excluded.at, ms = excluded.ms, sound = excluded.sound`,
  );
  const list = db.prepare<[], { drill_id: DrillId; at: number; ms: number }>(
    `SELECT drill_id, MIN(at) AS at, MIN(ms) AS ms FROM drill_recordings
     GROUP BY drill_id HAVING COUNT(*) = MIN(pieces) ORDER BY at DESC, drill_id`,
  );
  const pieces = db.prepare<[string], PieceRow>(
    'SELECT pieces, sound FROM drill_recordings WHERE drill_id = ? ORDER BY piece',
  );
  const remove = db.prepare<[string]>('DELETE FROM drill_recordings WHERE drill_id = ?');
  const removeBefore = db.prepare<[number]>('DELETE FROM drill_recordings WHERE at < ?');
  return {
    put: ({ drillId, piece, pieces: all, at, ms, sound }) => {
      if (piece === 0) remove.run(drillId);
      put.run(drillId, piece, all, at, ms, Buffer.from(sound));
    },
    list: () => list.all().map(({ drill_id: drillId, at, ms }) => ({ drillId, at, ms })),
    sound: (drillId) => {
      const rows = pieces.all(drillId);
      const isWhole = rows[0] !== undefined && rows.length === rows[0].pieces;
      return isWhole ? Buffer.concat(rows.map(({ sound }) => sound)) : undefined;
    },
    remove: (drillId) => void remove.run(drillId),
    removeBefore: (at) => void removeBefore.run(at),
  };
}
