import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { ok } from '../../../shared/ipc/result.ts';
import { exportTickets } from '../../features/tickets/export-tickets.ts';
import type { Handlers } from './handlers.ts';

type BookCommand = Extract<keyof Handlers, `ticketBook:${string}`>;

export interface TicketBookContext {
  readonly catalog: () => Promise<TicketCatalog>;
  readonly now: () => number;
}

export function ticketBookHandlers({ catalog, now }: TicketBookContext): Pick<Handlers, BookCommand> {
  return {
    'ticketBook:page': async ({ filter, from }, { store }) => ok(await store.ticketPage(filter, now(), from)),
    'ticketBook:places': async ({ filter }, { store }) => ok(await store.ticketPlaces(filter, now())),
    'ticketBook:counts': async (_input, { store }) => ok(await store.ticketCounts(now())),
    'ticketBook:detail': ({ id }, { store }) => store.ticketDetail(id),
    'ticketBook:day': async ({ since, until }, { store }) => ok(await store.ticketDay(since, until)),
    async 'ticketBook:export'(input, { store, sync }) {
      const exported = await exportTickets({ store, catalog: await catalog(), now: now() }, input);
      if (exported.ok) sync.wake();
      return exported;
    },
  };
}
