import { heldSinceOf, isAnswered, type CallState, type TalkSoFar } from '../call/call-state.ts';
import { msWithin, without, type Stretch } from './stretches.ts';

/** A talk with its end. */
export type Talk = TalkSoFar & { readonly endedAt: number };

/**
 * When the agent talked in a call: from the answer to the end without the holds. Of a hold nobody knows when it was (the
 * record is older than their times, or has too many), that much is taken off the end.
 */
export function talkStretches({ answeredAt, endedAt, heldMs, holds = [] }: Talk): Stretch[] {
  const whole = { from: answeredAt, to: endedAt };
  return cutEnd(without(whole, holds), heldMs - msWithin(holds, whole));
}

/** The same of a call on the desk, up to now while it goes on; nothing before it was answered. */
export function talkOfCall(state: CallState, now: number): Stretch[] {
  const call = state.kind === 'ending' ? state.from : state;
  if (call.kind === 'wrapUp') return talkStretches(call);
  if (!isAnswered(call)) return [];
  const heldSince = heldSinceOf(call);
  return talkStretches({ ...call, endedAt: Math.min(now, heldSince ?? now) });
}

function cutEnd(stretches: readonly Stretch[], ms: number): Stretch[] {
  let left = ms;
  const kept: Stretch[] = [];
  for (const { from, to } of stretches.toReversed()) {
    const cut = Math.min(Math.max(0, left), to - from);
    left -= cut;
    if (to - cut > from) kept.unshift({ from, to: to - cut });
  }
  return kept;
}
