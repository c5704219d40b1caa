import type { ScriptEffect } from '../../shared/script/flows/flow.ts';
import { recordTexts } from '../i18n/record-texts.ts';
import { ticketIdSchema } from '../../shared/ids.ts';
import type { DraftChange } from '../features/tickets/new-draft.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';

export interface DeedScreen {
  readonly transfer: () => void;
}

/** Carries out what a line said leads to. Drafts only: what leaves the desk, the agent sends himself. */
export function doScriptDeeds(
  stores: Stores,
  view: CallView,
  effects: readonly ScriptEffect[],
  { transfer }: DeedScreen,
): void {
  for (const effect of effects) {
    switch (effect.type) {
      case 'expedite':
        noteExpedite(stores, view, effect);
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
      case 'askLeader': {
        const facts = view.call?.state.facts;
        // A drill is no leader's business but that of the one who stands by.
        if (effect.about === 'endForAbuse' && facts && !facts.isPractice) void stores.leaders.ask(facts.callId);
        break;
      }
      case 'reopenTicket':
        reopen(stores, view, recordTexts('tickets')('reopenOf', { number: answeredTicket(view) ?? '' }));
        break;
      case 'endCall':
      case 'cardFrozen':
        // Seen in the bars of the call; the keys are the agent's.
        break;
    }
  }
}

function draftOf({ tickets }: Stores, { ticketContext }: CallView) {
  return tickets.getState().drafts.find(({ callId, type }) => callId === ticketContext.callId && type === 'expedite');
}

type ExpediteEffect = Extract<ScriptEffect, { type: 'expedite' }>;

const subTypeOf = { contact: 'add-contact', request: 'add-request' } as const;

/** The open ticket that it is attached to, with the kind as sub-type. */
function attachment({ call }: CallView, { kind, ticket: number }: ExpediteEffect): DraftChange {
  const parent = call?.pop?.openTickets.find((ticket) => ticket.number === number);
  const faster = parent?.type === 'faultRepair' ? 'faster-restoration' : 'faster-reply';
  const parentId = ticketIdSchema.safeParse(parent?.id).data;
  return { subType: kind === 'faster' ? faster : subTypeOf[kind], ...(parentId && { parentId }) };
}

/** One expedite for a call, whatever is added to it: a second line goes on with the draft of the first. */
function noteExpedite(stores: Stores, view: CallView, effect: ExpediteEffect): void {
  const text = recordTexts('tickets')(`expediteOf.${effect.kind}`, { number: effect.ticket });
  const tickets = stores.tickets.getState();
  const draft = draftOf(stores, view);
  if (draft) {
    if (!draft.description.includes(text)) tickets.append(draft.id, text);
    return;
  }
  tickets.start(view.ticketContext);
  const { activeId } = stores.tickets.getState();
  if (activeId) tickets.edit(activeId, { type: 'expedite', description: text, ...attachment(view, effect) });
}

/** Late already: passed on at once. */
function raise(stores: Stores, view: CallView): void {
  const draft = draftOf(stores, view);
  if (draft) stores.tickets.getState().edit(draft.id, { priority: 'high' });
}

/** What was asked about in a follow-up: the ticket whose answer the caller is not content with. */
function answeredTicket({ call }: CallView): string | undefined {
  const tickets = call?.pop?.openTickets ?? [];
  const answered = tickets.find(({ status }) => status === 'replied' || status === 'followUp');
  return answered?.number ?? call?.state.slots?.ticketNumber?.text;
}

/** A bad rating: the centre works on it again because of a complaint that names it, which the agent completes and sends. */
function reopen({ tickets }: Stores, { ticketContext }: CallView, text: string): void {
  const state = tickets.getState();
  const known = state.drafts.find(
    ({ callId, description }) => callId === ticketContext.callId && description.startsWith(text),
  );
  if (known) return;
  state.start(ticketContext);
  const { activeId } = tickets.getState();
  if (activeId) state.edit(activeId, { type: 'complaint', priority: 'high', description: text });
}
