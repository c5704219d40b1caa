import type Database from 'better-sqlite3';
import type { CustomerDraft } from '../../../shared/domain/customer-file.ts';

export interface CustomerDraftQueries {
  save(draft: CustomerDraft, at: number): void;
  /** Last written first. */
  list(): CustomerDraft[];
  remove(id: string): void;
}

export function createCustomerDraftQueries(db: Database.Database): CustomerDraftQueries {
  const save = db.prepare<[string, number, string]>(
    `INSERT INTO customer_drafts (id, saved_at, body) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET saved_at = excluded.saved_at, body = excluded.body`,
  );
  const list = db.prepare<[], string>('SELECT body FROM customer_drafts ORDER BY saved_at DESC, id DESC').pluck();
  const remove = db.prepare<[string]>('DELETE FROM customer_drafts WHERE id = ?');
  return {
    save: (draft, at) => void save.run(draft.id, at, JSON.stringify(draft)),
    list: () => list.all().map((body) => JSON.parse(body) as CustomerDraft),
    remove: (id) => void remove.run(id),
  };
}
