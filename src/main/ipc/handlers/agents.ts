import { ok } from '../../../shared/ipc/result.ts';
import type { Handlers } from './handlers.ts';

type AgentCommand = 'agent:reportState' | 'colleagues:list' | 'leader:confirm';

export function agentHandlers(now: () => number): Pick<Handlers, AgentCommand> {
  return {
    async 'agent:reportState'({ report, rest }, { sync }) {
      await sync.agent.report(report, rest);
      return ok({});
    },
    'colleagues:list': async (_input, { sync }) => ok(await sync.colleagues.list()),
    async 'leader:confirm'({ agentNo, password }, { store }) {
      const confirmed = await store.confirmLeader(agentNo, password, now());
      return confirmed.ok ? ok({ leader: agentNo }) : confirmed;
    },
  };
}
