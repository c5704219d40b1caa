import type { z } from 'zod';
import { appError, type AppErrorCode } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import {
  rolePlayAnsweredSchema,
  type answerRolePlayRequestSchema,
  type endRolePlayRequestSchema,
  type inviteRolePlayRequestSchema,
  type sayInRolePlayRequestSchema,
} from '../../shared/sync/role-play-wire.ts';

/** Two who play a practice call, through the centre that passes on what they say. */
export interface RolePlayRequests {
  /** rolePlay.colleagueAway */
  inviteRolePlay(request: z.infer<typeof inviteRolePlayRequestSchema>): Promise<Result<void>>;
  /** rolePlay.over */
  answerRolePlay(request: z.infer<typeof answerRolePlayRequestSchema>): Promise<Result<void>>;
  /** rolePlay.over */
  sayInRolePlay(request: z.infer<typeof sayInRolePlayRequestSchema>): Promise<Result<void>>;
  endRolePlay(request: z.infer<typeof endRolePlayRequestSchema>): Promise<Result<void>>;
}

type Post = <T>(path: string, body: unknown, answer: z.ZodType<T>) => Promise<Result<T>>;

export function rolePlayRequests(post: Post): RolePlayRequests {
  const ask = async (
    path: string,
    body: object,
    codes: Readonly<Record<string, AppErrorCode>>,
  ): Promise<Result<void>> => {
    const answer = await post(`/v1/role-plays/${path}`, body, rolePlayAnsweredSchema);
    if (answer.ok) return ok(undefined);
    const code = codes[String(answer.error.params?.['code'])];
    return code === undefined ? answer : err(appError(code, 'user'));
  };
  const over = { notFound: 'rolePlay.over', 'request.invalid': 'rolePlay.over' } as const;
  return {
    inviteRolePlay: (request) => ask('invite', request, { notFound: 'rolePlay.colleagueAway' }),
    answerRolePlay: (request) => ask('answer', request, over),
    sayInRolePlay: (request) => ask('say', request, over),
    endRolePlay: (request) => ask('end', request, over),
  };
}
