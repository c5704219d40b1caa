import { z } from 'zod';
import { largestAttachment } from '../../shared/domain/attachment.ts';
import { enclosureChunkSchema } from '../../shared/domain/enclosure.ts';
import type { LeaderVerdict } from '../../shared/domain/leader-verdict.ts';
import type { AgentNo, CallId, DeviceId, TicketId } from '../../shared/ids.ts';
import { appError, type AppError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import {
  attachmentStatesRequestSchema,
  attachmentStatesSchema,
  completeAttachmentAnswerSchema,
  completeAttachmentRequestSchema,
  putAttachmentAnswerSchema,
  putAttachmentRequestSchema,
  type AttachmentStates,
} from '../../shared/sync/attachment-wire.ts';
import {
  answerLeaderRequestSchema,
  askLeaderAnswerSchema,
  askLeaderRequestSchema,
  checkLeaderAnswerSchema,
  checkLeaderRequestSchema,
  leaderAnswerSchema,
} from '../../shared/sync/leader-wire.ts';
import { pushTogetherRequestSchema, type PushTogetherRequest } from '../../shared/sync/push-together-wire.ts';
import {
  colleaguesAnswerSchema,
  numbersAnswerSchema,
  numbersRequestSchema,
  protocolVersion,
  pullAnswerSchema,
  pushAnswerSchema,
  pushRequestSchema,
  pushSealedRequestSchema,
  recoverKeyAnswerSchema,
  recoverKeyRequestSchema,
  type NumberBlock,
  type PullAnswer,
  type PullStream,
  type PushOutcome,
  type PushRequest,
  type PushSealedRequest,
  type Tokens,
} from '../../shared/sync/wire.ts';
import {
  teamTicketsSchema,
  ticketStandingSchema,
  wholeTicketSchema,
  type TeamTickets,
  type TeamTicketsQuery,
  type CorrectTicketRequest,
  type TicketDeedRequest,
  type TicketStanding,
  type WholeTicket,
} from '../../shared/sync/ticket-wire.ts';
import {
  trainedPeopleSchema,
  trainingPageSchema,
  type TrainedPerson,
  type TrainingPage,
} from '../../shared/sync/training-wire.ts';
import { examRequests, type ExamRequests } from './exam-requests.ts';
import { rolePlayRequests, type RolePlayRequests } from './role-play-requests.ts';
import { createAskedPause } from './asked-pause.ts';
import { tokenRefused, type ServerClient, type ServerFailure, type ServerRequest } from './server-client.ts';

/**
 * What one signed-in agent may ask of the server. Failures as in ServerClient; `auth.sessionExpired` means that the
 * server takes neither token any more, and stays so until the next sign-in.
 */
export interface ServerSession extends ExamRequests, RolePlayRequests {
  /** Makes sure of a usable access token, asking the server in any case. */
  probe(): Promise<Result<void>>;
  push(mutations: PushRequest['mutations']): Promise<Result<PushOutcome[]>>;
  /** `notFound` in `server.rejected` from a centre of before. */
  pushTogether(request: Omit<PushTogetherRequest, 'protocolVersion'>): Promise<Result<PushOutcome[]>>;
  pushSealed(rows: PushSealedRequest['rows']): Promise<Result<PushOutcome[]>>;
  pull(stream: PullStream, cursor: string | undefined, limit: number): Promise<Result<PullAnswer>>;
  /** Further ticket numbers, none when there are enough. */
  numbers(numbersLeft: number): Promise<Result<NumberBlock[]>>;
  /** How far the files of an own ticket have got at the centre. */
  attachmentStates(ticketId: TicketId): Promise<Result<AttachmentStates['attachments']>>;
  /** A chunk from `at` on; answers where to go on. */
  putAttachment(ticketId: TicketId, sha256: string, at: number, chunk: Uint8Array): Promise<Result<number>>;
  /** `server.rejected` with `attachment.wrongHash`, `attachment.wrongKind` or `attachment.incomplete`. */
  completeAttachment(ticketId: TicketId, sha256: string): Promise<Result<void>>;
  /** An own ticket as the centre has it now; `server.rejected` with `notFound` for one that it does not have. */
  ticket(ticketId: TicketId): Promise<Result<WholeTicket>>;
  /** A file of a ticket, for its author and for those who look after tickets. `server.rejected` with `notFound`. */
  ticketFile(ticketId: TicketId, sha256: string): Promise<Result<Uint8Array>>;
  /** For those who look after tickets; `auth.notAllowed` in `server.rejected` for others. */
  teamTickets(query: Pick<TeamTicketsQuery, 'text' | 'status' | 'before'>): Promise<Result<TeamTickets>>;
  /** ticket.stale, ticket.notNow */
  ticketDeed(request: TicketDeedRequest): Promise<Result<TicketStanding>>;
  /** ticket.stale, ticket.unfit */
  correctTicket(request: CorrectTicketRequest): Promise<Result<TicketStanding>>;
  /** A part of a picture or document of an article, from `at` on. `server.rejected` with `notFound` or `attachment.notHere`. */
  enclosure(sha256: string, at: number): Promise<Result<z.infer<typeof enclosureChunkSchema>>>;
  /** The same of what a caller said off hours. */
  voiceMessage(sha256: string, at: number): Promise<Result<z.infer<typeof enclosureChunkSchema>>>;
  /** A page of one's own training file, or of somebody else's. */
  trainingFile(agentNo: AgentNo | undefined, cursor: string | undefined): Promise<Result<TrainingPage>>;
  trainedPeople(): Promise<Result<TrainedPerson[]>>;
  colleagues(): Promise<Result<z.infer<typeof colleaguesAnswerSchema>>>;
  /** Puts a question before the leaders at work; how many there are. */
  askLeader(id: string, callId: CallId): Promise<Result<number>>;
  /** A leader's word, and what counts in the end. `server.rejected` with `notFound` when there is nothing to answer. */
  answerLeader(id: string, verdict: LeaderVerdict): Promise<Result<z.infer<typeof leaderAnswerSchema>>>;
  /** `server.rejected` with `auth.notAllowed` for somebody who is no leader. */
  checkLeader(agentNo: AgentNo, password: string): Promise<Result<void>>;
  /** The seat's data key, unsealed by the centre. */
  recoverKey(deviceId: DeviceId, sealedKey: string): Promise<Result<string>>;
  /** Absent until the first probe after signing in without the server. */
  accessToken(): string | undefined;
  /** A token other than `refused`, which the live channel did not take. */
  renewToken(refused: string): Promise<Result<string>>;
  liveUrl(): string | undefined;
  /** Breaks off what is under way; nothing is asked any more. */
  close(): void;
}

/** The training file, pass tests and role-plays: asked of the centre each time, kept nowhere else. */
export type TrainingRequests = Pick<
  ServerSession,
  'trainingFile' | 'trainedPeople' | keyof ExamRequests | keyof RolePlayRequests
>;

/** Whether nothing else can be asked of the server either, for now or until the next sign-in. */
export function endsConnection(error: AppError): boolean {
  return error.code === 'server.unreachable' || error.code === 'auth.sessionExpired';
}

export interface ServerSessionOptions {
  readonly client: ServerClient;
  /** Absent after signing in without the server, or when the seat keeps none. */
  readonly tokens: Partial<Tokens>;
  /** Called with each new refresh token, before it is used. */
  readonly keepRefreshToken: (refreshToken: string) => Promise<void>;
}

const pushMs = 20_000;
const pullMs = 20_000;
const shortMs = 8000;
/** Of the team's list: as many as the centre gives at once. */
const teamPageRows = 200;
/** A file is up to 10 MiB. */
const fileMs = 60_000;
const fileSchema = z.instanceof(Uint8Array);

export function createServerSession(options: ServerSessionOptions): ServerSession {
  const { client } = options;
  const closing = new AbortController();
  const tokens = createTokens(options, closing.signal);

  const ask = async <T>(request: Omit<ServerRequest<T>, 'accessToken' | 'signal'>): Promise<Result<T>> => {
    let access = await tokens.access();
    for (let isLast = false; ; isLast = true) {
      if (!access.ok) return access;
      const answer = await client.send({ ...request, accessToken: access.value, signal: closing.signal });
      if (answer.ok || answer.error !== tokenRefused) return settled(answer);
      if (isLast) return err(expired());
      access = await tokens.renew(access.value);
    }
  };
  const post = <T>(path: string, body: unknown, answer: z.ZodType<T>, timeoutMs: number): Promise<Result<T>> =>
    ask({ method: 'POST', path, body, answer, timeoutMs });
  // Rows and pages can wait; whatever an agent waits for is asked all the same.
  const pause = createAskedPause(() => performance.now(), Math.random);
  const outcomesOf = async (path: string, body: unknown): Promise<Result<PushOutcome[]>> => {
    const answer = await pause.run(() => post(path, body, pushAnswerSchema, pushMs));
    return answer.ok ? ok(answer.value.outcomes) : answer;
  };

  const part = (place: string, sha256: string, at: number): Promise<Result<z.infer<typeof enclosureChunkSchema>>> => {
    const path = `${place}?${new URLSearchParams({ sha256, at: String(at) }).toString()}`;
    return pause.run(() => ask({ method: 'GET', path, answer: enclosureChunkSchema, timeoutMs: pullMs }));
  };
  return {
    async probe() {
      const access = await tokens.access();
      return access.ok ? client.health(closing.signal) : access;
    },
    push: (mutations) => outcomesOf('/v1/push', pushRequestSchema.parse({ protocolVersion, mutations })),
    pushTogether: (request) =>
      outcomesOf('/v1/push-together', pushTogetherRequestSchema.parse({ protocolVersion, ...request })),
    pushSealed: (rows) => outcomesOf('/v1/push-sealed', pushSealedRequestSchema.parse({ protocolVersion, rows })),
    pull(stream, cursor, limit) {
      const query = new URLSearchParams({ stream, limit: String(limit), ...(cursor === undefined ? {} : { cursor }) });
      const path = `/v1/pull?${query.toString()}`;
      return pause.run(() => ask({ method: 'GET', path, answer: pullAnswerSchema, timeoutMs: pullMs }));
    },
    async numbers(numbersLeft) {
      const body = numbersRequestSchema.parse({ numbersLeft });
      const answer = await post('/v1/numbers', body, numbersAnswerSchema, shortMs);
      return answer.ok ? ok(answer.value.numberBlocks) : answer;
    },
    ...attachmentRequests(post),
    ...ticketRequests(ask, post),
    enclosure: (sha256, at) => part('/v1/enclosures', sha256, at),
    voiceMessage: (sha256, at) => part('/v1/voice-messages', sha256, at),
    ...trainingRequests(ask),
    ...examRequests({
      get: (path, answer) => ask({ method: 'GET', path, answer, timeoutMs: shortMs }),
      post: (path, body, answer) => post(path, body, answer, shortMs),
    }),
    ...rolePlayRequests((path, body, answer) => post(path, body, answer, shortMs)),
    colleagues: () =>
      ask({ method: 'GET', path: '/v1/colleagues', answer: colleaguesAnswerSchema, timeoutMs: shortMs }),
    async askLeader(id, callId) {
      const body = askLeaderRequestSchema.parse({ id, callId });
      const answer = await post('/v1/leader/ask', body, askLeaderAnswerSchema, shortMs);
      return answer.ok ? ok(answer.value.leaders) : answer;
    },
    answerLeader: (id, verdict) =>
      post('/v1/leader/answer', answerLeaderRequestSchema.parse({ id, verdict }), leaderAnswerSchema, shortMs),
    async checkLeader(agentNo, password) {
      const body = checkLeaderRequestSchema.parse({ agentNo, password });
      const answer = await post('/v1/leader/check', body, checkLeaderAnswerSchema, shortMs);
      return answer.ok ? ok(undefined) : answer;
    },
    async recoverKey(deviceId, sealedKey) {
      const body = recoverKeyRequestSchema.parse({ deviceId, sealedKey });
      const answer = await post('/v1/auth/recover-key', body, recoverKeyAnswerSchema, shortMs);
      return answer.ok ? ok(answer.value.dataKey) : answer;
    },
    accessToken: () => tokens.current(),
    renewToken: (refused) => tokens.renew(refused),
    liveUrl: () => client.liveUrl(),
    close: () => closing.abort(),
  };
}

type Post = <T>(path: string, body: unknown, answer: z.ZodType<T>, timeoutMs: number) => Promise<Result<T>>;

type Ask = <T>(request: Omit<ServerRequest<T>, 'accessToken' | 'signal'>) => Promise<Result<T>>;

/** What is asked of the centre about tickets as an agent waits for it. */
export type TicketRequest = 'ticket' | 'ticketFile' | 'teamTickets' | 'ticketDeed' | 'correctTicket';

function ticketRequests(ask: Ask, post: Post): Pick<ServerSession, TicketRequest> {
  return {
    ticket: (ticketId) =>
      ask({
        ...{ method: 'GET', path: `/v1/tickets/one?ticketId=${ticketId}`, answer: wholeTicketSchema },
        timeoutMs: shortMs,
      }),
    ticketFile(ticketId, sha256) {
      const path = `/v1/attachments/content?${new URLSearchParams({ ticketId, sha256 }).toString()}`;
      return ask({ method: 'GET', path, answer: fileSchema, mostBytes: largestAttachment, timeoutMs: fileMs });
    },
    teamTickets({ text, status, before }) {
      const given = {
        ...(text !== undefined && { text }),
        ...(status !== undefined && { status }),
        ...(before !== undefined && { before }),
        limit: String(teamPageRows),
      };
      const path = `/v1/tickets/list?${new URLSearchParams(given).toString()}`;
      return ask({ method: 'GET', path, answer: teamTicketsSchema, timeoutMs: shortMs });
    },
    ticketDeed: (request) => post('/v1/tickets/deed', request, ticketStandingSchema, shortMs),
    correctTicket: (request) => post('/v1/tickets/correct', request, ticketStandingSchema, shortMs),
  };
}

function trainingRequests(ask: Ask): Pick<ServerSession, 'trainingFile' | 'trainedPeople'> {
  return {
    trainingFile(agentNo, cursor) {
      const query = new URLSearchParams({ ...(agentNo && { agentNo }), ...(cursor !== undefined && { cursor }) });
      const path = `/v1/training/${agentNo ? 'of' : 'own'}?${query.toString()}`;
      return ask({ method: 'GET', path, answer: trainingPageSchema, timeoutMs: pullMs });
    },
    async trainedPeople() {
      const path = '/v1/training/people';
      const answer = await ask({ method: 'GET', path, answer: trainedPeopleSchema, timeoutMs: pullMs });
      return answer.ok ? ok(answer.value.people) : answer;
    },
  };
}

/** Files have a pause of their own: no ticket waits because too many of them travel. */
function attachmentRequests(
  post: Post,
): Pick<ServerSession, 'attachmentStates' | 'putAttachment' | 'completeAttachment'> {
  const pause = createAskedPause(() => performance.now(), Math.random);
  return {
    async attachmentStates(ticketId) {
      const body = attachmentStatesRequestSchema.parse({ ticketId });
      const answer = await pause.run(() => post('/v1/attachments/states', body, attachmentStatesSchema, shortMs));
      return answer.ok ? ok(answer.value.attachments) : answer;
    },
    async putAttachment(ticketId, sha256, at, chunk) {
      const data = Buffer.from(chunk).toString('base64');
      const body = putAttachmentRequestSchema.parse({ ticketId, sha256, at, data });
      const answer = await pause.run(() => post('/v1/attachments/put', body, putAttachmentAnswerSchema, pushMs));
      return answer.ok ? ok(answer.value.have) : answer;
    },
    async completeAttachment(ticketId, sha256) {
      const body = completeAttachmentRequestSchema.parse({ ticketId, sha256 });
      const path = '/v1/attachments/complete';
      const answer = await pause.run(() => post(path, body, completeAttachmentAnswerSchema, pushMs));
      return answer.ok ? ok(undefined) : answer;
    },
  };
}

interface TokenKeeper {
  /**
   * The token held, whatever its date: the server tells when it is over, and the two clocks may differ. Asks for one
   * where there is none.
   */
  access(): Promise<Result<string>>;
  /** A token other than `refused`. */
  renew(refused: string): Promise<Result<string>>;
  current(): string | undefined;
}

function createTokens(options: ServerSessionOptions, closing: AbortSignal): TokenKeeper {
  let held: Partial<Tokens> = options.tokens;
  let renewing: Promise<Result<string>> | undefined;

  const refresh = async (): Promise<Result<string>> => {
    if (held.refreshToken === undefined) return err(expired());
    const answer = await options.client.refresh(held.refreshToken, closing);
    if (closing.aborted) return err(appError('server.unreachable', 'none'));
    if (answer.ok) {
      await options.keepRefreshToken(answer.value.refreshToken);
      held = answer.value;
      return ok(answer.value.accessToken);
    }
    if (answer.error.retry === 'auto') return answer;
    held = {};
    return err(expired());
  };
  // Several requests may find their token too old at once; a refresh token is good for one use.
  const refreshOnce = (): Promise<Result<string>> => (renewing ??= refresh().finally(() => (renewing = undefined)));
  return {
    async access() {
      return held.accessToken !== undefined ? ok(held.accessToken) : refreshOnce();
    },
    async renew(refused) {
      return held.accessToken !== undefined && held.accessToken !== refused ? ok(held.accessToken) : refreshOnce();
    },
    current: () => held.accessToken,
  };
}

function settled<T>(answer: Result<T, ServerFailure>): Result<T> {
  if (answer.ok) return answer;
  return err(answer.error === tokenRefused ? expired() : answer.error);
}

function expired(): AppError {
  return appError('auth.sessionExpired', 'user');
}
