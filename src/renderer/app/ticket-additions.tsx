import { Suspense, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Ticket } from '../../shared/domain/ticket.ts';
import { ticketIdSchema } from '../../shared/ids.ts';
import { AdditionKeys, type Adding, type KeyedTicket } from '../features/tickets/addition-keys.tsx';
import type { CallContext } from '../features/tickets/new-draft.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';

/** Not among what a call may have to wait for. */
const SmsSheet = lazyPart(async () => (await import('../features/tickets/sms-sheet.tsx')).SmsSheet);
const SupplementSheet = lazyPart(
  async () => (await import('../features/tickets/supplement-sheet.tsx')).SupplementSheet,
);

/** Begins what is added to a ticket, in the call that is on the screen. */
export function addTo(stores: Stores, view: CallView, adding: Adding, ticket: KeyedTicket): void {
  const id = ticketIdSchema.safeParse(ticket.id).data;
  if (!id) return;
  const { actions } = stores.additions;
  const about = { id, number: ticket.number, callId: view.call?.state.facts.callId };
  if (adding === 'supplement') actions.openSupplement(about);
  else if (adding === 'sms') void actions.openSms(about);
  else expedite(stores, view, ticket);
}

/** A draft that is attached to it; in the place of the list of tickets, where that is open. */
function expedite(stores: Stores, view: CallView, ticket: KeyedTicket): void {
  stores.ticketBook.actions.close();
  const own = stores.tickets.getState().tickets.find(({ id }) => id === ticket.id);
  // Without a caller on the line it is the one of the ticket who urges.
  stores.tickets.getState().start(view.call || !own ? view.ticketContext : callerOf(own));
  const { activeId, expedite: attach } = stores.tickets.getState();
  if (activeId) attach(activeId, ticket);
}

function callerOf({ customerId, callerName, callerPhone, language, area, address }: Ticket): CallContext {
  return { customerId, callerName, callerPhone, language, area, address };
}

/** The keys of one of the caller's tickets. */
export function CallerTicketKeys(props: {
  readonly stores: Stores;
  readonly view: CallView;
  readonly ticket: KeyedTicket;
}): ReactNode {
  const { stores, view, ticket } = props;
  return (
    <AdditionKeys
      ticket={ticket}
      onAdd={(adding, to) => {
        addTo(stores, view, adding, to);
      }}
    />
  );
}

/** The sheet on which something is added. */
export function AdditionSlot({ stores }: { readonly stores: Stores }): ReactNode {
  const sheet = useStore(stores.additions, (state) => state.sheet);
  if (!sheet) return null;
  const Part = sheet.kind === 'sms' ? SmsSheet : SupplementSheet;
  return (
    <Suspense>
      <Part key={sheet.id} store={stores.additions} ticket={sheet} />
    </Suspense>
  );
}
