import { z } from 'zod';
import {
  answerLeaderRequestSchema,
  askLeaderAnswerSchema,
  askLeaderRequestSchema,
  centreInfoSchema,
  checkLeaderAnswerSchema,
  checkLeaderRequestSchema,
  colleaguesAnswerSchema,
  forceRequestSchema,
  healthSchema,
  leaderAnswerSchema,
  numbersAnswerSchema,
  numbersRequestSchema,
  pullAnswerSchema,
  pullRequestSchema,
  pushAnswerSchema,
  pushRequestSchema,
  pushSealedRequestSchema,
  recoverKeyAnswerSchema,
  recoverKeyRequestSchema,
  refreshRequestSchema,
  signInAnswerSchema,
  signInRequestSchema,
  tokensSchema,
} from '../../src/shared/sync/wire.ts';
import type { Endpoint, Named } from './endpoint.ts';

/** What a request may hold and nothing besides: a field that nobody knows is refused by its name. */
function strictly<S extends z.ZodObject>(name: string, schema: S): Named<S> {
  return { name, schema: schema.strict() as unknown as S };
}

function named<S extends z.ZodType>(name: string, schema: S): Named<S> {
  return { name, schema };
}

const pushAnswer = named('PushAnswer', pushAnswerSchema);
const refreshRequest = strictly('RefreshRequest', refreshRequestSchema);
const health = named('Health', healthSchema);

/** Every address of the server. The live channel has its own way in and is described beside them. */
export const endpoints = {
  health: {
    method: 'GET',
    path: '/v1/health',
    summary: 'Whether the server and its database answer, and whether a commit is on the disk',
    access: 'open',
    answers: { 200: health, 503: health },
    refusals: [],
  },
  centre: {
    method: 'GET',
    path: '/v1/centre',
    summary: 'Name and public keys of the centre',
    access: 'open',
    answers: { 200: named('CentreInfo', centreInfoSchema) },
    refusals: [],
  },
  openapi: {
    method: 'GET',
    path: '/v1/openapi.json',
    summary: 'This document',
    access: 'open',
    answers: { 200: named('OpenApiDocument', z.looseObject({ openapi: z.string() })) },
    refusals: [],
  },
  signIn: {
    method: 'POST',
    path: '/v1/auth/sign-in',
    summary: 'Opens a session for an agent at a desk',
    access: 'open',
    body: strictly('SignInRequest', signInRequestSchema),
    answers: { 200: named('SignInAnswer', signInAnswerSchema) },
    refusals: [401, 403, 423, 429, 503],
  },
  refresh: {
    method: 'POST',
    path: '/v1/auth/refresh',
    summary: 'Trades a refresh token for a new pair of tokens',
    access: 'open',
    body: refreshRequest,
    answers: { 200: named('Tokens', tokensSchema) },
    refusals: [401, 429],
  },
  signOut: {
    method: 'POST',
    path: '/v1/auth/sign-out',
    summary: 'Ends the session of a refresh token',
    access: 'open',
    body: refreshRequest,
    answers: { 204: null },
    refusals: [],
  },
  recoverKey: {
    method: 'POST',
    path: '/v1/auth/recover-key',
    summary: "Unseals the data key of the agent's own seat on this machine",
    access: 'agent',
    body: strictly('RecoverKeyRequest', recoverKeyRequestSchema),
    answers: { 200: named('RecoverKeyAnswer', recoverKeyAnswerSchema) },
    refusals: [403],
  },
  push: {
    method: 'POST',
    path: '/v1/push',
    summary: "The agent's own mutations; one outcome each, in their order",
    access: 'agent',
    body: strictly('PushRequest', pushRequestSchema),
    answers: { 200: pushAnswer },
    refusals: [429, 503],
  },
  pushSealed: {
    method: 'POST',
    path: '/v1/push-sealed',
    summary: 'Sealed mutations of whomever; one outcome each, in their order',
    access: 'agent',
    body: strictly('PushSealedRequest', pushSealedRequestSchema),
    answers: { 200: pushAnswer },
    refusals: [429, 503],
  },
  pull: {
    method: 'GET',
    path: '/v1/pull',
    summary: 'One page of what changed in a stream after the cursor',
    access: 'agent',
    query: pullRequestSchema.strict(),
    answers: { 200: named('PullAnswer', pullAnswerSchema) },
    refusals: [429, 503],
  },
  colleagues: {
    method: 'GET',
    path: '/v1/colleagues',
    summary: 'Everybody else who works here and where he stands',
    access: 'agent',
    answers: { 200: named('ColleaguesAnswer', colleaguesAnswerSchema) },
    refusals: [],
  },
  numbers: {
    method: 'POST',
    path: '/v1/numbers',
    summary: 'Further ticket numbers for this seat',
    access: 'agent',
    body: strictly('NumbersRequest', numbersRequestSchema),
    answers: { 200: named('NumbersAnswer', numbersAnswerSchema) },
    refusals: [],
  },
  force: {
    method: 'POST',
    path: '/v1/agents/force',
    summary: 'Sets an agent who is at work to NOT_READY, after a running call',
    access: ['leader'],
    body: strictly('ForceRequest', forceRequestSchema),
    answers: { 204: null },
    refusals: [404],
  },
  askLeader: {
    method: 'POST',
    path: '/v1/leader/ask',
    summary: 'Asks the leaders at work whether an abusive call may be ended',
    access: 'agent',
    body: strictly('AskLeaderRequest', askLeaderRequestSchema),
    answers: { 200: named('AskLeaderAnswer', askLeaderAnswerSchema) },
    refusals: [403, 429],
  },
  answerLeader: {
    method: 'POST',
    path: '/v1/leader/answer',
    summary: "A leader's word on that; the first one counts",
    access: ['leader'],
    body: strictly('AnswerLeaderRequest', answerLeaderRequestSchema),
    answers: { 200: named('LeaderAnswer', leaderAnswerSchema) },
    refusals: [404],
  },
  checkLeader: {
    method: 'POST',
    path: '/v1/leader/check',
    summary: 'Whether somebody at this desk is a leader, by his number and password; counted like his signing in',
    access: 'agent',
    body: strictly('CheckLeaderRequest', checkLeaderRequestSchema),
    answers: { 200: named('CheckLeaderAnswer', checkLeaderAnswerSchema) },
    refusals: [401, 403, 423, 429, 503],
  },
} as const satisfies Record<string, Endpoint>;

export const livePath = '/v1/live';
