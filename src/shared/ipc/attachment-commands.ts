import { z } from 'zod';
import {
  chunkSchema,
  largestAttachment,
  previewSchema,
  seatAttachmentSchema,
  sha256Schema,
} from '../domain/attachment.ts';
import { ticketIdSchema } from '../ids.ts';

const named = { ticketId: ticketIdSchema, sha256: sha256Schema };

/** The part of the contract that is about the files of tickets. */
export const attachmentCommands = {
  /**
   * Announces a file of a draft, whose bytes follow. Fails with `attachment.tooLarge`, `attachment.empty`,
   * `attachment.tooMany`, and `ticket.notFound` where there is no such draft. Repeating it changes nothing.
   */
  'attachments:add': {
    input: z.object({
      ...named,
      /** As the system calls it; cleaned before it is kept. */
      name: z.string().max(1000),
      size: z.number().int().min(0),
      preview: previewSchema.optional(),
    }),
    output: seatAttachmentSchema,
  },
  /**
   * A chunk of it; `have` of the answer says where to go on. With the last one the whole is looked at: `attachment.wrongKind`
   * and `attachment.damaged` take it back.
   */
  'attachments:put': {
    input: z.object({ ...named, at: z.number().int().min(0).max(largestAttachment), data: chunkSchema }),
    output: seatAttachmentSchema,
  },
  /** Of drafts and of what was submitted. */
  'attachments:list': {
    input: z.object({ ticketIds: z.array(ticketIdSchema).max(100) }),
    output: z.array(z.object({ ticketId: ticketIdSchema, attachments: z.array(seatAttachmentSchema) })),
  },
  /** Takes a file out of a draft. */
  'attachments:remove': { input: z.object(named), output: z.object({}) },
  /** Sends one that is stuck once more. */
  'attachments:retry': { input: z.object(named), output: z.object({}) },
} as const;
