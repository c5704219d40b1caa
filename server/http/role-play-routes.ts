import type { FastifyInstance } from 'fastify';
import type { AgentNo } from '../../src/shared/ids.ts';
import type { Centre } from '../centre.ts';
import { invalidField } from '../refusal.ts';
import type { RolePlayLine } from '../training/role-play-line.ts';
import { answerRolePlay, endRolePlay, inviteRolePlay, partnerIn } from '../training/role-plays.ts';
import { serve } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { RateLimiter } from './rate-limit.ts';
import { askToWait, refuse } from './request-checks.ts';

/** Of one agent. Setting up a call takes a dozen pieces at once, a call that goes on one sign of life every few seconds. */
const sayLimit = { burst: 80, perSecond: 8 };
/** Nobody is rung at without a pause. */
const inviteLimit = { burst: 6, perSecond: 0.1 };

/** Two play a call: the server lets the two talk to each other, and nobody else to either. */
export function addRolePlayRoutes(app: FastifyInstance, centre: Centre, line: RolePlayLine): void {
  const says = new RateLimiter(sayLimit, centre.now);
  const invites = new RateLimiter(inviteLimit, centre.now);
  serve(app, centre, endpoints.inviteRolePlay, async ({ reply, claims: { agentNo }, body }) => {
    slowDown(invites, agentNo);
    const invited = await inviteRolePlay(centre, agentNo, body);
    if (!invited.ok) return refuse(reply, invited.error);
    const part = body.part === 'agent' ? 'caller' : 'agent';
    const said = { type: 'invited', scenarioId: body.scenarioId, part } as const;
    await line.tell({ id: body.id, from: agentNo, to: invited.value, said });
    return {};
  });
  serve(app, centre, endpoints.answerRolePlay, async ({ reply, claims: { agentNo }, body: { id, answer } }) => {
    const answered = await answerRolePlay(centre, line, agentNo, { id, answer });
    return answered.ok ? {} : refuse(reply, answered.error);
  });
  serve(app, centre, endpoints.sayInRolePlay, async ({ reply, claims: { agentNo }, body: { id, frame } }) => {
    slowDown(says, agentNo);
    const other = await partnerIn(centre, agentNo, id);
    if (!other.ok) return refuse(reply, other.error);
    const isTold = await line.tell({ id, from: agentNo, to: other.value, said: { type: 'frame', frame } });
    return isTold ? {} : refuse(reply, invalidField('frame'));
  });
  serve(app, centre, endpoints.endRolePlay, async ({ reply, claims: { agentNo }, body: { id, reason } }) => {
    const ended = await endRolePlay(centre, agentNo, id);
    if (!ended.ok) return refuse(reply, ended.error);
    if (ended.value) await line.tell({ id, from: agentNo, to: ended.value, said: { type: 'ended', reason } });
    return {};
  });
}

/** @throws RefusedRequest 429 */
function slowDown(limiter: RateLimiter, agentNo: AgentNo): void {
  const retryAfterS = limiter.take(agentNo);
  if (retryAfterS > 0) throw askToWait(429, retryAfterS);
}
