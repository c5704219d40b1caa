import { attachmentsSchema } from '../../src/shared/domain/attachment.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import type { AttachmentStore } from './attachment-store.ts';

/** A file that a ticket names and that is not here. */
export interface MissingFile {
  /** Of the ticket, as it was read to the caller. */
  readonly number: string;
  readonly agentNo: string;
  readonly sha256: string;
  /** It was here once; else it is still on its way from its author's desk, or the database is older than it. */
  readonly wasHere: boolean;
}

export interface FilesLookedAt {
  readonly named: number;
  readonly missing: readonly MissingFile[];
}

interface TicketRow {
  readonly id: string;
  readonly number: string;
  readonly agent_no: string;
  readonly body: string;
}

const ticketsAtOnce = 1000;

/** Looks for each file that any ticket names, in the database and in the folder; not into the files. */
export async function lookForFiles(
  engine: SqlEngine,
  store: Pick<AttachmentStore, 'isStored'>,
): Promise<FilesLookedAt> {
  const missing: MissingFile[] = [];
  let named = 0;
  for (let after = '', isMore = true; isMore;) {
    const tickets = await engine.query<TicketRow>(
      // Within a text of the body each quote is escaped, so that none looks like the key.
      `SELECT id, number, agent_no, body FROM tickets WHERE id > $1 AND position('"attachments":[{' in body) > 0
        ORDER BY id LIMIT ${String(ticketsAtOnce)}`,
      [after],
    );
    const stored = await storedOf(engine, tickets);
    for (const { id, number, agent_no: agentNo, body } of tickets) {
      const { attachments } = JSON.parse(body) as { attachments?: unknown };
      for (const { sha256 } of attachmentsSchema.parse(attachments)) {
        named += 1;
        const wasHere = stored.has(`${id} ${sha256}`);
        if (!wasHere || !(await store.isStored(sha256))) missing.push({ number, agentNo, sha256, wasHere });
      }
    }
    after = tickets.at(-1)?.id ?? after;
    isMore = tickets.length === ticketsAtOnce;
  }
  return { named, missing };
}

async function storedOf(engine: SqlEngine, tickets: readonly TicketRow[]): Promise<ReadonlySet<string>> {
  const rows = await engine.query<{ ticket_id: string; sha256: string }>(
    'SELECT ticket_id, sha256 FROM attachments WHERE ticket_id = ANY ($1::text[]) AND stored_at IS NOT NULL',
    [tickets.map(({ id }) => id)],
  );
  return new Set(rows.map(({ ticket_id: ticketId, sha256 }) => `${ticketId} ${sha256}`));
}
