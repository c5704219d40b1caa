import { ticketIdSchema, type CustomerId } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { isCurable, transition } from '../../../shared/sync/outbox-machine.ts';
import { mayRetry } from '../../../shared/sync/waiting-row.ts';
import { settleRefused } from '../customers/customer-ops.ts';
import { sendAgain } from '../lines/line-ops.ts';
import type { BookRow } from '../outbox-book.ts';
import { newMutationId, type SeatSession } from '../seat-session.ts';
import { retryTicket } from '../ticket-ops.ts';
import { findRow } from './waiting-rows.ts';

/**
 * Lets a row leave now: one that was put off at once, what was refused as its kind has it. Fails with outbox.gone, and
 * with outbox.mayNotGo for one to which the centre would say the same.
 */
export function resendRow(session: SeatSession, id: string, now: number): Result<void> {
  const row = findRow(session.book, id);
  if (!row) return err(appError('outbox.gone', 'none'));
  const { head, state } = row;
  if (!mayRetry(head.kind, state, now)) return err(appError('outbox.mayNotGo', 'none'));
  if (state.kind !== 'blocked') return ok(putState(session, row, 'reopened'));
  switch (head.kind) {
    case 'ticket.submit': {
      const sent = retryTicket(session, ticketIdSchema.parse(head.entityId), now);
      return sent.ok ? ok(undefined) : sent;
    }
    case 'customer.create':
    case 'customer.correct':
      return ok(settleRefused(session, head.entityId as CustomerId, 'retry', now));
    case 'line.propose':
      return sendAgain(session, head.entityId, now);
    default:
      // The centre keeps no refusal of these: the very row is judged anew.
      return ok(isCurable(state.code) ? putState(session, row, 'readmitted') : sendAsNew(session, row));
  }
}

function putState(
  { tables, book, sealedRows, sealer }: SeatSession,
  row: BookRow,
  type: 'reopened' | 'readmitted',
): void {
  const { state } = transition(row.state, { type });
  tables.inTransaction(() => tables.outbox.putState(row.head.seq, state));
  book.put(row.head.seq, state);
  sealedRows.clearRefusals([row.head.id]);
  sealer.enqueue(row.head.id);
}

/** The same words in the same place of the order, as a change of its own: to the refused one the centre would say the same. */
function sendAsNew(session: SeatSession, { head }: BookRow): void {
  const { tables, book, sealer, idle } = session;
  const id = newMutationId();
  const before = tables.outbox.payload(head.seq) ?? '{}';
  // Only the id of the frame is another; what follows stays to the byte.
  const payload = before.replace(JSON.stringify(head.id), JSON.stringify(id));
  const next = { ...head, id };
  tables.inTransaction(() => {
    tables.outbox.remove(head.seq);
    tables.outbox.insert(next, payload);
  });
  book.remove(head.seq);
  book.add(next);
  sealer.forget([head.id]);
  sealer.enqueue(id);
  idle.touch();
}
