import { z } from 'zod';
import { nudgeMemorySchema } from '../care/rest-nudge.ts';
import { talkBookSchema } from '../domain/voice-care.ts';

/** The part of the contract that is about the agent's voice. Nobody else is told any of it. */
export const careCommands = {
  /** When the agent talked since `since`, in calls that are over. A demo counts its practice calls, a live seat does not. */
  'care:talk': { input: z.object({ since: z.number().int() }), output: talkBookSchema },
  /** The last nudge, kept over a restart. */
  'care:keepNudge': { input: nudgeMemorySchema.strict(), output: z.object({}) },
} as const;
