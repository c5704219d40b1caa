import { z } from 'zod';
import { readingTextSchema } from '../domain/reading-text.ts';
import { drillResultSchema } from '../training/drill-result.ts';

/** The part of the contract that is about reading drills; what one came to is told to the centre of a live seat. */
export const drillCommands = {
  'drills:texts': { input: z.object({}), output: z.array(readingTextSchema) },
  /** Keeps what a drill came to; once more for the same drill replaces it. */
  'drills:keep': { input: drillResultSchema, output: z.object({}) },
  /** The agent's own, newest first. */
  'drills:results': {
    input: z.object({ limit: z.number().int().min(1).max(1000) }),
    output: z.array(drillResultSchema),
  },
} as const;
