import type Database from 'better-sqlite3';

export interface RecordingQueries {
  /** One that is there already stays. */
  put(id: string, sound: Uint8Array, at: number): void;
  get(id: string): Uint8Array | undefined;
  /** Recordings made before this instant that neither a draft nor a proposal has. */
  removeUnused(before: number): void;
}

export function createRecordingQueries(db: Database.Database): RecordingQueries {
  const put = db.prepare<[string, number, Buffer]>('INSERT OR IGNORE INTO recordings (id, at, sound) VALUES (?, ?, ?)');
  const get = db.prepare<[string], Buffer>('SELECT sound FROM recordings WHERE id = ?').pluck();
  const removeUnused = db.prepare<[number]>(
    `DELETE FROM recordings WHERE at < ?
       AND id NOT IN (SELECT recording FROM line_drafts WHERE recording IS NOT NULL)
       AND id NOT IN (SELECT recording FROM line_proposals WHERE recording IS NOT NULL)`,
  );
  return {
    put: (id, sound, at) => void put.run(id, at, Buffer.from(sound)),
    get: (id) => {
      const sound = get.get(id);
      return sound && new Uint8Array(sound);
    },
    removeUnused: (before) => void removeUnused.run(before),
  };
}
