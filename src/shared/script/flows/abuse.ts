import type { MomentId } from '../../domain/moment.ts';
import { stay, to, type Flow, type ScriptFacts } from './flow.ts';

/** One strike, stamped with its time and the line that was said to it. */
export interface Strike {
  readonly at: number;
  readonly reason: MomentId;
}

/**
 * Three strikes. Ending the call stays locked until the leader confirms it; holding is always allowed.
 *
 *   calm ─ first said ─► warned ─ second said ─► respect ─ leader asked ─► asking ─ confirmed ─► mayEnd ─ pressed ─► ended
 *                                                   ▲                        │
 *                                                   └──────── refused ───────┘
 *   Customers on the special-handling list: calm ─ handed to the leader ─► withLeader, and nothing else.
 */
export type AbuseState = { readonly strikes: readonly Strike[] } & (
  | { readonly kind: 'calm' | 'warned' | 'respect' | 'asking' | 'withLeader' }
  | { readonly kind: 'mayEnd' | 'ended'; readonly leader: string; readonly by: 'channel' | 'code' }
);

const strikeLines: Partial<Record<AbuseState['kind'], { line: MomentId; then: 'warned' | 'respect' | 'asking' }>> = {
  calm: { line: 'abuse.first', then: 'warned' },
  warned: { line: 'abuse.second', then: 'respect' },
  respect: { line: 'abuse.askLeader', then: 'asking' },
};

export const abuse: Flow<AbuseState> = {
  governs: ['abuse'],
  initial: { kind: 'calm', strikes: [] },
  next(state, event, facts) {
    switch (event.type) {
      case 'said':
        return said(state, event.moment, event.at, facts);
      case 'leaderConfirmed':
        return state.kind === 'asking'
          ? to({ kind: 'mayEnd', strikes: state.strikes, leader: event.leader, by: event.by })
          : stay(state);
      case 'leaderRefused':
        return state.kind === 'asking' ? to({ kind: 'respect', strikes: state.strikes.slice(0, 2) }) : stay(state);
      case 'endForAbusePressed':
        return state.kind === 'mayEnd'
          ? to({ ...state, kind: 'ended' }, { type: 'endCall', reason: 'abuse', leader: state.leader, at: event.at })
          : stay(state);
      default:
        return stay(state);
    }
  },
  advise(state, facts) {
    if (facts.isSpecialHandling) {
      return { wants: [], opens: state.kind === 'withLeader' ? [] : ['abuse.toLeader', 'abuse.stay'] };
    }
    const next = strikeLines[state.kind];
    if (next) return { wants: [], opens: state.kind === 'calm' ? [next.line] : [next.line, 'abuse.stay'] };
    return state.kind === 'mayEnd' ? { wants: ['abuse.ending'], opens: ['abuse.stay'] } : { wants: [], opens: [] };
  },
};

function said(state: AbuseState, moment: MomentId, at: number, facts: ScriptFacts): ReturnType<typeof abuse.next> {
  if (facts.isSpecialHandling) {
    return moment === 'abuse.toLeader' ? to({ kind: 'withLeader', strikes: state.strikes }) : stay(state);
  }
  const next = strikeLines[state.kind];
  if (next?.line !== moment) return stay(state);
  const strikes = [...state.strikes, { at, reason: moment }];
  return next.then === 'asking'
    ? to({ kind: 'asking', strikes }, { type: 'askLeader', about: 'endForAbuse', at })
    : to({ kind: next.then, strikes });
}
