import { z } from 'zod';
import { dialAddressSchema } from '../domain/dial-address.ts';
import { heldTaskSchema, taskChangeSchema, taskRowSchema, taskSchema } from '../domain/task.ts';
import { callIdSchema, taskIdSchema } from '../ids.ts';

const nothing = z.object({});

/** The part of the contract that is about shared tasks. */
export const taskCommands = {
  /** Tasks that are something to the agent who asks, by what is due first. */
  'tasks:list': { input: nothing, output: z.array(taskRowSchema) },
  /** `number`: where the caller wants to be reached, if elsewhere; as it was typed. Final once answered. */
  'tasks:promise': {
    input: z.object({
      id: taskIdSchema,
      callId: callIdSchema,
      number: z.string().max(64).optional(),
      language: taskSchema.shape.language,
      dueAt: taskSchema.shape.dueAt,
      note: taskSchema.shape.note,
    }),
    output: nothing,
  },
  'tasks:change': { input: z.object({ id: taskIdSchema, change: taskChangeSchema }), output: nothing },
  /** What whoever asks may hand over: what he has in hand; of a leader, what anybody has. By what is due first. */
  'tasks:held': { input: nothing, output: z.array(heldTaskSchema) },
  /** What a caller said off hours, in base64. That the agent listened is on its way to the centre before this answers. */
  'tasks:sound': { input: z.object({ id: taskIdSchema }), output: z.object({ data: z.base64() }) },
  /** What to dial, without showing it. The task is the agent's from then on, and the centre hears that he was given the number. */
  'tasks:dial': { input: z.object({ id: taskIdSchema }), output: dialAddressSchema },
} as const;
