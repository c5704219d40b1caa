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

export const colleagueListSchema = z.object({
  colleagues: z.array(colleagueSchema),
  /** When the centre said so, UTC epoch ms; absent while it never did. */
  asOf: z.number().int().optional(),
  /** The centre can't be asked: they may stand elsewhere by now. */
  isStale: z.boolean(),
});
export type ColleagueList = z.infer<typeof colleagueListSchema>;

/** Whether a colleague could take a call now: is free, will be before long, or is not here. */
export const presenceSchema = z.enum(['free', 'busy', 'away']);
export type Presence = z.infer<typeof presenceSchema>;

export function presenceOf(kind: Colleague['kind']): Presence {
  switch (kind) {
    case 'READY':
      return 'free';
    case 'RINGING':
    case 'DIALING':
    case 'TALKING':
    case 'ACW':
      return 'busy';
    case 'WARM_UP':
    case 'NOT_READY':
    case 'BREAK':
    case 'OFFLINE':
      return 'away';
  }
}
