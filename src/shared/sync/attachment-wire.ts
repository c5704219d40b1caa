import { z } from 'zod';
import { chunkSchema, largestAttachment, sha256Schema } from '../domain/attachment.ts';
import { largestEnclosure } from '../domain/enclosure.ts';
import { ticketIdSchema } from '../ids.ts';

/** The part of the protocol that is about the files of tickets and articles. */
const named = { ticketId: ticketIdSchema, sha256: sha256Schema };

export const attachmentStatesRequestSchema = z.object({ ticketId: ticketIdSchema });
/** One for each file that the ticket names: bytes that the centre has, and whether it has the whole for good. */
export const attachmentStatesSchema = z.object({
  attachments: z.array(z.object({ sha256: sha256Schema, have: z.number().int().min(0), isStored: z.boolean() })),
});
export type AttachmentStates = z.infer<typeof attachmentStatesSchema>;

/** `at`: where in the file the chunk begins; it counts when the upload has got to there. */
export const putAttachmentRequestSchema = z.object({
  ...named,
  at: z.number().int().min(0).max(largestAttachment),
  data: chunkSchema,
});
export const putAttachmentAnswerSchema = z.object({ have: z.number().int().min(0) });

export const completeAttachmentRequestSchema = z.object(named);
export const completeAttachmentAnswerSchema = z.object({ isStored: z.literal(true) });

export const attachmentQuerySchema = z.object(named);

/** `at`: from which byte on. Of a picture or document of an article, or of what a caller said. */
export const enclosureQuerySchema = z.object({
  sha256: sha256Schema,
  at: z.coerce.number().int().min(0).max(largestEnclosure),
});
