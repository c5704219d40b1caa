import { nothing, stay, to, type Flow } from './flow.ts';

/** From here on a caller on hold is told that it takes longer, s. */
export const longHoldS = 60;

/**
 *   talking ── held ──► holding ── resumed ──► back ── thanks for waiting said ──► talking
 *                        │    ▲                  └── anything else said ─────────► talking
 *                        └────┘ told that it takes longer: the time runs anew
 */
export type HoldState =
  { readonly kind: 'talking' } | { readonly kind: 'holding'; readonly toldAt: number } | { readonly kind: 'back' };

export const hold: Flow<HoldState> = {
  governs: ['hold.after', 'hold.long'],
  initial: { kind: 'talking' },
  next(state, event) {
    switch (event.type) {
      case 'held':
        return to({ kind: 'holding', toldAt: event.at });
      case 'resumed':
        return state.kind === 'holding' ? to({ kind: 'back' }) : stay(state);
      case 'said':
        if (state.kind === 'back') return to({ kind: 'talking' });
        return state.kind === 'holding' && event.kind === 'hold.long'
          ? to({ kind: 'holding', toldAt: event.at })
          : stay(state);
      default:
        return stay(state);
    }
  },
  advise(state) {
    if (state.kind === 'holding') return { wants: ['hold.long'], opens: ['hold.after'] };
    return state.kind === 'back' ? { wants: ['hold.after'], opens: [] } : nothing;
  },
};

/** Whether the caller has waited so long that he should be told. */
export function isLongHold(state: HoldState, now: number): boolean {
  return state.kind === 'holding' && now - state.toldAt >= longHoldS * 1000;
}
