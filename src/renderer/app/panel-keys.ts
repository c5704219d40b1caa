import { paceLimits } from '../../shared/domain/panel-choice.ts';
import { isAnswered } from '../../shared/call/call-state.ts';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import type { ActionId } from './key-map.ts';
import type { Stores } from './stores.ts';
import { stepPace, stepSize, togglePrompter, toggleSideBySide } from './use-panel-choice.ts';
import type { CallView } from './use-call-view.ts';

type PanelAction =
  'findLine' | 'allLines' | 'fillGap' | 'escalate' | 'sideBySide' | Extract<ActionId, `prompter${string}`>;
type Deed = () => void;

/** What a key of the script panel does now; nothing while there is nothing to say. */
export function panelDeed(
  id: PanelAction,
  stores: Stores,
  { call, choice, language, script }: CallView,
): Deed | undefined {
  const { now } = choice;
  if (!call || !now) return undefined;
  switch (id) {
    case 'findLine':
      return stores.finder.getState().openSearch;
    case 'allLines':
      return stores.finder.getState().openKinds;
    case 'fillGap': {
      const field = document.querySelector<HTMLInputElement>('.prompt .slot-field');
      return field
        ? () => {
            field.focus();
          }
        : undefined;
    }
    case 'escalate':
      return script.escalation === 'none' && isAnswered(call.state)
        ? () =>
            stores.phone.actions.markScript(call.state.facts.callId, { type: 'escalationTriggered', at: Date.now() })
        : undefined;
    case 'sideBySide':
      return () => toggleSideBySide(stores, language);
    case 'prompter':
      return () => togglePrompter(stores, call);
    default:
      return prompterDeed(id, stores, now.large.lang);
  }
}

/** While the teleprompter is closed its keys do nothing. */
export function prompterDeed(
  id: Exclude<Extract<PanelAction, `prompter${string}`>, 'prompter'>,
  stores: Pick<Stores, 'session' | 'prompter'>,
  lang: CallerLanguage,
): Deed | undefined {
  const { prompter, send } = stores.prompter.getState();
  if (!prompter) return undefined;
  switch (id) {
    case 'prompterPlay':
      return () => send({ type: 'toggle' });
    case 'prompterSlower':
      return () => stepPace(stores, lang, -paceLimits.step);
    case 'prompterFaster':
      return () => stepPace(stores, lang, paceLimits.step);
    case 'prompterSmaller':
      return () => stepSize(stores, -1);
    case 'prompterLarger':
      return () => stepSize(stores, 1);
  }
}
