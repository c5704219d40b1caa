import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  numbersRequestSchema,
  pullRequestSchema,
  pushRequestSchema,
  pushSealedRequestSchema,
  recoverKeyRequestSchema,
  refreshRequestSchema,
  signInRequestSchema,
} from '../../src/shared/sync/wire.ts';
import { listColleagues } from '../agents/colleagues.ts';
import { topUpNumbers } from '../auth/number-blocks.ts';
import { recoverKey } from '../auth/recover-key.ts';
import { endSession, refreshSession } from '../auth/sessions.ts';
import { signIn } from '../auth/sign-in.ts';
import type { Centre } from '../centre.ts';
import { refusal } from '../refusal.ts';
import { pull } from '../sync/pull.ts';
import { push, pushSealed } from '../sync/push.ts';
import { RateLimiter } from './rate-limit.ts';
import type { RateLimit } from './rate-limit.ts';
import { answer, check, RefusedRequest, refuse, requireAgent } from './request-checks.ts';

export interface SignInLimits {
  /** One address may stand for a whole floor at the change of shifts. */
  readonly perAddress: RateLimit;
  readonly perAgent: RateLimit;
}

export const defaultLimits: SignInLimits = {
  perAddress: { burst: 300, perSecond: 20 },
  perAgent: { burst: 30, perSecond: 0.5 },
};

const nothing = z.object({}).strict();

export function addInfoRoutes(app: FastifyInstance, centre: Centre, version: string): void {
  const { engine, info } = centre;
  app.get('/v1/health', async (request, reply) => {
    check(nothing, request.query);
    // Undefined: the database does not answer.
    const isDurable = await engine.isDurable().catch(() => undefined);
    const ok = isDurable !== undefined;
    return reply.code(ok ? 200 : 503).send({ ok, engine: engine.name, isDurable: isDurable === true, version });
  });
  app.get('/v1/centre', (request, reply) => {
    check(nothing, request.query);
    return reply.send(info);
  });
}

export function addAuthRoutes(app: FastifyInstance, centre: Centre, limits: SignInLimits): void {
  const byAddress = new RateLimiter(limits.perAddress, centre.now);
  const byAgent = new RateLimiter(limits.perAgent, centre.now);
  const slowDown = (limiter: RateLimiter, key: string): void => {
    const retryAfterS = limiter.take(key);
    if (retryAfterS > 0) throw new RefusedRequest(refusal(429, 'server.busy', { retryAfterS }));
  };
  app.post('/v1/auth/sign-in', async (request, reply) => {
    slowDown(byAddress, request.ip);
    const body = check(signInRequestSchema, request.body);
    slowDown(byAgent, `${request.ip} ${body.agentNo}`);
    return answer(reply, await signIn(centre, body));
  });
  app.post('/v1/auth/refresh', async (request, reply) => {
    slowDown(byAddress, request.ip);
    const { refreshToken } = check(refreshRequestSchema, request.body);
    const tokens = await centre.engine.transaction((client) =>
      refreshSession(client, centre.crypto, refreshToken, centre.now()),
    );
    if (tokens === 'reused') centre.log.warn('a refresh token was used twice; its session is over');
    if (typeof tokens === 'string') return refuse(reply, refusal(401, 'auth.tokenInvalid'));
    return reply.send(tokens);
  });
  app.post('/v1/auth/sign-out', async (request, reply) => {
    const { refreshToken } = check(refreshRequestSchema, request.body);
    await endSession(centre.engine, refreshToken, centre.now());
    return reply.code(204).send();
  });
  app.post('/v1/auth/recover-key', async (request, reply) => {
    const claims = requireAgent(centre, request);
    return answer(reply, await recoverKey(centre, claims, check(recoverKeyRequestSchema, request.body)));
  });
}

export function addSyncRoutes(app: FastifyInstance, centre: Centre): void {
  app.post('/v1/push', async (request) => {
    const claims = requireAgent(centre, request);
    return push(centre, claims, check(pushRequestSchema, request.body));
  });
  app.post('/v1/push-sealed', async (request) => {
    requireAgent(centre, request);
    return pushSealed(centre, check(pushSealedRequestSchema, request.body));
  });
  app.get('/v1/pull', async (request) => {
    const claims = requireAgent(centre, request);
    return pull(centre, claims, check(pullRequestSchema, request.query));
  });
  app.get('/v1/colleagues', async (request) => {
    const { agentNo } = requireAgent(centre, request);
    check(nothing, request.query);
    return listColleagues(centre.engine, agentNo, centre.now());
  });
  app.post('/v1/numbers', async (request) => {
    const { agentNo, deviceId } = requireAgent(centre, request);
    const { numbersLeft } = check(numbersRequestSchema, request.body);
    const numberBlocks = await centre.engine.transaction((client) =>
      topUpNumbers(client, agentNo, deviceId, numbersLeft, centre.now()),
    );
    return { numberBlocks };
  });
}
