import { createHash } from 'node:crypto';
import {
  attachmentChunk,
  largestAttachment,
  mostAttachments,
  type Attachment,
  type SeatAttachment,
} from '../../shared/domain/attachment.ts';
import type { TicketId } from '../../shared/ids.ts';
import { appError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { kindHead, kindOf, kindTail } from '../../shared/ticket/attachment-kind.ts';
import { cleanFileName } from '../../shared/ticket/file-name.ts';
import { plain, result } from './expected-failures.ts';
import type { AttachmentRow } from './queries/attachments.ts';
import type { SeatDesk } from './seat-desk.ts';
import type { SeatOps } from './seat-ops.ts';
import type { SeatSession } from './seat-session.ts';
import type { NewAttachment, SentAttachment } from './seat-store.ts';

/** Files of tickets that the centre confirmed are looked after for so long: it may be restored to before them. */
const storedKeptMs = 30 * 86_400_000;
/** Of these files so many bytes are kept, which is several months of an agent's. */
const storedKeptBytes = 256 * 1024 * 1024;

type AttachmentOps = Pick<
  SeatOps,
  | 'addAttachment'
  | 'keepAttachmentBytes'
  | 'attachmentsOf'
  | 'removeAttachment'
  | 'retryAttachment'
  | 'waitingAttachments'
  | 'ticketsStored'
  | 'attachmentBytes'
  | 'settleAttachment'
>;

export function attachmentOps(desk: SeatDesk): AttachmentOps {
  const { session } = desk;
  return {
    addAttachment: (file, now) => result(desk, () => addAttachment(session(), file, now)),
    keepAttachmentBytes: (ticketId, sha256, at, bytes) =>
      result(desk, () => keepBytes(session(), ticketId, sha256, at, bytes)),
    attachmentsOf: (ticketId) => plain(desk, () => session().tables.attachments.ofTicket(ticketId).map(toSeat)),
    removeAttachment: (ticketId, sha256) => result(desk, () => removeAttachment(session(), ticketId, sha256)),
    retryAttachment: (ticketId, sha256) =>
      plain(desk, () => {
        const { attachments } = session().tables;
        if (attachments.get(ticketId, sha256)?.isStuck) attachments.setState(ticketId, sha256, false, undefined);
      }),
    waitingAttachments: () => plain(desk, () => session().tables.attachments.waiting().map(toSent)),
    ticketsStored: (limit, now) =>
      plain(desk, () => {
        const { tables } = session();
        tables.inTransaction(() => tables.attachments.removeStoredBefore(now - storedKeptMs));
        return tables.attachments.ticketsStored(limit);
      }),
    attachmentBytes: (sha256, at) =>
      plain(desk, () => session().tables.attachments.bytesFrom(sha256, at)?.subarray(0, attachmentChunk)),
    settleAttachment: (ticketId, sha256, outcome, now) =>
      plain(desk, () => settle(session(), ticketId, sha256, outcome, now)),
  };
}

/** What a submission names. Fails with `attachment.partial` while one of them is not here whole. */
export function namedAttachments({ tables }: SeatSession, ticketId: TicketId): Result<Attachment[]> {
  const rows = tables.attachments.ofTicket(ticketId);
  const named = rows.flatMap(({ sha256, name, kind, size }) => (kind ? [{ sha256, name, kind, size }] : []));
  return named.length === rows.length ? ok(named) : err(appError('attachment.partial', 'user'));
}

/**
 * The agent has thrown the draft away, and with it its files; those of a ticket that was taken up again stay with it, and
 * with one that was thrown away itself and can be put back.
 */
export function discardDraft({ tables }: SeatSession, id: TicketId, now: number): void {
  tables.inTransaction(() => {
    tables.drafts.discard(id, now);
    if (!tables.tickets.get(id) && !tables.discardedRows.holds(id)) removeFiles(tables, id);
  });
}

/** Of a ticket that is nowhere any more. */
export function removeFiles(tables: SeatSession['tables'], id: TicketId): void {
  for (const { sha256 } of tables.attachments.ofTicket(id)) forget(tables, id, sha256);
}

function addAttachment({ tables }: SeatSession, file: NewAttachment, now: number): Result<SeatAttachment> {
  const { ticketId, sha256, size } = file;
  const { attachments } = tables;
  if (!tables.drafts.get(ticketId)) return err(appError('ticket.notFound', 'none'));
  if (size > largestAttachment) return err(appError('attachment.tooLarge', 'none'));
  if (size === 0) return err(appError('attachment.empty', 'none'));
  const known = attachments.get(ticketId, sha256);
  if (!known) {
    if (attachments.ofTicket(ticketId).length >= mostAttachments) return err(appError('attachment.tooMany', 'none'));
    attachments.add({ ...file, name: cleanFileName(file.name) }, now);
  }
  return judgeWhole(tables, ticketId, sha256);
}

function keepBytes(
  { tables, clock }: SeatSession,
  ticketId: TicketId,
  sha256: string,
  at: number,
  bytes: Uint8Array,
): Result<SeatAttachment> {
  const row = tables.attachments.get(ticketId, sha256);
  if (!row || !tables.drafts.get(ticketId)) return err(appError('ticket.notFound', 'none'));
  // A chunk that comes twice, or by two windows: the answer says where to go on.
  if (at === row.have && at + bytes.length <= row.size) tables.attachments.keepBytes(sha256, at, bytes);
  clock.note(Date.now());
  return judgeWhole(tables, ticketId, sha256);
}

/** Once the bytes are there whole: their hash, and what they are. What can't be taken is gone when this returns. */
function judgeWhole(tables: SeatSession['tables'], ticketId: TicketId, sha256: string): Result<SeatAttachment> {
  const { attachments } = tables;
  const row = attachments.get(ticketId, sha256);
  if (!row) return err(appError('ticket.notFound', 'none'));
  if (row.kind || row.have < row.size) return ok(toSeat(row));
  const bytes = wholeOf(tables, row);
  const isIntact = createHash('sha256').update(bytes).digest('hex') === sha256;
  const kind = isIntact ? kindOf(bytes.subarray(0, kindHead), bytes.subarray(-kindTail)) : undefined;
  if (!kind) {
    tables.inTransaction(() => {
      forget(tables, ticketId, sha256);
      if (!isIntact) attachments.removeBytes(sha256);
    });
    return err(appError(isIntact ? 'attachment.wrongKind' : 'attachment.damaged', 'user'));
  }
  attachments.setKind(ticketId, sha256, kind);
  return ok(toSeat({ ...row, kind }));
}

function wholeOf({ attachments }: SeatSession['tables'], { sha256, size }: AttachmentRow): Buffer {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < size;) {
    const chunk = attachments.bytesFrom(sha256, at);
    if (!chunk) break;
    chunks.push(chunk);
    at += chunk.length;
  }
  return Buffer.concat(chunks);
}

function removeAttachment({ tables }: SeatSession, ticketId: TicketId, sha256: string): Result<void> {
  if (!tables.drafts.get(ticketId)) return err(appError('ticket.notEditable', 'none'));
  tables.inTransaction(() => forget(tables, ticketId, sha256));
  return ok(undefined);
}

function forget({ attachments }: SeatSession['tables'], ticketId: TicketId, sha256: string): void {
  attachments.remove(ticketId, sha256);
  attachments.removeUnusedBytes(sha256);
}

function settle(
  { tables }: SeatSession,
  ticketId: TicketId,
  sha256: string,
  outcome: SentAttachment,
  now: number,
): void {
  const { attachments } = tables;
  tables.inTransaction(() => {
    attachments.setStored(ticketId, sha256, outcome.kind === 'stored' ? now : undefined);
    attachments.setState(
      ticketId,
      sha256,
      outcome.kind === 'stuck',
      outcome.kind === 'stored' ? undefined : outcome.code,
    );
    if (outcome.kind === 'stored') attachments.trimStored(storedKeptBytes);
  });
}

function toSent({ ticketId, sha256, size }: AttachmentRow): Pick<AttachmentRow, 'ticketId' | 'sha256' | 'size'> {
  return { ticketId, sha256, size };
}

function toSeat(row: AttachmentRow): SeatAttachment {
  const { sha256, name, size, have, kind, preview, code } = row;
  return {
    ...{ sha256, name, size, have, progress: progressOf(row) },
    ...(kind && { kind }),
    ...(preview !== undefined && { preview }),
    ...(code !== undefined && { code }),
  };
}

function progressOf({ isStored, isStuck, kind, sync }: AttachmentRow): SeatAttachment['progress'] {
  if (isStored) return 'stored';
  if (!kind) return 'partial';
  if (isStuck) return 'stuck';
  return sync === undefined ? 'draft' : 'waiting';
}
