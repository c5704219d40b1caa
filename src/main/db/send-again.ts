import { ticketIdSchema, type TicketId } from '../../shared/ids.ts';
import type { OutboxHead } from './queries/outbox.ts';
import type { SeatSession } from './seat-session.ts';
import type { SeatTables } from './seat-tables.ts';

/** How long a desk can make up for what a restored centre lacks: longer than a backup is left in use. */
const keptMs = 30 * 24 * 3_600_000;

/** @param now UTC epoch ms, the latest that this seat knows of */
export function forgetLongSent(tables: SeatTables, now: number): void {
  tables.sentRows.dropBefore(now - keptMs);
}

/** What goes out again. */
export interface SentAgain {
  readonly rows: number;
  /** Whose files the centre is asked for anew, and is sent where it lacks them. */
  readonly filesOf: readonly TicketId[];
}

/**
 * Notes which run of changes the centre is at. Another one than before means that its database was restored, copied or
 * taken over by a standby, and may lack what it had acknowledged: everything that was sent in the last 30 days goes back
 * into the outbox, before what waits there. The centre knows by the id what it still has. Files follow their tickets, and
 * are sent where the centre does not have them.
 */
export function noteFeed(session: SeatSession, feed: string): SentAgain {
  const { tables, book } = session;
  const before = tables.meta.get('centreFeed');
  if (before === feed) return { rows: 0, filesOf: [] };
  const rows = before === undefined ? [] : tables.sentRows.all().filter(({ head }) => book.get(head.id) === undefined);
  const from = book.seqBefore(rows.length);
  const heads = rows.map(({ head }, nth): OutboxHead => ({ ...head, seq: from + nth }));
  const filesOf = tables.inTransaction(() => {
    rows.forEach(({ payload }, nth) => {
      const head = heads[nth];
      if (!head) return;
      tables.outbox.insert(head, payload);
      // A later version that waits, or was refused, says how far the ticket is.
      const isNewest = book.ofEntity(head.entityId).length === 0;
      if (head.kind === 'ticket.submit' && isNewest) {
        tables.tickets.setSync(ticketIdSchema.parse(head.entityId), 'queued');
      }
    });
    if (before !== undefined) tables.sentRows.clear();
    tables.meta.put('centreFeed', feed);
    return before === undefined ? [] : tables.attachments.doubt();
  });
  for (const head of heads) {
    book.add(head);
    session.sealer.enqueue(head.id);
  }
  if (heads.length > 0) session.idle.touch();
  return { rows: heads.length, filesOf };
}
