import { attachmentChunk, type SeatAttachment } from '../../../src/shared/domain/attachment.ts';
import type { TicketId } from '../../../src/shared/ids.ts';
import { attachmentOf } from '../../fakes/sample-files.ts';
import type { KillableCore } from './killable-core.ts';

/** Hands a file to the core as the page does, chunk by chunk. Resolves when the seat has it whole. */
export async function addFile(
  core: Pick<KillableCore, 'get'>,
  ticketId: TicketId,
  bytes: Buffer,
  name = '照片.pdf',
): Promise<SeatAttachment> {
  const { sha256 } = attachmentOf(bytes);
  let kept = await core.get('attachments:add', { ticketId, sha256, name, size: bytes.length });
  while (kept.have < bytes.length) {
    const data = bytes.subarray(kept.have, kept.have + attachmentChunk).toString('base64');
    kept = await core.get('attachments:put', { ticketId, sha256, at: kept.have, data });
  }
  return kept;
}

/** How far the files of a ticket are, as the desk says it. */
export async function filesOf(core: Pick<KillableCore, 'get'>, ticketId: TicketId): Promise<readonly SeatAttachment[]> {
  const [list] = await core.get('attachments:list', { ticketIds: [ticketId] });
  return list?.attachments ?? [];
}
