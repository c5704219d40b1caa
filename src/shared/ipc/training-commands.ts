import { z } from 'zod';
import { agentNoSchema } from '../ids.ts';
import { examCommands } from './exam-commands.ts';
import { rolePlayCommands } from './role-play-commands.ts';
import { trainedPersonSchema, trainingPageSchema } from '../sync/training-wire.ts';

/** The part of the contract that is about training at the centre: the training file, which is asked each time, pass tests, role-plays. */
export const trainingCommands = {
  /** A page of one's own file, or of somebody else's for those who teach; newest first. Fails with `server.*`. */
  'training:file': {
    input: z.object({ agentNo: agentNoSchema.optional(), cursor: z.string().max(120).optional() }),
    output: trainingPageSchema,
  },
  /** Who has trained; for those who teach. Fails with `server.*`. */
  'training:people': { input: z.object({}), output: z.array(trainedPersonSchema) },
  ...examCommands,
  ...rolePlayCommands,
} as const;
