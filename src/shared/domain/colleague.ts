import { z } from 'zod';
import { agentNoSchema } from '../ids.ts';
import { agentKindSchema } from './agent-report.ts';
import { agentSchema } from './agent.ts';

/** Another agent of the centre, for whoever hands a call over. No name: the number is the identity. */
export const colleagueSchema = z.object({
  agentNo: agentNoSchema,
  role: agentSchema.shape.role,
  seatLabel: agentSchema.shape.seatLabel,
  languages: agentSchema.shape.languages,
  areas: agentSchema.shape.areas,
  queues: agentSchema.shape.queues,
  /** Account at the exchange, to be dialled within it. */
  extension: z.string().optional(),
  kind: agentKindSchema,
  /** UTC epoch ms; absent for somebody who was never there. */
  since: z.number().int().nonnegative().optional(),
});
export type Colleague = z.infer<typeof colleagueSchema>;
