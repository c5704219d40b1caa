import { flushSync } from 'react-dom';
import { isAnswered, type CallState } from '../../shared/call/call-state.ts';
import { waitingLeg } from '../../shared/call/desk-calls.ts';
import { inServedOrder } from '../../shared/call/served-languages.ts';
import { phraseIdSchema } from '../../shared/ids.ts';
import { practiceCallerOf, scenariosShown } from '../features/softphone/practice-store.ts';
import { ticketDeed } from './ticket-keys.ts';
import { careDeed } from './care-wiring.ts';
import { articleDeed } from './article-keys.ts';
import { endCallDeed } from './end-call-key.ts';
import { hasOwnCentre } from '../features/session/session-store.ts';
import { ownExam } from './exam-wiring.ts';
import type { ActionId, KeyIntent } from './key-map.ts';
import { panelDeed } from './panel-keys.ts';
import { selectIsRegistered } from '../features/softphone/phone-store.ts';
import type { Stores } from './stores.ts';
import { isTaskAction, taskDeedOf, type TaskAction } from './task-work.tsx';
import type { CallView } from './use-call-view.ts';
import { openTraining } from './training-slot.tsx';
import { useOwnKeys } from './use-own-keys.ts';
import { useKeys } from './use-keys.ts';

/** What only the screen itself can do. */
export interface ScreenActions {
  readonly search: () => void;
  readonly customers: () => void;
  readonly newTicket: () => void;
  readonly procedure: () => void;
  readonly places: () => void;
  readonly quickClose: () => void;
  readonly packs: () => void;
  readonly sound: () => void;
  readonly help: () => void;
  readonly signOut: () => void;
  readonly toggleReady: () => void;
  readonly say: (phraseId: string) => void;
  readonly useArticle: () => void;
  /** The line for a number, or the keys of a voice menu while somebody is on the line. */
  readonly dial: () => void;
  readonly endCall: () => void;
  readonly transfer: () => void;
  readonly consult: () => void;
  readonly join: () => void;
  readonly survey: () => void;
  /** Asks a caller to wait whose language this seat does not speak. */
  readonly pleaseWait: () => void;
}

type Deed = () => void;
type DeskAction = Exclude<ActionId, TaskAction>;

function deedOf(id: DeskAction, stores: Stores, view: CallView, screen: ScreenActions): Deed | undefined {
  const { phone, session, sync, tickets, customers, knowledge } = stores;
  const state = view.call?.state;
  const last = view.said.at(-1);
  switch (id) {
    case 'answer':
      return waitingLeg(phone.getState().desk) ? phone.actions.answer : undefined;
    case 'rejectWaiting':
      return waitingLeg(phone.getState().desk) ? phone.actions.reject : undefined;
    case 'stopAutoAnswer':
      return state?.kind === 'ringing' && state.autoAnswerAt !== undefined ? phone.actions.stopAutoAnswer : undefined;
    case 'endCall':
      return endCallDeed(stores.rolePlay, state, screen.endCall);
    case 'toggleHold':
      return state && 'isMuted' in state
        ? () => {
            phone.actions.toggleHold();
          }
        : undefined;
    case 'swap':
      return phone.getState().desk.legs.some((leg) => leg.kind === 'held') ? phone.actions.swap : undefined;
    case 'transfer':
    case 'consult':
    case 'join':
    case 'survey':
    case 'pleaseWait':
      return state && isAnswered(state) ? screen[id] : undefined;
    case 'goBackToCall':
      return stores.leftCalls.getState().calls.length > 0 && selectIsRegistered(phone.getState())
        ? () => stores.leftCalls.goBack()
        : undefined;
    case 'toggleMute':
      return state && 'isMuted' in state ? phone.actions.toggleMute : undefined;
    case 'sayNow':
      return view.choice.now ? () => view.choice.now && screen.say(view.choice.now.id) : undefined;
    case 'takeBack':
      return state && last
        ? () => {
            phone.actions.unmarkSaid(state.facts.callId, phraseIdSchema.parse(last.phraseId));
          }
        : undefined;
    case 'findLine':
    case 'allLines':
    case 'fillGap':
    case 'escalate':
    case 'sideBySide':
    case 'prompter':
    case 'prompterPlay':
    case 'prompterSlower':
    case 'prompterFaster':
    case 'prompterSmaller':
    case 'prompterLarger':
      return panelDeed(id, stores, view);
    case 'useTemplate':
    case 'ticketBook':
    case 'callerTickets':
    case 'attachFile':
      return ticketDeed(id, stores, view);
    case 'submitTicket': {
      const { activeId, submit } = tickets.getState();
      return activeId ? () => void submit(activeId, false) : undefined;
    }
    case 'useArticle':
      return knowledge.getState().open ? screen.useArticle : undefined;
    case 'copyPart':
    case 'pinArticle':
    case 'helped':
    case 'notRight':
      return articleDeed(id, stores, view);
    case 'wrapUpDone':
      return state?.kind === 'wrapUp'
        ? () => phone.actions.finishWrapUp(state.facts.callId, view.disposition, state.notes, view.rating)
        : undefined;
    case 'extendWrapUp':
      return extendWrapUp(stores, state);
    case 'notes':
      return () => {
        // The notes stand where customers are looked for.
        flushSync(customers.getState().close);
        document.querySelector<HTMLTextAreaElement>('textarea[name="notes"]')?.focus();
      };
    case 'sayAgain':
      return sayAgain(stores, state);
    case 'history':
      return () => void stores.history.actions.open();
    case 'training':
      return phone.getState().calls.length > 0 || ownExam(stores) ? undefined : () => openTraining(stores);
    case 'rolePlayStep':
      return stores.rolePlay.getState().play.kind === 'idle' ? undefined : () => void stores.rolePlay.actions.step();
    case 'callBack':
      return () => showWhomToCallBack(stores);
    case 'dismissMissed':
      return dismissMissed(stores);
    case 'care':
      return careDeed(stores, state);
    case 'smallWindow':
      return stores.smallWindow.toggle;
    case 'syncNow':
      return () => void sync.getState().syncNow();
    case 'syncSheet':
      return stores.outbox.actions.open;
    case 'togglePower': {
      const { bootstrap, setServerPower } = session.getState();
      return hasOwnCentre(bootstrap) ? () => void setServerPower(!bootstrap.isServerPowered) : undefined;
    }
    case 'dial':
    case 'search':
    case 'customers':
    case 'quickClose':
    case 'newTicket':
    case 'procedure':
    case 'places':
    case 'toggleReady':
    case 'packs':
    case 'sound':
    case 'help':
    case 'signOut':
      return screen[id];
  }
}

function extendWrapUp({ phone, wrapUpClocks }: Stores, state: CallState | undefined): Deed | undefined {
  const { config } = phone.getState();
  if (state?.kind !== 'wrapUp' || config?.calls.wrapUp.mode !== 'extendable') return undefined;
  return () => {
    wrapUpClocks.extend(state.facts.callId);
  };
}

function sayAgain({ practice }: Stores, state: CallState | undefined): Deed | undefined {
  const caller = state && practiceCallerOf(practice.getState(), state.facts.number);
  if (!caller) return undefined;
  return () => {
    practice.actions.repeatLine(caller.scenario.id);
  };
}

function dismissMissed({ history }: Stores): Deed | undefined {
  const { day } = history.getState();
  return day && day.missed.count > 0 ? () => void history.actions.dismissMissed() : undefined;
}

/** Seen first, called with the same key: who was missed, else the last call there was. */
function showWhomToCallBack({ history }: Stores): void {
  const isMissed = (history.getState().day?.missed.count ?? 0) > 0;
  void history.actions.open(isMissed ? { only: 'missed' } : {});
}

function pick(index: number, stores: Stores, view: CallView, screen: ScreenActions): boolean {
  const { play, guide } = stores.rolePlay.getState();
  if (play.kind === 'talking' && guide) {
    stores.rolePlay.actions.guide({ type: 'wayTaken', nth: index });
    return true;
  }
  if (!view.call) {
    // A pass test gives nothing to practise with.
    if (ownExam(stores)) return false;
    const scenario = scenariosShown(stores.practice.getState())[index];
    if (scenario) void stores.practice.actions.ring(scenario.id);
    return scenario !== undefined;
  }
  const phrase = view.choice.next[index];
  if (phrase) screen.say(phrase.id);
  return phrase !== undefined;
}

/** Joins the key map to what the desk can do right now. */
export function useDeskKeys(stores: Stores, view: CallView, screen: ScreenActions): void {
  const { keys } = useOwnKeys(stores.session);
  useKeys(keys, (intent: KeyIntent) => {
    if (intent.type === 'language') {
      const language = inServedOrder(stores.session.getState().session?.phone.served)[intent.index];
      if (language) stores.phrases.getState().choose(language);
      return language !== undefined;
    }
    if (intent.type === 'pick') return pick(intent.index, stores, view, screen);
    const { id } = intent;
    const deed = isTaskAction(id) ? taskDeedOf(id, stores, view) : deedOf(id, stores, view, screen);
    deed?.();
    return deed !== undefined;
  });
}
