import type Database from 'better-sqlite3';
import type { Attachment, AttachmentKind } from '../../../shared/domain/attachment.ts';
import type { TicketId } from '../../../shared/ids.ts';

export interface AttachmentRow extends Omit<Attachment, 'kind'> {
  readonly ticketId: TicketId;
  readonly kind: AttachmentKind | undefined;
  readonly preview: string | undefined;
  /** Bytes of it that are here. */
  readonly have: number;
  /** The centre confirmed it. */
  readonly isStored: boolean;
  readonly isStuck: boolean;
  readonly code: string | undefined;
  /** Its ticket was submitted; absent for a draft. */
  readonly sync: string | undefined;
}

export interface AttachmentQueries {
  /** One that is there already stays. */
  add(row: Pick<AttachmentRow, 'ticketId' | 'sha256' | 'name' | 'size'> & { preview?: string }, at: number): void;
  get(ticketId: TicketId, sha256: string): AttachmentRow | undefined;
  /** In the order in which they were added. */
  ofTicket(ticketId: TicketId): AttachmentRow[];
  /** Of tickets that the centre has, and that it does not have itself; those that are stuck left out. */
  waiting(): AttachmentRow[];
  /** Tickets with files that the centre confirmed, the newest first. */
  ticketsStored(limit: number): TicketId[];
  counts(): { readonly waiting: number; readonly stuck: number };
  setKind(ticketId: TicketId, sha256: string, kind: AttachmentKind): void;
  setState(ticketId: TicketId, sha256: string, isStuck: boolean, code: string | undefined): void;
  setStored(ticketId: TicketId, sha256: string, at: number | undefined): void;
  /** What the centre has or lacked has to be asked for anew: it may be another than before. Answers whose files those are. */
  doubt(): TicketId[];
  remove(ticketId: TicketId, sha256: string): void;
  /** With their bytes. */
  removeStoredBefore(at: number): void;
  keepBytes(sha256: string, at: number, bytes: Uint8Array): void;
  /** The chunk that has this place of the file in it, from there on. */
  bytesFrom(sha256: string, at: number): Uint8Array | undefined;
  /** Bytes of no file that is known here. */
  removeUnusedBytes(sha256: string): void;
  /** Of files that the centre has only so many bytes stay, those of the ones that it confirmed last. */
  trimStored(mostBytes: number): void;
  removeBytes(sha256: string): void;
}

interface RawRow {
  ticket_id: TicketId;
  sha256: string;
  name: string;
  size: number;
  kind: AttachmentKind | null;
  preview: string | null;
  stored_at: number | null;
  is_stuck: number;
  code: string | null;
  have: number;
  sync: string | null;
}

const select = `
  SELECT a.ticket_id, a.sha256, name, size, kind, preview, stored_at, is_stuck, code, tickets.sync,
    (SELECT coalesce(sum(length(bytes)), 0) FROM attachment_bytes b WHERE b.sha256 = a.sha256) AS have
  FROM attachments a LEFT JOIN tickets ON tickets.id = a.ticket_id`;

export function createAttachmentQueries(db: Database.Database): AttachmentQueries {
  const get = db.prepare<[string, string], RawRow>(`${select} WHERE a.ticket_id = ? AND a.sha256 = ?`);
  const ofTicket = db.prepare<[string], RawRow>(`${select} WHERE a.ticket_id = ? ORDER BY added_at, a.rowid`);
  const waiting = db.prepare<[], RawRow>(
    `${select} WHERE stored_at IS NULL AND is_stuck = 0 AND tickets.sync = 'synced' ORDER BY added_at, a.rowid`,
  );
  const ticketsStored = db
    .prepare<[number], TicketId>(
      `SELECT ticket_id FROM attachments WHERE stored_at IS NOT NULL GROUP BY ticket_id ORDER BY max(stored_at) DESC LIMIT ?`,
    )
    .pluck();
  const counts = db.prepare<[], { waiting: number | null; stuck: number | null }>(
    `SELECT sum(is_stuck = 0) AS waiting, sum(is_stuck) AS stuck FROM attachments a JOIN tickets ON tickets.id = a.ticket_id
      WHERE stored_at IS NULL`,
  );
  const bytesFrom = db
    .prepare<[number, string, number], Buffer>(
      'SELECT substr(bytes, ? - at + 1) FROM attachment_bytes WHERE sha256 = ? AND at <= ? ORDER BY at DESC LIMIT 1',
    )
    .pluck();
  return {
    ...attachmentWrites(db),
    get: (ticketId, sha256) => {
      const row = get.get(ticketId, sha256);
      return row && toRow(row);
    },
    ofTicket: (ticketId) => ofTicket.all(ticketId).map(toRow),
    waiting: () => waiting.all().map(toRow),
    ticketsStored: (limit) => ticketsStored.all(limit),
    counts: () => {
      const row = counts.get();
      return { waiting: row?.waiting ?? 0, stuck: row?.stuck ?? 0 };
    },
    bytesFrom: (sha256, at) => {
      const bytes = bytesFrom.get(at, sha256, at);
      return bytes && bytes.length > 0 ? new Uint8Array(bytes) : undefined;
    },
  };
}

type Writes = Omit<AttachmentQueries, 'get' | 'ofTicket' | 'waiting' | 'ticketsStored' | 'counts' | 'bytesFrom'>;

function attachmentWrites(db: Database.Database): Writes {
  const add = db.prepare<[string, string, string, number, string | null, number]>(
    'INSERT OR IGNORE INTO attachments (ticket_id, sha256, name, size, preview, added_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const one = 'WHERE ticket_id = ? AND sha256 = ?';
  const setKind = db.prepare<[string, string, string]>(`UPDATE attachments SET kind = ? ${one}`);
  const setState = db.prepare<[number, string | null, string, string]>(
    `UPDATE attachments SET is_stuck = ?, code = ? ${one}`,
  );
  const setStored = db.prepare<[number | null, string, string]>(`UPDATE attachments SET stored_at = ? ${one}`);
  const remove = db.prepare<[string, string]>(`DELETE FROM attachments ${one}`);
  const doubt = db
    .prepare<[], TicketId>(
      `UPDATE attachments SET stored_at = NULL, is_stuck = 0, code = 'attachment.sentAgain'
        WHERE stored_at IS NOT NULL
          OR (is_stuck = 1 AND code IN ('attachment.lostAtCentre', 'attachment.unknownTicket'))
        RETURNING ticket_id`,
    )
    .pluck();
  const removeStored = db.prepare<[number]>('DELETE FROM attachments WHERE stored_at < ?');
  const removeOrphans = db.prepare('DELETE FROM attachment_bytes WHERE sha256 NOT IN (SELECT sha256 FROM attachments)');
  const storedHere = db.prepare<[], { sha256: string; size: number }>(
    `SELECT sha256, max(size) AS size FROM attachments
      WHERE sha256 IN (SELECT sha256 FROM attachment_bytes)
      GROUP BY sha256 HAVING sum(stored_at IS NULL) = 0 ORDER BY max(stored_at) DESC, max(rowid) DESC`,
  );
  const keepBytes = db.prepare<[string, number, Buffer]>(
    'INSERT OR IGNORE INTO attachment_bytes (sha256, at, bytes) VALUES (?, ?, ?)',
  );
  const removeUnused = db.prepare<[string]>(
    'DELETE FROM attachment_bytes WHERE sha256 = ? AND sha256 NOT IN (SELECT sha256 FROM attachments)',
  );
  const removeBytes = db.prepare<[string]>('DELETE FROM attachment_bytes WHERE sha256 = ?');
  return {
    add: (row, at) => void add.run(row.ticketId, row.sha256, row.name, row.size, row.preview ?? null, at),
    setKind: (ticketId, sha256, kind) => void setKind.run(kind, ticketId, sha256),
    setState: (ticketId, sha256, isStuck, code) => void setState.run(Number(isStuck), code ?? null, ticketId, sha256),
    setStored: (ticketId, sha256, at) => void setStored.run(at ?? null, ticketId, sha256),
    doubt: () => [...new Set(doubt.all())],
    remove: (ticketId, sha256) => void remove.run(ticketId, sha256),
    removeStoredBefore: (at) => {
      if (removeStored.run(at).changes > 0) removeOrphans.run();
    },
    keepBytes: (sha256, at, bytes) => void keepBytes.run(sha256, at, Buffer.from(bytes)),
    removeUnusedBytes: (sha256) => void removeUnused.run(sha256),
    trimStored: (mostBytes) => {
      let left = mostBytes;
      for (const { sha256, size } of storedHere.all()) {
        left -= size;
        if (left < 0) removeBytes.run(sha256);
      }
    },
    removeBytes: (sha256) => void removeBytes.run(sha256),
  };
}

function toRow(row: RawRow): AttachmentRow {
  return {
    ticketId: row.ticket_id,
    sha256: row.sha256,
    name: row.name,
    size: row.size,
    kind: row.kind ?? undefined,
    preview: row.preview ?? undefined,
    have: row.have,
    isStored: row.stored_at !== null,
    isStuck: row.is_stuck === 1,
    code: row.code ?? undefined,
    sync: row.sync ?? undefined,
  };
}
