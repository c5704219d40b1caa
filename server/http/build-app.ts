import compress from '@fastify/compress';
import websocket from '@fastify/websocket';
import Fastify from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { longestDeskMessage } from '../../src/shared/sync/wire.ts';
import type { AgentBoard } from '../agents/agent-board.ts';
import type { Centre } from '../centre.ts';
import { sqlStateOf } from '../engine/sql-engine.ts';
import type { LiveChannel } from '../live/live-channel.ts';
import { invalidField, refusal } from '../refusal.ts';
import { Admission, type SyncLimits } from './admission.ts';
import { endpoints, livePath } from './endpoints.ts';
import { RefusedRequest, refuse } from './request-checks.ts';
import { addAttachmentRoutes } from './attachment-routes.ts';
import { addTicketRoutes } from './ticket-routes.ts';
import { addExamRoutes } from './exam-routes.ts';
import { addRolePlayRoutes } from './role-play-routes.ts';
import { addTrainingRoutes } from './training-routes.ts';
import { addAuthRoutes, addFloorRoutes, addInfoRoutes, addSyncRoutes } from './routes.ts';
import type { SignInLimits } from './routes.ts';

/** 200 mutations of ordinary size; one of the largest still fits. */
const bodyLimit = 8 * 1024 * 1024;

export interface AppOptions {
  readonly version: string;
  readonly limits: SignInLimits;
  readonly syncLimits: SyncLimits;
  /**
   * Proxies in front: the client's address is that many from the right in X-Forwarded-For. What stands further left
   * anybody may have written. 0 takes the address of the connection.
   */
  readonly proxyHops: number;
}

/** The HTTP face of the server: guards, errors in wire form, routes. */
export async function buildApp(
  centre: Centre,
  live: LiveChannel,
  board: AgentBoard,
  options: AppOptions,
): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit,
    requestTimeout: 60_000,
    connectionTimeout: 0,
    keepAliveTimeout: 65_000,
    trustProxy: (_address, hop) => hop < options.proxyHops,
    logger: false,
    routerOptions: { maxParamLength: 200 },
  });
  // JSON is all that is read: a form or plain text, which a foreign web page could send, is refused.
  app.removeContentTypeParser('text/plain');
  app.addHook('onSend', addGuardHeaders);
  app.addHook('onRoute', ({ url }) => requireDescribed(url));
  tellClosing(app);
  app.addHook('onResponse', async (request, reply) => noteRequest(centre, request, reply));
  app.setErrorHandler((error: FastifyError, request, reply) => handleError(centre, error, request, reply));
  app.setNotFoundHandler((_request, reply) => refuse(reply, refusal(404, 'notFound')));
  await app.register(websocket, { options: { maxPayload: longestDeskMessage, perMessageDeflate: false } });
  await app.register(async (routes) => live.addRoute(routes));
  await app.register(compress, { global: false });
  addInfoRoutes(app, centre, options.version);
  addAuthRoutes(app, centre, options.limits);
  const admission = new Admission(options.syncLimits, centre.now);
  centre.metrics.gauge('tashi_sync_running', 'Pushes and pulls under way', () => admission.running);
  addSyncRoutes(app, centre, admission);
  addAttachmentRoutes(app, centre, admission);
  addTicketRoutes(app, centre);
  addTrainingRoutes(app, centre);
  addExamRoutes(app, centre, board.exams);
  addRolePlayRoutes(app, centre, board.rolePlays);
  addFloorRoutes(app, centre, board);
  return app;
}

/** An address that the OpenAPI document does not know must not be served. */
function requireDescribed(url: string): void {
  const isKnown = url === livePath || Object.values(endpoints).some(({ path }) => path === url);
  if (!isKnown) throw new Error(`${url} is not among the endpoints`);
}

async function addGuardHeaders(_request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  reply.headers({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
  });
  return payload;
}

/** What is answered during the stop ends its connection: one that a desk keeps open would hold the stop up. */
function tellClosing(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', async (_request, reply, payload) => {
    if (isClosing) reply.header('connection', 'close');
    return payload;
  });
}

/** Method, route and time; no query, body, header or address. */
function noteRequest(centre: Centre, request: FastifyRequest, reply: FastifyReply): void {
  // The pattern, never the address as it came: that one may hold anything.
  const route = request.routeOptions.url ?? 'unknown';
  const ms = Math.round(reply.elapsedTime);
  centre.metrics.requests.add({ route, status: String(reply.statusCode) });
  centre.metrics.requestSeconds.observe({ route }, reply.elapsedTime / 1000);
  centre.log.debug({ method: request.method, route, status: reply.statusCode, ms }, 'request');
}

function handleError(centre: Centre, error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof RefusedRequest) return refuse(reply, error.refusal);
  // Fastify's own refusals: a body that is no JSON, too long or of another type.
  if (error.statusCode === 413) return refuse(reply, refusal(413, 'request.invalid', { field: 'length' }));
  if (error.statusCode === 415) return refuse(reply, refusal(415, 'request.invalid', { field: 'contentType' }));
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return refuse(reply, invalidField('body'));
  }
  const sqlState = sqlStateOf(error);
  // The message is left out: PostgreSQL quotes values in it. The frames of the stack hold none.
  const frames = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8);
  centre.log.error({ route: request.routeOptions.url, name: error.name, code: error.code, sqlState, frames }, 'failed');
  return isPassing(error, sqlState)
    ? refuse(reply, refusal(503, 'server.busy'))
    : refuse(reply, refusal(500, 'internal'));
}

/** The database is away, or it or the disk is full or overtaxed for the moment. */
function isPassing(error: Error & { code?: string }, sqlState: string | undefined): boolean {
  if (sqlState !== undefined) return /^(08|40|53|55P03|57)/.test(sqlState);
  return /^E(CONN|PIPE|TIMEDOUT|NOSPC|DQUOT|MFILE)/.test(error.code ?? '') || /timeout|terminat/i.test(error.message);
}
