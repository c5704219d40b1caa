import type { AgentNo, MutationId } from '../../../shared/ids.ts';
import type { OutboxBook } from '../outbox-book.ts';
import type { SealedRowQueries } from '../queries/sealed-rows.ts';
import type { SeatTables } from '../seat-tables.ts';
import type { LineTables } from './line-tables.ts';

interface Outbox {
  readonly tables: SeatTables;
  readonly book: OutboxBook;
}

/** Nothing of a proposal is on its way any more. Returns whose sealed copies are of no use. */
export function forgetRows({ tables, book }: Outbox, proposal: string): MutationId[] {
  const rows = book.ofEntity(proposal).map(({ head }) => head);
  tables.inTransaction(() => {
    for (const { seq } of rows) tables.outbox.remove(seq);
  });
  for (const { seq } of rows) book.remove(seq);
  return rows.map(({ id }) => id);
}

/**
 * As the seat is opened: ends what a desk that stopped had begun to take back. A draft with the id of a refused change
 * was made of its proposal; without one nothing is dropped, since the row may hold the only words.
 */
export function forgetTakenBack(
  outbox: Outbox,
  { agentNo, lines, sealedRows }: { agentNo: AgentNo; lines: LineTables; sealedRows: SealedRowQueries },
): void {
  const refused = [...outbox.book.rows()].filter(
    ({ head, state }) => head.kind === 'line.propose' && state.kind === 'blocked',
  );
  if (refused.length === 0) return;
  const drafts = new Set<string>(lines.drafts.list(agentNo).map(({ id }) => id));
  for (const { head } of refused) {
    if (!drafts.has(head.id) || lines.proposals.get(head.entityId)) continue;
    sealedRows.remove(forgetRows(outbox, head.entityId));
  }
}
