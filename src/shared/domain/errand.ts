import { z } from 'zod';
import { taskIdSchema } from '../ids.ts';

/** What the centre knows of a transfer that its risk watch stopped at, for whoever calls the customer back. */
export const riskAlarmSchema = z.object({
  /** When the money left, UTC epoch ms: the stop-loss clock counts from here. */
  transferAt: z.number().int().nonnegative(),
  amountFen: z.number().int().min(0).optional(),
  cardTail: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
});

export const errandKindSchema = z.enum(['callback', 'followUp', 'risk', 'panel']);

/** What a call of the desk is for, where the desk dialled it for that. */
export const errandSchema = z.object({
  kind: errandKindSchema,
  /** The task that it does, where it does one. */
  taskId: taskIdSchema.optional(),
  alarm: riskAlarmSchema.optional(),
});
export type Errand = z.infer<typeof errandSchema>;
