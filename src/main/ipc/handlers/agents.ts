import { ok } from '../../../shared/ipc/result.ts';
import type { Handlers } from './handlers.ts';

type AgentCommand =
  'agent:reportState' | 'colleagues:list' | 'leader:confirm' | 'leader:ask' | 'leader:answer' | 'leader:requests';

/** What the machine can't say of a leader, the centre can. */
const askedElsewhere: readonly string[] = ['auth.leaderUnknownHere', 'auth.offlineTermOver', 'auth.clockMovedBack'];
/** The centre was not there to say it, or is too old to: the machine's own word stands. */
const saysNothing: readonly string[] = [
  'server.unreachable',
  'server.rejected',
  'server.badAnswer',
  'auth.sessionExpired',
];

export function agentHandlers(now: () => number): Pick<Handlers, AgentCommand> {
  return {
    async 'agent:reportState'({ report, rest }, { sync }) {
      await sync.agent.report(report, rest);
      return ok({});
    },
    'colleagues:list': async (_input, { sync }) => ok(await sync.colleagues.list()),
    async 'leader:confirm'({ agentNo, password, mayAskCentre = false }, { store, sync }) {
      const confirmed = await store.confirmLeader(agentNo, password, now());
      if (confirmed.ok) return ok({ leader: agentNo });
      if (!mayAskCentre || !askedElsewhere.includes(confirmed.error.code)) return confirmed;
      const checked = await sync.leaders.check(agentNo, password);
      if (checked.ok) return ok({ leader: agentNo });
      return saysNothing.includes(checked.error.code) ? confirmed : checked;
    },
    'leader:ask': ({ callId }, { sync }) => sync.leaders.ask(callId),
    'leader:requests': (_input, { sync }) => Promise.resolve(ok([...sync.leaders.requests()])),
    'leader:answer': ({ id, verdict }, { sync }) => sync.leaders.answer(id, verdict),
  };
}
