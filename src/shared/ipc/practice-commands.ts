import { z } from 'zod';
import { listenerMarksSchema, practiceResultSchema } from '../training/practice-result.ts';
import { scenarioSchema } from '../domain/scenario.ts';
import { callIdSchema } from '../ids.ts';
import { drillCommands } from './drill-commands.ts';

/**
 * The part of the contract that is about simulations and reading drills. What one came to, its score and marks, is told to the centre of a
 * live seat; a demo tells nobody.
 */
export const practiceCommands = {
  'practice:scenarios': { input: z.object({}), output: z.array(scenarioSchema) },
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
