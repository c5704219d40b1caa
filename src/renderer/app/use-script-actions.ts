import { useTranslation } from 'react-i18next';
import { readPhraseId } from '../../shared/domain/phrase.ts';
import { phraseIdSchema } from '../../shared/ids.ts';
import type { PhrasePanelProps } from '../features/phrases/phrase-panel.tsx';
import { practiceCallerOf } from '../features/softphone/practice-store.ts';
import { doScriptDeeds } from './script-deeds.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';

type ScriptActions = Pick<PhrasePanelProps, 'onSay' | 'onTakeBack' | 'onMark' | 'onFill'>;

/** What is done with the words of the call on the screen; nothing without one. `transfer` asks whom to hand it to. */
export function useScriptActions(stores: Stores, view: CallView, transfer: () => void): ScriptActions {
  const { t } = useTranslation('tickets');
  const { actions } = stores.phone;
  const facts = view.call?.state.facts;
  const callId = facts?.callId;
  return {
    onSay(id) {
      if (!facts) return;
      const moment = readPhraseId(id)?.moment;
      const kind = view.kindOf(id);
      const effects =
        moment !== undefined && kind ? view.effectsOf({ type: 'said', moment, kind, at: Date.now() }) : [];
      actions.markSaid(facts.callId, phraseIdSchema.parse(id));
      doScriptDeeds(stores, view, effects, { t, transfer });
      const caller = practiceCallerOf(stores.practice.getState(), facts.number);
      if (kind === 'closing.farewell' && caller) stores.practice.actions.farewell(caller.scenario.id);
    },
    onTakeBack(id) {
      if (callId !== undefined) actions.unmarkSaid(callId, phraseIdSchema.parse(id));
    },
    onMark(mark) {
      if (callId === undefined) return;
      actions.markScript(callId, mark);
      if (mark.type === 'rated') view.chooseRating(mark.score);
    },
    onFill(slot, text, lang) {
      if (callId !== undefined) actions.fillSlot(callId, slot, text === '' ? undefined : { text, lang });
    },
  };
}
