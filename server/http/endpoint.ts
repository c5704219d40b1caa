import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { roles } from '../../src/shared/domain/agent.ts';
import type { Role } from '../../src/shared/domain/agent.ts';
import { agentOf } from '../agents/agent-of.ts';
import type { AccessClaims } from '../auth/access-token.ts';
import type { Centre } from '../centre.ts';
import { refusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { check, RefusedRequest, requireAgent } from './request-checks.ts';

/** `open`: anybody. `agent`: whoever is signed in. A list: whoever is signed in with one of these roles. */
export type Access = 'open' | 'agent' | readonly Role[];

/** A schema under the name that it has in the OpenAPI document. */
export interface Named<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly schema: S;
}

/** One address of the server: what checks a request is what the document says of it. */
export interface Endpoint {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  /** JSON body of a request; without it none is read. */
  readonly body?: Named;
  /** Without it a query is refused. */
  readonly query?: z.ZodObject;
  /** By status; null is an answer without a body, `bytes` one that is a file. */
  readonly answers: Readonly<Record<number, Named | 'bytes' | null>>;
  /** What it takes is long: it may come compressed with gzip, and says so. */
  readonly isLong?: true;
  /** Refusals besides those that follow from `access`, `body` and `query`. */
  readonly refusals: readonly Refusal['status'][];
}

/** Who may, of those who are signed in. */
export function rolesOf(access: Access): readonly Role[] {
  return typeof access === 'string' ? roles : access;
}

type BodyOf<E extends Endpoint> = E['body'] extends Named<infer S> ? z.output<S> : undefined;
type QueryOf<E extends Endpoint> = E['query'] extends z.ZodObject ? z.output<E['query']> : undefined;

export interface Asked<E extends Endpoint> {
  /** Who asks; of an open address nobody. */
  readonly claims: E['access'] extends 'open' ? undefined : AccessClaims;
  readonly body: BodyOf<E>;
  readonly query: QueryOf<E>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const nothing = z.object({}).strict();

/** The limit of a body holds for what comes out of it. */
const requestsGzipped = { requestEncodings: ['gzip' as const] };

/** Adds the address: who may, then what fits, then the work. `before` is asked first of all and refuses by throwing. */
export function serve<const E extends Endpoint>(
  app: FastifyInstance,
  centre: Centre,
  endpoint: E,
  work: (asked: Asked<E>) => Promise<unknown>,
  before: (request: FastifyRequest) => void = () => undefined,
): void {
  const { method, path: url, access } = endpoint;
  const admitted = async (request: FastifyRequest): Promise<void> => void requireAgent(centre, request);
  app.route({
    method,
    url,
    // Nobody's text is unpacked before it is known who he is.
    ...(endpoint.isLong && { onRequest: admitted, decompress: requestsGzipped }),
    handler: async (request, reply) => {
      // Whoever reads this may send compressed the next time (RFC 9110, 12.5.3).
      if (endpoint.isLong) reply.header('accept-encoding', 'gzip');
      before(request);
      const claims = access === 'open' ? undefined : await admit(centre, request, access);
      const body = endpoint.body && check(endpoint.body.schema, request.body);
      const query = endpoint.query ? check(endpoint.query, request.query) : void check(nothing, request.query);
      return work({ claims, body, query, request, reply } as Asked<E>);
    },
  });
}

/** @throws RefusedRequest 401 without a good token, 403 with a role that may not */
async function admit(centre: Centre, request: FastifyRequest, access: Exclude<Access, 'open'>): Promise<AccessClaims> {
  const claims = requireAgent(centre, request);
  if (access === 'agent') return claims;
  // Asked of the database each time: a role that was taken away is gone at once, whatever token is still good.
  const role = (await agentOf(centre.engine, claims.agentNo))?.role;
  if (role === undefined || !access.includes(role)) throw new RefusedRequest(refusal(403, 'auth.notAllowed'));
  return claims;
}
