import { z } from 'zod';
import { agentNoSchema } from '../ids.ts';
import { trainedPersonSchema, trainingPageSchema } from '../sync/training-wire.ts';

/** The part of the contract that is about the training file at the centre, which is asked each time. */
export const trainingCommands = {
  /** A page of one's own file, or of somebody else's for those who teach; newest first. Fails with `server.*`. */
  'training:file': {
    input: z.object({ agentNo: agentNoSchema.optional(), cursor: z.string().max(120).optional() }),
    output: trainingPageSchema,
  },
  /** Who has trained; for those who teach. Fails with `server.*`. */
  'training:people': { input: z.object({}), output: z.array(trainedPersonSchema) },
} as const;
