import { z } from 'zod';
import { taskIdSchema } from '../ids.ts';
import { sha256Schema } from './attachment.ts';

/** Bytes of one message. */
export const largestMessage = 4 * 1024 * 1024;
/** Seconds of one message. */
export const longestMessageS = 600;
/** What a machine keeps of messages that wait, bytes: what is due first comes first. */
export const messageBudget = 64 * 1024 * 1024;

export const soundKindSchema = z.enum(['wav', 'opus', 'mp3']);
export type SoundKind = z.infer<typeof soundKindSchema>;

/** What a caller said while nobody was on shift, as its task names it; its bytes travel apart, by their hash. */
export const voiceMessageSchema = z.object({
  sha256: sha256Schema,
  kind: soundKindSchema,
  size: z.number().int().min(1).max(largestMessage),
  /** As the exchange says. */
  seconds: z.number().int().min(1).max(longestMessageS),
  /** When he said it, UTC epoch ms. */
  leftAt: z.number().int().nonnegative(),
});
export type VoiceMessage = z.infer<typeof voiceMessageSchema>;

/** An agent listened to what a caller had said, at the desk's time. */
export const heardMessageSchema = z.object({
  taskId: taskIdSchema,
  sha256: voiceMessageSchema.shape.sha256,
  at: z.number().int().nonnegative(),
});
