import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AgentBoard } from '../agents/agent-board.ts';
import { listColleagues } from '../agents/colleagues.ts';
import { topUpNumbers } from '../auth/number-blocks.ts';
import { recoverKey } from '../auth/recover-key.ts';
import { endSession, refreshSession } from '../auth/sessions.ts';
import { checkLeader, signIn } from '../auth/sign-in.ts';
import type { Centre } from '../centre.ts';
import { refusal } from '../refusal.ts';
import { pull } from '../sync/pull.ts';
import { push, pushSealed, pushTogether } from '../sync/push.ts';
import type { Admission } from './admission.ts';
import { serve } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { openApiDocument } from './openapi.ts';
import { RateLimiter } from './rate-limit.ts';
import type { RateLimit } from './rate-limit.ts';
import { answer, RefusedRequest, refuse } from './request-checks.ts';

export interface SignInLimits {
  /** One address may stand for a whole floor at the change of shifts. */
  readonly perAddress: RateLimit;
  readonly perAgent: RateLimit;
}

export const defaultLimits: SignInLimits = {
  perAddress: { burst: 300, perSecond: 20 },
  perAgent: { burst: 30, perSecond: 0.5 },
};

export function addInfoRoutes(app: FastifyInstance, centre: Centre, version: string): void {
  const { engine, info } = centre;
  serve(app, centre, endpoints.health, async ({ reply }) => {
    // Undefined: the database does not answer.
    const isDurable = await engine.isDurable().catch(() => undefined);
    const ok = isDurable !== undefined;
    return reply.code(ok ? 200 : 503).send({ ok, engine: engine.name, isDurable: isDurable === true, version });
  });
  serve(app, centre, endpoints.centre, () => Promise.resolve(info));
  let document: string | undefined;
  serve(app, centre, endpoints.openapi, async ({ reply }) => {
    document ??= JSON.stringify(openApiDocument(version));
    return reply.type('application/json').send(document);
  });
}

export function addAuthRoutes(app: FastifyInstance, centre: Centre, limits: SignInLimits): void {
  const byAddress = new RateLimiter(limits.perAddress, centre.now);
  const byAgent = new RateLimiter(limits.perAgent, centre.now);
  const slowDown = (limiter: RateLimiter, key: string): void => {
    const retryAfterS = limiter.take(key);
    if (retryAfterS > 0) throw new RefusedRequest(refusal(429, 'server.busy', { retryAfterS }));
  };
  const slowDownAddress = ({ ip }: FastifyRequest): void => slowDown(byAddress, ip);
  serve(
    app,
    centre,
    endpoints.signIn,
    async ({ request, reply, body }) => {
      slowDown(byAgent, `${request.ip} ${body.agentNo}`);
      return answer(reply, await signIn(centre, body));
    },
    slowDownAddress,
  );
  serve(
    app,
    centre,
    endpoints.refresh,
    async ({ reply, body }) => {
      const tokens = await centre.engine.transaction((client) =>
        refreshSession(client, centre.crypto, body.refreshToken, centre.now()),
      );
      if (tokens === 'reused') centre.log.warn('a refresh token was used twice; its session is over');
      if (typeof tokens === 'string') return refuse(reply, refusal(401, 'auth.tokenInvalid'));
      return tokens;
    },
    slowDownAddress,
  );
  serve(app, centre, endpoints.checkLeader, async ({ request, reply, claims, body }) => {
    slowDownAddress(request);
    slowDown(byAgent, `${request.ip} ${body.agentNo}`);
    return answer(reply, await checkLeader(centre, { ...body, deviceId: claims.deviceId }, claims.agentNo));
  });
  serve(app, centre, endpoints.signOut, async ({ reply, body }) => {
    await endSession(centre.engine, body.refreshToken, centre.now());
    return reply.code(204).send();
  });
  serve(app, centre, endpoints.recoverKey, async ({ reply, claims, body }) =>
    answer(reply, await recoverKey(centre, claims, body)),
  );
}

export function addSyncRoutes(app: FastifyInstance, centre: Centre, admission: Admission): void {
  serve(app, centre, endpoints.push, ({ claims, body }) => admission.run(claims, () => push(centre, claims, body)));
  serve(app, centre, endpoints.pushTogether, ({ claims, body }) =>
    admission.run(claims, () => pushTogether(centre, claims, body)),
  );
  serve(app, centre, endpoints.pushSealed, ({ claims, body }) => admission.run(claims, () => pushSealed(centre, body)));
  serve(app, centre, endpoints.pull, ({ claims, query }) => admission.run(claims, () => pull(centre, claims, query)));
  serve(app, centre, endpoints.colleagues, ({ claims }) => listColleagues(centre.engine, claims.agentNo, centre.now()));
  serve(app, centre, endpoints.numbers, async ({ claims, body }) => {
    const numberBlocks = await centre.engine.transaction((client) =>
      topUpNumbers(client, claims.agentNo, claims.deviceId, {
        ...{ numbersLeft: body.numbersLeft, perSeat: centre.numbersPerSeat, now: centre.now() },
      }),
    );
    return { numberBlocks };
  });
}

/** More than anybody is abused: each one is put before every leader. */
const askLimit: RateLimit = { burst: 10, perSecond: 0.1 };

export function addFloorRoutes(app: FastifyInstance, centre: Centre, board: AgentBoard): void {
  const asked = new RateLimiter(askLimit, centre.now);
  serve(app, centre, endpoints.force, async ({ reply, claims, body }) => {
    const isThere = await board.force(body.agentNo, claims.agentNo);
    return isThere ? reply.code(204).send() : refuse(reply, refusal(404, 'notFound'));
  });
  serve(app, centre, endpoints.askLeader, async ({ reply, claims, body }) => {
    const retryAfterS = asked.take(claims.agentNo);
    if (retryAfterS > 0) return refuse(reply, refusal(429, 'server.busy', { retryAfterS }));
    const leaders = await board.leaders.ask(claims, body);
    return leaders === undefined ? refuse(reply, refusal(403, 'auth.notAllowed')) : { leaders };
  });
  serve(app, centre, endpoints.answerLeader, async ({ reply, claims, body }) => {
    const said = await board.leaders.answer(body.id, body.verdict, claims.agentNo);
    return said ?? refuse(reply, refusal(404, 'notFound'));
  });
}
