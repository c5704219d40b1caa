import { z } from 'zod';
import { drillIdSchema } from '../ids.ts';

/** Longest recording of a reading drill: 800 letters at half the usual pace. */
export const maxDrillRecordingMs = 10 * 60_000;
/** Opus of a voice. */
export const drillBitsPerSecond = 20_000;
/** Thrown away so long after the drill, whether it was heard or not. */
export const drillRecordingTermDays = 7;
export const drillRecordingTermMs = drillRecordingTermDays * 86_400_000;

/** It crosses to the core in pieces, each well below what one message may be. */
export const drillPieceBytes = 300_000;
const maxPieces = 10;

const msSchema = z
  .number()
  .int()
  .min(1)
  .max(maxDrillRecordingMs * 2);

/** One piece of what a reader recorded of himself; the first one takes the place of an earlier recording of the drill. */
export const drillPieceSchema = z
  .strictObject({
    drillId: drillIdSchema,
    piece: z.number().int().min(0),
    pieces: z.number().int().min(1).max(maxPieces),
    /** Of all of it. */
    ms: msSchema,
    /** Base64 of a part of a WebM or Ogg file with Opus. */
    data: z.base64().max(Math.ceil(drillPieceBytes / 3) * 4),
  })
  .refine(({ piece, pieces }) => piece < pieces, { path: ['piece'] });
export type DrillPiece = z.infer<typeof drillPieceSchema>;

/** A recording that is there whole. */
export const drillRecordingSchema = z.strictObject({
  drillId: drillIdSchema,
  /** When it was kept, UTC epoch ms. */
  at: z.number().int().min(0),
  ms: msSchema,
});
export type DrillRecording = z.infer<typeof drillRecordingSchema>;

/** Its bytes, base64. */
export const drillSoundSchema = z.base64().max(Math.ceil((drillPieceBytes * maxPieces) / 3) * 4);
