import { flushSync } from 'react-dom';
import { isAnswered } from '../../shared/call/call-state.ts';
import { waitingLeg } from '../../shared/call/desk-calls.ts';
import { inServedOrder } from '../../shared/call/served-languages.ts';
import { phraseIdSchema } from '../../shared/ids.ts';
import { practiceCallerOf } from '../features/softphone/practice-store.ts';
import type { ActionId, KeyIntent } from './key-map.ts';
import { selectIsRegistered } from '../features/softphone/phone-store.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';
import { useOwnKeys } from './use-own-keys.ts';
import { useKeys } from './use-keys.ts';

/** What only the screen itself can do. */
export interface ScreenActions {
  readonly search: () => void;
  readonly customers: () => void;
  readonly newTicket: () => void;
  readonly quickClose: () => void;
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

function deedOf(id: ActionId, stores: Stores, view: CallView, screen: ScreenActions): Deed | undefined {
  const { phone, practice, session, sync, tickets, customers, knowledge } = stores;
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
      return state && state.kind !== 'wrapUp' ? screen.endCall : undefined;
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
        ? () => {
            stores.leftCalls.goBack();
          }
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
      return view.choice.now ? stores.finder.getState().openSearch : undefined;
    case 'allLines':
      return view.choice.now ? stores.finder.getState().openKinds : undefined;
    case 'fillGap': {
      const field = document.querySelector<HTMLInputElement>('.prompt .slot-field');
      return field
        ? () => {
            field.focus();
          }
        : undefined;
    }
    case 'submitTicket': {
      const { activeId, submit } = tickets.getState();
      return activeId ? () => void submit(activeId, false) : undefined;
    }
    case 'useArticle':
      return knowledge.getState().open ? screen.useArticle : undefined;
    case 'wrapUpDone':
      return state?.kind === 'wrapUp'
        ? () => {
            phone.actions.finishWrapUp(state.facts.callId, view.disposition, state.notes, view.rating);
          }
        : undefined;
    case 'extendWrapUp': {
      const { config } = phone.getState();
      if (state?.kind !== 'wrapUp' || config?.calls.wrapUp.mode !== 'extendable') return undefined;
      return () => {
        stores.wrapUpClocks.extend(state.facts.callId);
      };
    }
    case 'notes':
      return () => {
        // The notes stand where customers are looked for.
        flushSync(customers.getState().close);
        document.querySelector<HTMLTextAreaElement>('textarea[name="notes"]')?.focus();
      };
    case 'sayAgain': {
      const caller = state && practiceCallerOf(practice.getState(), state.facts.number);
      return caller
        ? () => {
            practice.actions.repeatLine(caller.scenario.id);
          }
        : undefined;
    }
    case 'history':
      return () => void stores.history.actions.open();
    case 'dismissMissed': {
      const { day } = stores.history.getState();
      return day && day.missed.count > 0 ? () => void stores.history.actions.dismissMissed() : undefined;
    }
    case 'syncNow':
      return () => void sync.getState().syncNow();
    case 'togglePower': {
      const { bootstrap, setServerPower } = session.getState();
      return bootstrap?.profile.kind === 'demo' ? () => void setServerPower(!bootstrap.isServerPowered) : undefined;
    }
    case 'dial':
    case 'search':
    case 'customers':
    case 'quickClose':
    case 'newTicket':
    case 'toggleReady':
    case 'sound':
    case 'help':
    case 'signOut':
      return screen[id];
  }
}

function pick(index: number, stores: Stores, view: CallView, screen: ScreenActions): boolean {
  if (!view.call) {
    const scenario = stores.practice.getState().scenarios[index];
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
    const deed = deedOf(intent.id, stores, view, screen);
    deed?.();
    return deed !== undefined;
  });
}
