import { isBusy, type AgentState } from '../../../shared/call/agent-state.ts';
import type { AgentReport, RestingKind, Standing } from '../../../shared/domain/agent-report.ts';
import type { CommandInput } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { PhoneStore } from './phone-store.ts';

/** Ties the agent's own state in this page to the core, which keeps it and tells the centre. */
export interface AgentStateLink {
  /** Somebody signed in. `standing`: what he goes on with. */
  begin(standing: Standing | undefined): void;
  /** From here on nobody stands anywhere. */
  end(): void;
  dispose(): void;
}

type Report = CommandInput<'agent:reportState'>;

/**
 * Every change is told in its order; what the core did not hear because it was away is told when it is back. A window
 * without the phone shows the state of another one, which tells it.
 */
export function linkAgentState(phone: PhoneStore, desk: DeskApi, hasPhone: () => boolean): AgentStateLink {
  let isOn = false;
  let isSending = false;
  let isDue = false;
  let waiting: Report[] = [];

  const send = async (): Promise<void> => {
    if (isSending) return;
    isSending = true;
    for (let next = waiting[0]; next; next = waiting[0]) {
      const answer = await desk.invoke('agent:reportState', next);
      // The core is away for a moment; everything else would go wrong the next time as well.
      if (!answer.ok && answer.error.code === 'ipc.coreGone') break;
      waiting = waiting.filter((report) => report !== next);
    }
    isSending = false;
  };
  const note = (): void => {
    isDue = false;
    if (!isOn || !hasPhone()) return;
    waiting.push(reportOf(phone.getState().agent));
    void send();
  };
  // What happens at one moment is one change: signing in and going on with a break.
  const noteSoon = (): void => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(note);
  };

  const stops = [
    phone.subscribe((state, before) => {
      if (state.agent !== before.agent) noteSoon();
    }),
    desk.on('agentForced', ({ at }) => phone.dispatchAgent({ type: 'forced', at })),
    desk.onCore((state) => {
      // A core that was killed may have kept less than it said: the same again changes nothing.
      if (state === 'attached' && isOn) noteSoon();
    }),
  ];
  return {
    begin(standing) {
      isOn = true;
      if (standing) phone.dispatchAgent({ type: 'resumed', standing });
      noteSoon();
    },
    end() {
      isOn = false;
      waiting = [];
    },
    dispose() {
      for (const stop of stops) stop();
    },
  };
}

function reportOf(agent: AgentState): Report {
  const report: AgentReport = {
    ...{ kind: agent.kind, since: agent.since },
    ...('reason' in agent && { reason: agent.reason }),
    ...(isBusy(agent) && agent.queued && { queued: agent.queued }),
    isOnCall: isBusy(agent) && agent.kind !== 'ACW',
  };
  const rest = restOf(agent);
  return { report, ...(rest && { rest }) };
}

/** Where the agent goes when the page and its call are gone. */
function restOf(agent: AgentState): RestingKind | undefined {
  if (agent.kind === 'OFFLINE') return undefined;
  if (!isBusy(agent)) {
    const { since: _, ...rest } = agent;
    return rest;
  }
  return agent.queued && agent.queued.kind !== 'OFFLINE' ? agent.queued : agent.before;
}
