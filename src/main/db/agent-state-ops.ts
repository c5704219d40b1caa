import type { AgentReport, RestingKind } from '../../shared/domain/agent-report.ts';
import type { SeatSession } from './seat-session.ts';

/** Where the agent stood, as the page told it. */
export interface KeptState {
  /** Rises with every change of this seat, and goes on rising when its file is made anew. */
  readonly seq: number;
  readonly report: AgentReport;
  /** What he goes back to when the call of the page is over, in whatever way. */
  readonly rest?: RestingKind | undefined;
  /** When he had signed on, UTC epoch ms. */
  readonly signedOnAt: number;
}

export interface AgentStanding {
  /** UTC epoch ms of the sign-in by password. */
  readonly signedOnAt: number;
  readonly newest?: KeptState;
}

export interface NewSignIn {
  /** UTC epoch ms. */
  readonly at: number;
  readonly isGoingOn: boolean;
}

/** More than a week without the centre makes. */
const mostKept = 20_000;

/**
 * Without an argument a killed core goes on with what it left. With one it is a new sign-in: the stretch of work before it
 * is over, unless the centre lets the agent go on with it, whether or not the desk came to say so.
 */
export function openAgentStates(session: SeatSession, signIn: NewSignIn | undefined): AgentStanding {
  const { tables } = session;
  const newest = tables.agentStates.newest();
  if (!signIn) return { signedOnAt: Number(tables.meta.get('signedOnAt') ?? 0), ...(newest && { newest }) };
  if (newest && newest.report.kind !== 'OFFLINE' && !signIn.isGoingOn) {
    // It was at work at least until it kept that state.
    const since = Math.min(newest.seq, signIn.at);
    const { signedOnAt } = newest;
    keepAgentState(session, { report: { kind: 'OFFLINE', since, isOnCall: false }, signedOnAt }, since);
  }
  tables.meta.put('signedOnAt', String(signIn.at));
  return { signedOnAt: signIn.at };
}

export function keepAgentState({ tables }: SeatSession, state: Omit<KeptState, 'seq'>, now: number): KeptState {
  const kept = { seq: Math.max(now, (tables.agentStates.newest()?.seq ?? 0) + 1), ...state };
  tables.inTransaction(() => {
    tables.agentStates.add(kept);
    tables.agentStates.dropAllBut(mostKept);
  });
  return kept;
}
