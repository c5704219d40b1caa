import { readPhraseId } from '../../shared/domain/phrase.ts';
import { phraseIdSchema } from '../../shared/ids.ts';
import type { PhrasePanelProps } from '../features/phrases/phrase-panel.tsx';
import { doScriptDeeds } from './script-deeds.ts';
import type { Stores } from './stores.ts';
import { useStable } from './use-stable.ts';
import type { CallView } from './use-call-view.ts';

type ScriptActions = Pick<PhrasePanelProps, 'onSay' | 'onTakeBack' | 'onMark' | 'onColleague' | 'onFill'>;

/** What is done with the words of the call on the screen; nothing without one. `transfer` asks whom to hand it to. */
export function useScriptActions(stores: Stores, view: CallView, transfer: () => void): ScriptActions {
  const { actions } = stores.phone;
  const facts = view.call?.state.facts;
  const callId = facts?.callId;
  const onSay = useStable((id: string) => {
    if (!facts) return;
    const phrase = readPhraseId(id);
    const moment = phrase?.moment;
    const kind = view.kindOf(id);
    const effects = moment !== undefined && kind ? view.effectsOf({ type: 'said', moment, kind, at: Date.now() }) : [];
    actions.markSaid(facts.callId, phraseIdSchema.parse(id));
    doScriptDeeds(stores, view, effects, { transfer });
    if (facts.isPractice && phrase && kind) {
      stores.practice.actions.tell(facts.number, { type: 'said', ...phrase, kind });
    }
  });
  const onTakeBack = useStable((id: string) => {
    if (callId !== undefined) actions.unmarkSaid(callId, phraseIdSchema.parse(id));
  });
  return {
    onSay,
    onTakeBack,
    onMark(mark) {
      if (callId === undefined) return;
      actions.markScript(callId, mark);
      if (mark.type === 'rated') view.chooseRating(mark.score);
    },
    onColleague(colleagueNo) {
      if (callId !== undefined) actions.fillSlot(callId, 'colleagueNo', { text: colleagueNo, lang: view.language });
    },
    onFill(slot, text, lang) {
      if (callId !== undefined) actions.fillSlot(callId, slot, text === '' ? undefined : { text, lang });
    },
  };
}
