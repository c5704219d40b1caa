import { z } from 'zod';
import { listenerMarksSchema, practiceResultSchema } from '../training/practice-result.ts';
import { scenarioSchema } from '../domain/scenario.ts';
import { callIdSchema, scenarioIdSchema } from '../ids.ts';
import { callerRecordingsSchema, maxCallerRecordingBytes } from '../training/caller-recording.ts';
import { drillCommands } from './drill-commands.ts';

/**
 * The part of the contract that is about simulations and reading drills. What one came to, its score and marks, is told to the centre of a
 * live seat; a demo tells nobody.
 */
export const practiceCommands = {
  'practice:scenarios': { input: z.object({}), output: z.array(scenarioSchema) },
  /** What the centre has recorded itself of the lines of practice callers, as the folder is now. */
  'practice:recordings': { input: z.object({}), output: callerRecordingsSchema },
  /** The sound of one line, by its place in `linesOf`; base64 of an Ogg, WAV or FLAC file. Fails with `recording.notFound`. */
  'practice:recording': {
    input: z.object({ scenarioId: scenarioIdSchema, line: z.number().int().min(0).max(800) }),
    output: z.object({ data: z.base64().max(Math.ceil(maxCallerRecordingBytes / 3) * 4) }),
  },
  /**
   * Keeps what a simulation came to; once more for the same call replaces it, but for what a listener
   * marked.
   */
  'practice:keep': { input: practiceResultSchema.omit({ heard: true }), output: z.object({}) },
  /** What a listener says of one that is kept. Fails with `practice.notFound`. */
  'practice:mark': { input: z.object({ callId: callIdSchema, heard: listenerMarksSchema }), output: z.object({}) },
  /** The agent's own, newest first. */
  'practice:results': {
    input: z.object({ limit: z.number().int().min(1).max(200) }),
    output: z.array(practiceResultSchema),
  },
  ...drillCommands,
} as const;
