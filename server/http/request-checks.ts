import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Result } from '../../src/shared/ipc/result.ts';
import { readAccessToken } from '../auth/access-token.ts';
import type { AccessClaims } from '../auth/access-token.ts';
import type { Centre } from '../centre.ts';
import { invalidField, refusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

/** Ends a request with a refusal; thrown by the checks that stand before the use cases and caught by the app alone. */
export class RefusedRequest extends Error {
  readonly refusal: Refusal;
  constructor(refused: Refusal) {
    super(refused.error.code);
    this.name = 'RefusedRequest';
    this.refusal = refused;
  }
}

/** @throws RefusedRequest naming the first field that does not fit, never its value */
export function check<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const surplus = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const field = [...(issue?.path ?? []), ...surplus].join('.').slice(0, 80);
  throw new RefusedRequest(invalidField(field));
}

/** @throws RefusedRequest when the request carries no token that is good now */
export function requireAgent(centre: Centre, request: FastifyRequest): AccessClaims {
  const match = /^Bearer ([A-Za-z0-9_.-]{1,2000})$/i.exec(request.headers.authorization ?? '');
  const claims = match?.[1] === undefined ? undefined : readAccessToken(centre.crypto, match[1], centre.now());
  if (!claims) throw new RefusedRequest(refusal(401, 'auth.tokenInvalid'));
  return claims;
}

/** Too much, or too often: come again after so many seconds. */
export function askToWait(status: 429 | 503, retryAfterS: number): RefusedRequest {
  return new RefusedRequest(refusal(status, 'server.busy', { retryAfterS }));
}

export function answer(reply: FastifyReply, result: Result<unknown, Refusal>): FastifyReply {
  return result.ok ? reply.send(result.value) : refuse(reply, result.error);
}

export function refuse(reply: FastifyReply, refused: Refusal): FastifyReply {
  const wait = refused.error.params?.['retryAfterS'];
  if (wait !== undefined) reply.header('retry-after', String(wait));
  return reply.code(refused.status).send(refused.error);
}
