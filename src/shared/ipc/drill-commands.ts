import { z } from 'zod';
import { drillIdSchema } from '../ids.ts';
import { drillPieceSchema, drillRecordingSchema, drillSoundSchema } from '../training/drill-recording.ts';
import { readingTextSchema } from '../domain/reading-text.ts';
import { drillResultSchema } from '../training/drill-result.ts';

/**
 * The part of the contract that is about reading drills; what one came to is told to the centre of a live seat. A recording
 * that the reader made stays in his seat, and is gone after `drillRecordingTermMs`.
 */
export const drillCommands = {
  'drills:texts': { input: z.object({}), output: z.array(readingTextSchema) },
  /** Keeps what a drill came to; once more for the same drill replaces it. */
  'drills:keep': { input: drillResultSchema, output: z.object({}) },
  /** Keeps one piece of a recording. The first one fails with `recording.unreadable` where it is no WebM or Ogg file. */
  'drills:record': { input: drillPieceSchema, output: z.object({}) },
  /** Those that are there whole, newest first. */
  'drills:recordings': { input: z.object({}), output: z.array(drillRecordingSchema) },
  /** Fails with `recording.notFound`. */
  'drills:recording': { input: z.object({ drillId: drillIdSchema }), output: z.object({ data: drillSoundSchema }) },
  'drills:forgetRecording': { input: z.object({ drillId: drillIdSchema }), output: z.object({}) },
  /** The agent's own, newest first. */
  'drills:results': {
    input: z.object({ limit: z.number().int().min(1).max(1000) }),
    output: z.array(drillResultSchema),
  },
} as const;
