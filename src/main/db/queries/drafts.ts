import type Database from 'better-sqlite3';
import type { TicketDraft } from '../../../shared/domain/ticket.ts';
import type { TicketId } from '../../../shared/ids.ts';

export interface DiscardedDraft {
  readonly draft: TicketDraft;
  /** UTC epoch ms. */
  readonly discardedAt: number;
}

export interface DraftQueries {
  save(draft: TicketDraft, at: number): void;
  /** Last written first. */
  list(): TicketDraft[];
  get(id: TicketId): TicketDraft | undefined;
  discard(id: TicketId, at: number): void;
  remove(id: TicketId): void;
  /** Thrown away, the latest first. */
  discarded(): DiscardedDraft[];
  /** Back in sight. */
  restore(id: TicketId): void;
  removeDiscardedBefore(at: number): void;
}

export function createDraftQueries(db: Database.Database): DraftQueries {
  const save = db.prepare<[string, number, string]>(
    `INSERT INTO drafts (id, saved_at, body) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET saved_at = excluded.saved_at, discarded_at = NULL, body = excluded.body`,
  );
  const list = db
    .prepare<[], string>('SELECT body FROM drafts WHERE discarded_at IS NULL ORDER BY saved_at DESC, id DESC')
    .pluck();
  const get = db.prepare<[string], string>('SELECT body FROM drafts WHERE id = ? AND discarded_at IS NULL').pluck();
  const discard = db.prepare<[number, string]>('UPDATE drafts SET discarded_at = ? WHERE id = ?');
  const remove = db.prepare<[string]>('DELETE FROM drafts WHERE id = ?');
  const removeDiscarded = db.prepare<[number]>('DELETE FROM drafts WHERE discarded_at < ?');
  const discarded = db.prepare<[], { body: string; discarded_at: number }>(
    'SELECT body, discarded_at FROM drafts WHERE discarded_at IS NOT NULL ORDER BY discarded_at DESC, id DESC',
  );
  const restore = db.prepare<[string]>('UPDATE drafts SET discarded_at = NULL WHERE id = ?');
  const parse = (body: string): TicketDraft => JSON.parse(body) as TicketDraft;
  return {
    save: (draft, at) => void save.run(draft.id, at, JSON.stringify(draft)),
    list: () => list.all().map(parse),
    get: (id) => {
      const body = get.get(id);
      return body === undefined ? undefined : parse(body);
    },
    discard: (id, at) => void discard.run(at, id),
    remove: (id) => void remove.run(id),
    discarded: () =>
      discarded.all().map(({ body, discarded_at }) => ({ draft: parse(body), discardedAt: discarded_at })),
    restore: (id) => void restore.run(id),
    removeDiscardedBefore: (at) => void removeDiscarded.run(at),
  };
}
