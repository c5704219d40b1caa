import { flushSync } from 'react-dom';
import { isLive } from '../../shared/call/call-state.ts';
import { showCallerTickets } from './caller-tickets.tsx';
import type { ActionId } from './key-map.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';

type TicketAction = Extract<ActionId, 'useTemplate' | 'attachFile' | 'ticketBook' | 'callerTickets'>;
type Deed = () => void;

/** What a key about tickets does now, besides writing one. */
export function ticketDeed(id: TicketAction, stores: Stores, { call }: CallView): Deed | undefined {
  switch (id) {
    case 'useTemplate':
      return fillingFromTemplate();
    case 'attachFile': {
      const button = document.querySelector<HTMLButtonElement>('.ticket-form .attach-file');
      return button
        ? () => {
            button.click();
          }
        : undefined;
    }
    case 'ticketBook':
      return () => void stores.ticketBook.actions.open();
    case 'callerTickets':
      return call && isLive(call.state) && (call.pop?.openTickets.length ?? 0) > 0
        ? () => {
            // The reminder stands where customers are looked for.
            flushSync(stores.customers.getState().close);
            showCallerTickets();
          }
        : undefined;
  }
}

/** The only one is taken at once; of several the first gets the keys. */
function fillingFromTemplate(): Deed | undefined {
  const [first, ...others] = document.querySelectorAll<HTMLButtonElement>('.ticket-form .template-fill');
  if (!first) return undefined;
  return () => {
    if (others.length === 0) first.click();
    else first.focus();
  };
}
