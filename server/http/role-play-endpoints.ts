import {
  answerRolePlayRequestSchema,
  endRolePlayRequestSchema,
  inviteRolePlayRequestSchema,
  rolePlayAnsweredSchema,
  sayInRolePlayRequestSchema,
} from '../../src/shared/sync/role-play-wire.ts';
import type { Endpoint } from './endpoint.ts';
import { named, strictly } from './named.ts';

const done = named('RolePlayAnswered', rolePlayAnsweredSchema);

/** Two play a call. Everybody may invite; all else is for the two alone. */
export const rolePlayEndpoints = {
  inviteRolePlay: {
    method: 'POST',
    path: '/v1/role-plays/invite',
    summary: 'Asks a colleague who is at a desk to play a practice call together',
    access: 'agent',
    body: strictly('InviteRolePlayRequest', inviteRolePlayRequestSchema),
    answers: { 200: done },
    refusals: [404, 429],
  },
  answerRolePlay: {
    method: 'POST',
    path: '/v1/role-plays/answer',
    summary: 'Whoever was invited accepts or declines',
    access: 'agent',
    body: strictly('AnswerRolePlayRequest', answerRolePlayRequestSchema),
    answers: { 200: done },
    refusals: [404],
  },
  sayInRolePlay: {
    method: 'POST',
    path: '/v1/role-plays/say',
    summary: 'Passes something on to the other one: signals of the practice call, what the trainee did, marks',
    access: 'agent',
    body: strictly('SayInRolePlayRequest', sayInRolePlayRequestSchema),
    answers: { 200: done },
    refusals: [404, 429],
  },
  endRolePlay: {
    method: 'POST',
    path: '/v1/role-plays/end',
    summary: 'Either of the two ends it',
    access: 'agent',
    body: strictly('EndRolePlayRequest', endRolePlayRequestSchema),
    answers: { 200: done },
    refusals: [404],
  },
} as const satisfies Record<string, Endpoint>;
