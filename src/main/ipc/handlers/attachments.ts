import { ok } from '../../../shared/ipc/result.ts';
import type { EmitEvent } from '../../event-hub.ts';
import type { Handlers } from './handlers.ts';

type AttachmentCommand =
  'attachments:add' | 'attachments:put' | 'attachments:list' | 'attachments:remove' | 'attachments:retry';

export function attachmentHandlers(emit: EmitEvent, now: () => number): Pick<Handlers, AttachmentCommand> {
  return {
    'attachments:add': ({ preview, ...file }, { store }) =>
      store.addAttachment(preview === undefined ? file : { ...file, preview }, now()),
    'attachments:put': ({ ticketId, sha256, at, data }, { store }) =>
      store.keepAttachmentBytes(ticketId, sha256, at, new Uint8Array(Buffer.from(data, 'base64'))),
    async 'attachments:list'({ ticketIds }, { store }) {
      return ok(
        await Promise.all(
          ticketIds.map(async (ticketId) => ({ ticketId, attachments: await store.attachmentsOf(ticketId) })),
        ),
      );
    },
    async 'attachments:remove'({ ticketId, sha256 }, { store }) {
      const removed = await store.removeAttachment(ticketId, sha256);
      return removed.ok ? ok({}) : removed;
    },
    async 'attachments:retry'({ ticketId, sha256 }, { store, sync }) {
      await store.retryAttachment(ticketId, sha256);
      emit('attachmentsChanged', { ticketId });
      sync.wake();
      return ok({});
    },
  };
}
