import type { MomentKind } from '../../domain/moment.ts';
import { to, type Flow, type ScriptEvent } from './flow.ts';

/**
 * Closing always takes two steps.
 *
 *   open ── "anything else?" said ──► asked ── farewell said ──► closed
 *    ▲                                 │
 *    └──── the talk goes on ───────────┘   (then it has to be asked again)
 */
export type ClosingState = 'open' | 'asked' | 'closed';

/** What may be said between the two steps without opening the talk again. */
const politeKinds: readonly MomentKind[] = ['closing.anythingElse', 'thanks', 'reply', 'survey', 'followUp'];

function nextClosing(state: ClosingState, event: ScriptEvent): ClosingState {
  if (event.type !== 'said' || state === 'closed') return state;
  if (event.kind === 'closing.anythingElse') return 'asked';
  if (event.kind === 'closing.farewell') return state === 'asked' ? 'closed' : 'open';
  return state === 'asked' && politeKinds.includes(event.kind) ? 'asked' : 'open';
}

/** Where the closing stands after a call's log. */
export function closingAfter(log: readonly ScriptEvent[]): ClosingState {
  return log.reduce(nextClosing, 'open');
}

export const closing: Flow<ClosingState> = {
  governs: ['closing.farewell'],
  initial: 'open',
  next: (state, event) => to(nextClosing(state, event)),
  advise: (state) => ({ wants: state === 'asked' ? ['closing.farewell'] : [], opens: [] }),
};
