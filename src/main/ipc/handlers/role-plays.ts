import { ok, type Result } from '../../../shared/ipc/result.ts';
import type { Handlers } from './handlers.ts';

type RolePlayCommand = Extract<keyof Handlers, `rolePlay:${string}`>;

export function rolePlayHandlers(): Pick<Handlers, RolePlayCommand> {
  return {
    'rolePlay:invite': async (request, { sync }) => done(await sync.training.inviteRolePlay(request)),
    'rolePlay:answer': async (request, { sync }) => done(await sync.training.answerRolePlay(request)),
    'rolePlay:say': async (request, { sync }) => done(await sync.training.sayInRolePlay(request)),
    'rolePlay:end': async (request, { sync }) => done(await sync.training.endRolePlay(request)),
    async 'rolePlay:keep'(entry, { store }) {
      await store.keepRolePlay(entry);
      return ok({});
    },
    'rolePlay:log': async ({ limit }, { store }) => ok(await store.rolePlays(limit)),
  };
}

function done(result: Result<void>): Result<Record<string, never>> {
  return result.ok ? ok({}) : result;
}
