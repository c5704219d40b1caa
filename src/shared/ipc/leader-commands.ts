import { z } from 'zod';
import { leaderVerdictSchema } from '../domain/leader-verdict.ts';
import { agentNoSchema, callIdSchema } from '../ids.ts';

const nothing = z.object({});

/** Of a call of this desk. */
export const leaderAnsweredSchema = z.object({
  id: z.uuid(),
  callId: callIdSchema,
  verdict: leaderVerdictSchema,
  by: agentNoSchema,
});

/** A leader's word: at this desk, and from this desk to others. */
export const leaderCommands = {
  /** A leader confirms at this desk with his own sign-in, which needs no server where he signed in before. */
  'leader:confirm': {
    input: z.object({
      agentNo: agentNoSchema,
      password: z.string().min(1).max(200),
      /** A leader who never signed in here may be known to the centre; enough where he signs nothing. */
      mayAskCentre: z.boolean().optional(),
    }),
    output: z.object({ leader: agentNoSchema }),
  },
  /** Asks the leaders who are at work whether this call may be ended; the answer comes as an event. */
  'leader:ask': {
    input: z.object({ callId: callIdSchema }),
    output: z.object({ id: z.uuid(), leaders: z.number().int().nonnegative() }),
  },
  /** What this leader is asked, the oldest first; `at`: UTC epoch ms. */
  'leader:requests': {
    input: nothing,
    output: z.array(z.object({ id: z.uuid(), agentNo: agentNoSchema, place: z.string(), at: z.number().int() })),
  },
  'leader:answer': {
    input: z.object({ id: z.uuid(), verdict: leaderVerdictSchema }),
    output: z.object({ verdict: leaderVerdictSchema, by: agentNoSchema }),
  },
} as const;
