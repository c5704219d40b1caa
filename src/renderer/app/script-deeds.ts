import type { TFunction } from 'i18next';
import type { ScriptEffect } from '../../shared/script/flows/flow.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';

export interface DeedScreen {
  readonly t: TFunction<'tickets'>;
  readonly transfer: () => void;
}

/** Carries out what a line said leads to. Drafts only: what leaves the desk, the agent sends himself. */
export function doScriptDeeds(
  stores: Stores,
  view: CallView,
  effects: readonly ScriptEffect[],
  { t, transfer }: DeedScreen,
): void {
  for (const effect of effects) {
    switch (effect.type) {
      case 'expedite':
        noteExpedite(stores, view, t(`expediteOf.${effect.kind}`, { number: effect.ticket }));
        break;
      case 'passOn':
        raise(stores, view);
        break;
      case 'newTicket':
        stores.tickets.getState().start(view.ticketContext);
        break;
      case 'bookCallback':
        view.chooseDisposition('callbackBooked');
        break;
      case 'transferToNamed':
      case 'transferToVideo':
        transfer();
        break;
      case 'askLeader':
      case 'endCall':
      case 'reopenTicket':
      case 'cardFrozen':
        // Seen in the bars of the call; the keys are the agent's.
        break;
    }
  }
}

function draftOf({ tickets }: Stores, { ticketContext }: CallView) {
  return tickets.getState().drafts.find(({ callId, type }) => callId === ticketContext.callId && type === 'expedite');
}

/** One expedite for a call, whatever is added to it: a second line goes on with the draft of the first. */
function noteExpedite(stores: Stores, view: CallView, text: string): void {
  const tickets = stores.tickets.getState();
  const draft = draftOf(stores, view);
  if (draft) {
    const isThere = draft.description.includes(text);
    tickets.edit(draft.id, { description: isThere ? draft.description : `${draft.description}\n${text}`.trim() });
    return;
  }
  tickets.start(view.ticketContext);
  const { activeId } = stores.tickets.getState();
  if (activeId) tickets.edit(activeId, { type: 'expedite', description: text });
}

/** Late already: passed on at once. */
function raise(stores: Stores, view: CallView): void {
  const draft = draftOf(stores, view);
  if (draft) stores.tickets.getState().edit(draft.id, { priority: 'high' });
}
