import type Database from 'better-sqlite3';
import type { SmsOrder, Supplement, ToldSupplement } from '../../../shared/domain/ticket-addition.ts';
import type { AgentNo } from '../../../shared/ids.ts';

interface Kept {
  readonly id: string;
  readonly ticketId: string;
  /** UTC epoch ms. */
  readonly at: number;
  readonly agentNo: AgentNo;
}
export type KeptAddition =
  | (Kept & { readonly kind: 'supplement'; readonly body: Pick<Supplement, 'text'> | Supplement })
  | (Kept & { readonly kind: 'sms'; readonly body: SmsOrder });

export interface TicketAdditionQueries {
  /** One of the same id stays. A ticket of this seat is found by a supplement's words. */
  put(addition: KeptAddition): void;
  get(id: string): KeptAddition | undefined;
  drop(id: string): void;
  /** Oldest first. */
  ofTicket(ticketId: string): KeptAddition[];
  /** Own messages that were ordered later than `since`. */
  messagesSince(since: number): number;
}

interface Row {
  id: string;
  ticket_id: string;
  kind: KeptAddition['kind'];
  at: number;
  agent_no: AgentNo;
  body: string;
}

export function createTicketAdditionQueries(db: Database.Database): TicketAdditionQueries {
  const put = db.prepare<[string, string, string, number, string, string]>(
    `INSERT INTO ticket_additions (id, ticket_id, kind, at, agent_no, body) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO NOTHING`,
  );
  const reindex = db.prepare<[string]>('UPDATE tickets SET is_indexed = 0 WHERE id = ?');
  const get = db.prepare<[string], Row>('SELECT * FROM ticket_additions WHERE id = ?');
  const drop = db.prepare<[string]>('DELETE FROM ticket_additions WHERE id = ?');
  const ofTicket = db.prepare<[string], Row>('SELECT * FROM ticket_additions WHERE ticket_id = ? ORDER BY at, id');
  const sent = db
    .prepare<[number], number>("SELECT count(*) FROM ticket_additions WHERE kind = 'sms' AND at > ?")
    .pluck();
  return {
    put: ({ id, ticketId, kind, at, agentNo, body }) => {
      const { changes } = put.run(id, ticketId, kind, at, agentNo, JSON.stringify(body));
      if (changes > 0 && kind === 'supplement') reindex.run(ticketId);
    },
    get: (id) => {
      const row = get.get(id);
      return row && kept(row);
    },
    drop: (id) => {
      const row = get.get(id);
      drop.run(id);
      if (row) reindex.run(row.ticket_id);
    },
    ofTicket: (ticketId) => ofTicket.all(ticketId).map(kept),
    messagesSince: (since) => sent.get(since) ?? 0,
  };
}

/** A supplement that somebody else gave. */
export function keptSupplement(ticketId: string, { id, by, at, text }: ToldSupplement): KeptAddition {
  return { kind: 'supplement', id, ticketId, at, agentNo: by, body: { text } };
}

function kept({ id, ticket_id: ticketId, kind, at, agent_no: agentNo, body }: Row): KeptAddition {
  return { kind, id, ticketId, at, agentNo, body: JSON.parse(body) as never };
}
