import type Database from 'better-sqlite3';
import { ownTemplateSchema, type OwnTemplate } from '../../../shared/domain/ticket-template.ts';

export interface TicketTemplateQueries {
  put(template: OwnTemplate): void;
  drop(id: string): void;
  /** Saved last first. */
  list(): OwnTemplate[];
  count(): number;
  has(id: string): boolean;
}

export function createTicketTemplateQueries(db: Database.Database): TicketTemplateQueries {
  const put = db.prepare<[string, number, string]>(
    'INSERT OR REPLACE INTO ticket_templates (id, saved_at, body) VALUES (?, ?, ?)',
  );
  const drop = db.prepare<[string]>('DELETE FROM ticket_templates WHERE id = ?');
  const list = db.prepare<[], string>('SELECT body FROM ticket_templates ORDER BY saved_at DESC, id').pluck();
  const count = db.prepare<[], number>('SELECT count(*) FROM ticket_templates').pluck();
  const has = db.prepare<[string], number>('SELECT 1 FROM ticket_templates WHERE id = ?').pluck();
  return {
    put: (template) => void put.run(template.id, template.savedAt, JSON.stringify(template)),
    drop: (id) => void drop.run(id),
    list: () => list.all().map((body) => ownTemplateSchema.parse(JSON.parse(body))),
    count: () => count.get() ?? 0,
    has: (id) => has.get(id) !== undefined,
  };
}
