import { z } from 'zod';
import { leaderVerdictSchema } from '../domain/leader-verdict.ts';
import { agentNoSchema, callIdSchema } from '../ids.ts';

/** An agent asks the leaders who are at work whether he may end an abusive call. `id`: new with every asking. */
export const askLeaderRequestSchema = z.object({ id: z.uuid(), callId: callIdSchema });
/** How many leaders are at work elsewhere, and so were asked. */
export const askLeaderAnswerSchema = z.object({ leaders: z.number().int().nonnegative() });
export const answerLeaderRequestSchema = z.object({ id: z.uuid(), verdict: leaderVerdictSchema });
/** What counts: the first answer does, whoever gave it. */
export const leaderAnswerSchema = z.object({ verdict: leaderVerdictSchema, by: agentNoSchema });
/** The number and password of a leader who stands at another agent's desk. */
export const checkLeaderRequestSchema = z.object({ agentNo: agentNoSchema, password: z.string().min(1).max(200) });
export const checkLeaderAnswerSchema = z.object({ leader: agentNoSchema });
/** An asking that nobody answered is over: the talk has gone on. */
export const leaderAskMs = 10 * 60_000;
