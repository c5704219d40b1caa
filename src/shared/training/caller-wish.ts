import { z } from 'zod';
import { stepIdSchema } from '../domain/scenario.ts';

/** What somebody beside the call wants a simulated caller to do next. */
export const callerWishSchema = z.union([
  /** Go on with this step of his scenario: another branch, an outburst, the question for the leader. */
  z.strictObject({ kind: z.literal('step'), step: stepIdSchema }),
  /** Say nothing more until the agent finds what he waits for, or he is steered again. */
  z.strictObject({ kind: z.literal('silent') }),
  z.strictObject({ kind: z.literal('hangUp') }),
]);
export type CallerWish = z.infer<typeof callerWishSchema>;
