import { ticketIdSchema } from '../../../shared/ids.ts';
import { discardedKeptMs, rowsPerPage, type DiscardedRow, type RowText } from '../../../shared/sync/waiting-row.ts';
import { removeFiles } from '../attachment-ops.ts';
import type { DiscardedRecord } from '../queries/discarded-rows.ts';
import type { DiscardedDraft } from '../queries/drafts.ts';
import type { SeatSession } from '../seat-session.ts';
import type { SeatTables } from '../seat-tables.ts';
import { aboutMutation, aboutTicket, readPayload, textOfMutation, textOfTicket } from './about-row.ts';

export interface DiscardedPage {
  readonly total: number;
  readonly rows: DiscardedRow[];
}

const draftPrefix = 'draft ';

/** The ticket's id where an id of the list is that of a draft. */
export function draftIdOf(id: string): string | undefined {
  return id.startsWith(draftPrefix) ? id.slice(draftPrefix.length) : undefined;
}

/** Thrown away in the last 30 days, drafts among them that say something; the latest first. */
export function discardedPage(session: SeatSession, from: number): DiscardedPage {
  const { discardedRows } = session.tables;
  const drafts = written(session);
  const end = from + rowsPerPage;
  // Both lists are in this order: the first of both up to the page's end hold it.
  const rows = discardedRows.page(end, 0).map((record) => describe(session, record));
  const all = [...rows, ...drafts.slice(0, end).map(describeDraft)].sort((a, b) => b.discardedAt - a.discardedAt);
  return { total: discardedRows.count() + drafts.length, rows: all.slice(from, end) };
}

/** Undefined for what is not there any more. */
export function discardedText(session: SeatSession, id: string): RowText | undefined {
  const draftId = draftIdOf(id);
  if (draftId !== undefined) {
    const kept = written(session).find(({ draft }) => draft.id === draftId);
    return kept && textOfTicket(kept.draft);
  }
  const record = session.tables.discardedRows.get(Number(id));
  return record && textOfMutation(readPayload(refusedOf(record)?.payload ?? '{}').mutation);
}

function written({ tables }: SeatSession): DiscardedDraft[] {
  return tables.drafts.discarded().filter(({ draft }) => draft.description.trim() !== '');
}

function describe(session: SeatSession, record: DiscardedRecord): DiscardedRow {
  const row = refusedOf(record);
  const { at, mutation } = readPayload(row?.payload ?? '{}');
  const code = row?.state.kind === 'blocked' ? row.state.code : undefined;
  const others = record.body.rows.filter(({ state }) => state.kind !== 'superseded').length - 1;
  return {
    ...{ id: String(record.seq), kind: record.kind, at, discardedAt: record.discardedAt, with: Math.max(0, others) },
    about: aboutMutation(session, mutation),
    ...(code !== undefined && { code }),
  };
}

function refusedOf({ body: { rows } }: DiscardedRecord): DiscardedRecord['body']['rows'][number] | undefined {
  return rows.find(({ state }) => state.kind === 'blocked') ?? rows[0];
}

function describeDraft({ draft, discardedAt }: DiscardedDraft): DiscardedRow {
  const about = aboutTicket(draft);
  return { id: draftPrefix + draft.id, kind: 'ticket.draft', about, at: draft.updatedAt, discardedAt, with: 0 };
}

/** So many at a time: pauses are short. */
const clearedAtOnce = 20;
/** Nobody notices when it goes within the hour. */
const lookEveryMs = 3_600_000;

/**
 * What was thrown away 30 days ago goes for good, with the files of tickets that are nowhere else. `tidy` does a bounded
 * piece and tells whether more is left.
 */
export function createDiscardedUpkeep(tables: SeatTables, now: () => number): { tidy(): boolean } {
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    tidy: () => {
      const at = now();
      if (at - lookedAt < lookEveryMs) return false;
      const old = tables.discardedRows.before(at - discardedKeptMs, clearedAtOnce);
      tables.inTransaction(() => {
        tables.drafts.removeDiscardedBefore(at - discardedKeptMs);
        for (const { seq, body } of old) {
          tables.discardedRows.remove(seq);
          const id = body.ticket && ticketIdSchema.parse(body.ticket.row.ticket.id);
          if (id && !tables.tickets.get(id) && !tables.drafts.get(id)) removeFiles(tables, id);
        }
      });
      if (old.length === clearedAtOnce) return true;
      lookedAt = at;
      return false;
    },
  };
}
