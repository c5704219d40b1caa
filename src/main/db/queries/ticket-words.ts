import type Database from 'better-sqlite3';
import type { SubmittedTicket } from '../../../shared/domain/ticket.ts';
import { indexText } from '../../../shared/text/index-text.ts';
import { numberKey } from '../../../shared/text/number-text.ts';
import { numbersText } from '../customers/customer-index.ts';
import { indexRules } from '../knowledge/index-upkeep.ts';
import type { MetaQueries } from './meta.ts';

/** Where tickets are found by what was written in them and by their own and the caller's number. */
export interface TicketWords {
  /** Adds some of those that are not in it, the newest first, in a transaction of its own; false when no more are left. */
  indexSome(): boolean;
}

const ticketsAtOnce = 50;

/** Forgets what was indexed by other rules; `indexSome` then fills it bit by bit. */
export function createTicketWords(db: Database.Database, meta: MetaQueries): TicketWords {
  checkRules(db, meta);
  const left = db.prepare<[number], { seq: number; body: string }>(
    'SELECT seq, body FROM tickets INDEXED BY tickets_to_index WHERE is_indexed = 0 ORDER BY seq DESC LIMIT ?',
  );
  // A ticket that was mended after a refusal takes its own place.
  const addWords = db.prepare<[number, string]>('INSERT OR REPLACE INTO ticket_words (rowid, words) VALUES (?, ?)');
  const addNumbers = db.prepare<[number, string]>(
    'INSERT OR REPLACE INTO ticket_numbers (rowid, numbers) VALUES (?, ?)',
  );
  const mark = db.prepare<[number]>('UPDATE tickets SET is_indexed = 1 WHERE seq = ?');
  const added = db
    .prepare<[string], string>(
      "SELECT body ->> '$.text' FROM ticket_additions WHERE ticket_id = ? AND kind = 'supplement'",
    )
    .pluck();
  const addSome = db.transaction((): number => {
    const rows = left.all(ticketsAtOnce);
    for (const { seq, body } of rows) {
      const ticket = JSON.parse(body) as SubmittedTicket;
      addWords.run(seq, indexText([textOf(ticket), ...added.all(ticket.id)].join('\n')));
      addNumbers.run(seq, numbersText([numberKey(ticket.number), numberKey(ticket.callerPhone)]));
      mark.run(seq);
    }
    return rows.length;
  });
  return { indexSome: () => left.get(1) !== undefined && addSome.immediate() === ticketsAtOnce };
}

function textOf({ callerName, address, description, answers = {} }: SubmittedTicket): string {
  const answered = Object.values(answers).filter((answer) => typeof answer === 'string');
  return [callerName, address, description, ...answered].join('\n');
}

function checkRules(db: Database.Database, meta: MetaQueries): void {
  if (meta.get('ticketWordRules') === String(indexRules)) return;
  db.transaction(() => {
    db.exec(`
      INSERT INTO ticket_words (ticket_words) VALUES ('delete-all');
      INSERT INTO ticket_numbers (ticket_numbers) VALUES ('delete-all');
      UPDATE tickets SET is_indexed = 0 WHERE is_indexed = 1;
    `);
    meta.put('ticketWordRules', String(indexRules));
  }).immediate();
}
