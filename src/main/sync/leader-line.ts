import { randomUUID } from 'node:crypto';
import type { LeaderVerdict } from '../../shared/domain/leader-verdict.ts';
import type { AgentNo, CallId } from '../../shared/ids.ts';
import { appError } from '../../shared/ipc/app-error.ts';
import type { CommandOutput } from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { leaderAskMs } from '../../shared/sync/leader-wire.ts';
import { type LiveMessage } from '../../shared/sync/wire.ts';
import type { EmitEvent } from '../event-hub.ts';
import type { ServerSession } from './server-session.ts';

type Request = CommandOutput<'leader:requests'>[number];

/** What this agent asks of leaders, and as a leader is asked, while the centre can be reached. Keeps nothing on the disk. */
export interface LeaderLine {
  ask(callId: CallId): Promise<Result<CommandOutput<'leader:ask'>>>;
  /** Open questions to this leader, the oldest first. */
  requests(): readonly Request[];
  /** Fails with `leader.askOver` when there is nothing left to answer. */
  answer(id: string, verdict: LeaderVerdict): Promise<Result<CommandOutput<'leader:answer'>>>;
  /** Whether a leader stands at this desk, by the centre's word. Fails as signing in does, and with `auth.notALeader`. */
  check(agentNo: AgentNo, password: string): Promise<Result<void>>;
  hear(message: LiveMessage): void;
}

export interface LeaderLineOptions {
  readonly server: Pick<ServerSession, 'askLeader' | 'answerLeader' | 'checkLeader'>;
  readonly emit: EmitEvent;
  readonly now: () => number;
}

export function createLeaderLine({ server, emit, now }: LeaderLineOptions): LeaderLine {
  const open = new Map<string, Request>();
  const drop = (id: string): void => {
    if (open.delete(id)) emit('leaderRequestsChanged', {});
  };
  const isOpen = ({ at }: Request): boolean => now() - at < leaderAskMs;
  return {
    async ask(callId) {
      const id = randomUUID();
      const asked = await server.askLeader(id, callId);
      return asked.ok ? ok({ id, leaders: asked.value }) : asked;
    },
    requests: () => [...open.values()].filter(isOpen),
    async answer(id, verdict) {
      const answered = await server.answerLeader(id, verdict);
      const isOver = !answered.ok && answered.error.params?.['code'] === 'notFound';
      if (answered.ok || isOver) drop(id);
      return isOver ? err(appError('leader.askOver', 'none')) : answered;
    },
    async check(agentNo, password) {
      const checked = await server.checkLeader(agentNo, password);
      const isNone = !checked.ok && checked.error.params?.['code'] === 'auth.notAllowed';
      return isNone ? err(appError('auth.notALeader', 'user')) : checked;
    },
    hear(message) {
      if (message.type === 'leaderAnswered') {
        const { id, callId, verdict, by } = message;
        emit('leaderAnswered', { id, callId, verdict, by });
      } else if (message.type === 'leaderAskOver') drop(message.id);
      else if (message.type === 'leaderAsked') {
        const { id, agentNo, place } = message;
        // The server's time, set right for the clock of this desk.
        open.set(id, { id, agentNo, place, at: now() - Math.max(0, message.now - message.at) });
        emit('leaderRequestsChanged', {});
      }
    },
  };
}
