import type Database from 'better-sqlite3';

/** A sound that is here, as its row tells: nothing is read of it for that. */
export interface KeptSound {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

export interface VoiceMessageQueries {
  list(): KeptSound[];
  put(sha256: string, sound: Uint8Array): void;
  get(sha256: string): Buffer | undefined;
  drop(sha256: string): void;
}

export function createVoiceMessageQueries(db: Database.Database): VoiceMessageQueries {
  const list = db.prepare<[], KeptSound>('SELECT sha256, size FROM voice_messages');
  const put = db.prepare<[string, number, Uint8Array]>(
    'INSERT INTO voice_messages (sha256, size, sound) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING',
  );
  const get = db.prepare<[string], Buffer>('SELECT sound FROM voice_messages WHERE sha256 = ?').pluck();
  const drop = db.prepare<[string]>('DELETE FROM voice_messages WHERE sha256 = ?');
  return {
    list: () => list.all(),
    put: (sha256, sound) => void put.run(sha256, sound.length, sound),
    get: (sha256) => get.get(sha256),
    drop: (sha256) => void drop.run(sha256),
  };
}
