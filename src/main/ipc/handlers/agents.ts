import { ok } from '../../../shared/ipc/result.ts';
import type { Handlers } from './handlers.ts';

export function agentHandlers(): Pick<Handlers, 'agent:reportState' | 'colleagues:list'> {
  return {
    async 'agent:reportState'({ report, rest }, { sync }) {
      await sync.agent.report(report, rest);
      return ok({});
    },
    'colleagues:list': async (_input, { sync }) => ok(await sync.colleagues.list()),
  };
}
