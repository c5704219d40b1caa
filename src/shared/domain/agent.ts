import { z } from 'zod';
import { agentNoSchema } from '../ids.ts';
import { callerLanguageSchema } from './language.ts';

export const agentSchema = z.object({
  agentNo: agentNoSchema,
  /** For colleagues only: callers are never given the name. */
  displayName: z.string().min(1).max(60),
  role: z.enum(['agent', 'leader', 'trainee']),
  /** Languages this agent works in, best first. */
  languages: z.array(callerLanguageSchema).min(1),
  /** What the header calls the seat, such as 安多藏语席; text of the centre. */
  seatLabel: z.string().max(60),
  /**
   * Areas of the ticket catalog and queues of the exchange that this agent works for. A large centre gives his machine no
   * customers of others; without either he works for all.
   */
  areas: z.array(z.string().min(1).max(40)).max(200).optional(),
  queues: z.array(z.string().min(1).max(80)).max(200).optional(),
});
export type Agent = z.infer<typeof agentSchema>;
