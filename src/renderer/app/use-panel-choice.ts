import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import { promptSizes, type PaceUnit, type PanelChoice } from '../../shared/domain/panel-choice.ts';
import { paceIn, paceUnitOf } from '../../shared/script/clauses.ts';
import { withinPace } from '../../shared/script/prompter.ts';
import type { PhrasePanelProps } from '../features/phrases/phrase-panel.tsx';
import type { PrompterControls } from '../features/phrases/prompter-view.tsx';
import type { SessionState } from '../features/session/session-store.ts';
import type { DeskCall } from '../features/softphone/phone-store.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';

const untouched: PanelChoice = {};

/** How the agent who is signed in has the panel. */
export function panelChoiceOf({ session, settings }: SessionState): PanelChoice {
  return (session && settings.panels?.[session.agent.agentNo]) ?? untouched;
}

/** Kept on this machine, for this agent. */
export function changePanel({ session }: Pick<Stores, 'session'>, change: PanelChoice): void {
  const state = session.getState();
  const agentNo = state.session?.agent.agentNo;
  if (agentNo === undefined) return;
  const changed = { ...panelChoiceOf(state), ...change };
  void state.changeSettings({ panels: { ...state.settings.panels, [agentNo]: changed } });
}

/** Who speaks a language reads it without help, unless he wants it; who does not gets help, unless he wants none. */
function isSideBySide(state: SessionState, language: CallerLanguage): boolean {
  const chosen = panelChoiceOf(state).sideBySide?.[language];
  return chosen ?? !(state.session?.agent.languages.includes(language) ?? true);
}

export function toggleSideBySide(stores: Pick<Stores, 'session'>, language: CallerLanguage): void {
  const state = stores.session.getState();
  const { sideBySide } = panelChoiceOf(state);
  changePanel(stores, { sideBySide: { ...sideBySide, [language]: !isSideBySide(state, language) } });
}

type PromptStores = Pick<Stores, 'session' | 'prompter'>;

/** On in practice calls as the agent left it, in a live call only if he switched it on in this one. */
function isPrompted(call: DeskCall | undefined, choice: PanelChoice, onIn: string | undefined): boolean {
  const facts = call?.state.facts;
  if (!facts) return false;
  return facts.isPractice ? choice.isPromptedInDrills === true : onIn === facts.callId;
}

export function togglePrompter(stores: PromptStores, call: DeskCall): void {
  const { callId, isPractice } = call.state.facts;
  const { onIn, switchIn } = stores.prompter.getState();
  const choice = panelChoiceOf(stores.session.getState());
  const isOn = isPrompted(call, choice, onIn);
  if (isPractice) changePanel(stores, { isPromptedInDrills: !isOn });
  else switchIn(isOn ? undefined : callId);
}

export function changePace(stores: PromptStores, unit: PaceUnit, pace: number): void {
  const { pace: chosen } = panelChoiceOf(stores.session.getState());
  changePanel(stores, { pace: { ...chosen, [unit]: withinPace(pace) } });
}

/** @param by units a minute, on top of what the language has now */
export function stepPace(stores: PromptStores, lang: CallerLanguage, by: number): void {
  const unit = paceUnitOf(lang);
  changePace(stores, unit, paceIn(panelChoiceOf(stores.session.getState()).pace, lang) + by);
}

export function stepSize(stores: PromptStores, by: number): void {
  const size = (panelChoiceOf(stores.session.getState()).promptSize ?? promptSizes.usual) + by;
  if (size >= promptSizes.min && size <= promptSizes.max) changePanel(stores, { promptSize: size });
}

/** The teleprompter of a call; absent while it is off. */
function usePrompter(stores: PromptStores, call: DeskCall | undefined): PrompterControls | undefined {
  const choice = useStore(stores.session, panelChoiceOf);
  const onIn = useStore(stores.prompter, (state) => state.onIn);
  const isOn = isPrompted(call, choice, onIn);
  return useMemo(() => {
    if (!isOn) return undefined;
    const size = choice.promptSize ?? promptSizes.usual;
    return {
      ...{ store: stores.prompter, chosenPace: choice.pace, size },
      onPace: (unit, pace) => changePace(stores, unit, pace),
      onSize: (next) => stepSize(stores, next - size),
    };
  }, [stores, choice, isOn]);
}

type ReadingProps = Pick<PhrasePanelProps, 'isSideBySide' | 'onSideBySide' | 'prompter' | 'onPrompter'>;

/** How the lines of the call on the screen are read. */
export function usePanelChoice(stores: Stores, { call, language }: CallView): ReadingProps {
  return {
    isSideBySide: useStore(stores.session, (state) => isSideBySide(state, language)),
    onSideBySide: () => toggleSideBySide(stores, language),
    prompter: usePrompter(stores, call),
    onPrompter: () => {
      if (call) togglePrompter(stores, call);
    },
  };
}
