import type Database from 'better-sqlite3';
import { smsPackSchema, smsPortId, smsPortStateSchema, type SmsPack } from '../../../shared/domain/sms-text.ts';

export interface SmsQueries {
  put(id: string, body: unknown, pass: number): void;
  drop(id: string): void;
  /** Whatever did not come again since. */
  dropBefore(pass: number): void;
  packs(): SmsPack[];
  /** Undefined while the centre has not told. */
  isPortOpen(): boolean | undefined;
}

export function createSmsQueries(db: Database.Database): SmsQueries {
  const put = db.prepare<[string, number, string]>(
    `INSERT INTO sms (id, pass, body) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET pass = excluded.pass, body = excluded.body`,
  );
  const drop = db.prepare<[string]>('DELETE FROM sms WHERE id = ?');
  const dropBefore = db.prepare<[number]>('DELETE FROM sms WHERE pass < ?');
  const get = db.prepare<[string], string>('SELECT body FROM sms WHERE id = ?').pluck();
  const rest = db.prepare<[string], string>('SELECT body FROM sms WHERE id <> ? ORDER BY id').pluck();
  return {
    put: (id, body, pass) => void put.run(id, pass, JSON.stringify(body)),
    drop: (id) => void drop.run(id),
    dropBefore: (pass) => void dropBefore.run(pass),
    packs: () => rest.all(smsPortId).flatMap((body) => smsPackSchema.safeParse(JSON.parse(body)).data ?? []),
    isPortOpen: () => {
      const body = get.get(smsPortId);
      return body === undefined ? undefined : smsPortStateSchema.safeParse(JSON.parse(body)).data?.isOpen;
    },
  };
}
