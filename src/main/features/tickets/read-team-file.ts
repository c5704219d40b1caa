import { createHash } from 'node:crypto';
import type { AttachmentKind } from '../../../shared/domain/attachment.ts';
import type { TicketId } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { kindHead, kindOf, kindTail } from '../../../shared/ticket/attachment-kind.ts';
import type { ServerSession } from '../../sync/server-session.ts';

/** A file for the page. `data`: base64. */
export interface TeamFile {
  readonly kind: AttachmentKind;
  readonly data: string;
}

/**
 * Fetches a file of somebody's ticket and looks whether it is what the ticket names; nothing of it is kept. Fails with
 * attachment.notAtCentre while the centre does not have it, with attachment.cameDamaged where its bytes are others, or
 * none that a ticket may carry, and with those of the server.
 */
export async function readTeamFile(
  centre: Pick<ServerSession, 'ticketFile'>,
  ticketId: TicketId,
  sha256: string,
): Promise<Result<TeamFile>> {
  const file = await centre.ticketFile(ticketId, sha256);
  if (!file.ok) {
    const isMissing = file.error.params?.['code'] === 'attachment.notHere';
    return isMissing ? err(appError('attachment.notAtCentre', 'user')) : file;
  }
  const bytes = file.value;
  const kind = kindOf(bytes.subarray(0, kindHead), bytes.subarray(-kindTail));
  const isIntact = createHash('sha256').update(bytes).digest('hex') === sha256;
  if (!isIntact || !kind) return err(appError('attachment.cameDamaged', 'user'));
  return ok({ kind, data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64') });
}
