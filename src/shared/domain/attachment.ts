import { z } from 'zod';
import { cleanFileName } from '../ticket/file-name.ts';

/** What a centre can look at: pictures and documents without programs in them. */
export const attachmentKinds = ['jpeg', 'png', 'webp', 'gif', 'pdf', 'docx', 'xlsx'] as const;
export const attachmentKindSchema = z.enum(attachmentKinds);
export type AttachmentKind = z.infer<typeof attachmentKindSchema>;

/** Files of one ticket. */
export const mostAttachments = 8;
/** Bytes of one file. */
export const largestAttachment = 10 * 1024 * 1024;
/** Bytes that travel at once, from the page to the core and from the desk to the centre. */
export const attachmentChunk = 256 * 1024;

/** SHA-256 of a file's bytes, hex: its name wherever it lies. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
/** Standard base64 of one chunk. */
export const chunkSchema = z
  .base64()
  .min(4)
  .max(Math.ceil(attachmentChunk / 3) * 4);

/** A file of a ticket, as the ticket names it; its bytes travel apart. */
export const attachmentSchema = z.object({
  sha256: sha256Schema,
  /** Cleaned: no folder, no characters that can't be seen or that turn the writing. */
  name: z
    .string()
    .max(120)
    .refine((name) => name === cleanFileName(name)),
  kind: attachmentKindSchema,
  size: z.number().int().min(1).max(largestAttachment),
});
export type Attachment = z.infer<typeof attachmentSchema>;

export const attachmentsSchema = z
  .array(attachmentSchema)
  .max(mostAttachments)
  .refine((list) => new Set(list.map(({ sha256 }) => sha256)).size === list.length);

/** Standard base64 of a small picture of it, WebP or JPEG. */
export const previewSchema = z.base64().max(40_000);

/**
 * How far a file of this seat has got: `partial` was not taken over whole from the page and has to be added again;
 * `draft` waits for its ticket; `waiting` is on its way; `stored` is at the centre; `stuck` was refused, and is tried again
 * when the agent says so.
 */
export const attachmentProgressSchema = z.enum(['partial', 'draft', 'waiting', 'stored', 'stuck']);
export type AttachmentProgress = z.infer<typeof attachmentProgressSchema>;

/** A file as the seat knows it. */
export const seatAttachmentSchema = z.object({
  ...attachmentSchema.omit({ kind: true }).shape,
  /** Known once the bytes are there. */
  kind: attachmentKindSchema.optional(),
  preview: previewSchema.optional(),
  /** Bytes that the seat has. */
  have: z.number().int(),
  progress: attachmentProgressSchema,
  /** Why it is stuck, or has to wait: `attachment.wrongKind`, `attachment.overQuota`, … */
  code: z.string().max(60).optional(),
});
export type SeatAttachment = z.infer<typeof seatAttachmentSchema>;
