import type { FastifyInstance } from 'fastify';
import { mediaTypes } from '../attachments/attachment-store.ts';
import { attachmentStates, completeAttachment, putAttachment, readAttachment } from '../attachments/attachments.ts';
import { readSound } from '../messages/read-sound.ts';
import { readEnclosure } from '../publish/enclosures.ts';
import type { Centre } from '../centre.ts';
import type { Admission } from './admission.ts';
import { serve } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { answer, refuse } from './request-checks.ts';

/** Files of tickets: how far, the next chunk, the end, and back out; those of articles and of callers only out. */
export function addAttachmentRoutes(app: FastifyInstance, centre: Centre, admission: Admission): void {
  serve(app, centre, endpoints.attachmentStates, async ({ reply, claims, body }) =>
    answer(reply, await admission.run(claims, () => attachmentStates(centre, claims, body.ticketId))),
  );
  serve(app, centre, endpoints.putAttachment, async ({ reply, claims, body }) =>
    answer(reply, await admission.run(claims, () => putAttachment(centre, claims, body))),
  );
  serve(app, centre, endpoints.completeAttachment, async ({ reply, claims, body }) =>
    answer(reply, await admission.run(claims, () => completeAttachment(centre, claims, body))),
  );
  serve(app, centre, endpoints.enclosure, async ({ reply, claims, query }) =>
    answer(reply, await admission.run(claims, () => readEnclosure(centre, query))),
  );
  serve(app, centre, endpoints.voiceMessage, async ({ reply, claims, query }) =>
    answer(reply, await admission.run(claims, () => readSound(centre, claims, query))),
  );
  serve(app, centre, endpoints.attachment, async ({ reply, claims, query }) => {
    const read = await admission.run(claims, () => readAttachment(centre, claims, query));
    if (!read.ok) return refuse(reply, read.error);
    const { attachment, size, bytes } = read.value;
    return reply
      .type(mediaTypes[attachment.kind])
      .headers({ 'content-length': size, 'content-disposition': disposition(attachment.name) })
      .send(bytes);
  });
}

/** To be saved, never shown by whatever opened the address; the name twice, for readers of either kind (RFC 6266). */
function disposition(name: string): string {
  const plain = name.replace(/[^\w.()-]/g, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
