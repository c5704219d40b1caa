import type { MomentKind } from '../../domain/moment.ts';
import { stay, to, type Flow } from './flow.ts';

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

export const closing: Flow<ClosingState> = {
  governs: ['closing.farewell'],
  initial: 'open',
  next(state, event) {
    if (event.type !== 'said' || state === 'closed') return stay(state);
    if (event.kind === 'closing.anythingElse') return to('asked');
    if (event.kind === 'closing.farewell') return to(state === 'asked' ? 'closed' : 'open');
    return to(state === 'asked' && politeKinds.includes(event.kind) ? 'asked' : 'open');
  },
  advise: (state) => ({ wants: state === 'asked' ? ['closing.farewell'] : [], opens: [] }),
};
