import { adherenceOf } from '../../shared/script/adherence.ts';
import type { Stores } from './stores.ts';
import { markedLog } from './script-log.ts';

/** Works out how a call was kept as soon as it is over, and again when a line is taken back in its wrap-up. */
export function keepAdherence({ phone, phrases }: Pick<Stores, 'phone' | 'phrases'>): void {
  phone.subscribe(({ calls }, before) => {
    if (calls === before.calls) return;
    const { book } = phrases.getState();
    for (const { state } of calls) {
      if (state.kind !== 'wrapUp' || state.facts.consultFor !== undefined) continue;
      const adherence = adherenceOf(state.answeredAt, markedLog(state, book));
      const known = state.adherence;
      const isKnown = known !== undefined && JSON.stringify(known) === JSON.stringify(adherence);
      if (!isKnown) phone.actions.keepAdherence(state.facts.callId, adherence);
    }
  });
}
