import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { ok } from '../../../shared/ipc/result.ts';
import type { EmitEvent } from '../../event-hub.ts';
import { findClash } from '../../features/tickets/find-clash.ts';
import { knownForms } from '../../features/tickets/known-forms.ts';
import { toE164 } from '../../features/calls/phone-number.ts';
import { submitTicket } from '../../features/tickets/submit-ticket.ts';
import type { Handlers } from './handlers.ts';

export interface TicketsContext {
  readonly catalog: () => Promise<TicketCatalog>;
  readonly region: string;
  readonly isDemo: boolean;
  readonly emit: EmitEvent;
  readonly now: () => number;
}

type TicketCommand =
  | 'tickets:catalog'
  | 'tickets:forms'
  | 'tickets:openOfCaller'
  | 'tickets:drafts'
  | 'tickets:saveDraft'
  | 'tickets:discardDraft'
  | 'tickets:submit'
  | 'tickets:list'
  | 'tickets:reopen'
  | 'tickets:retry'
  | 'tickets:clash';

export function ticketHandlers({ catalog, region, isDemo, emit, now }: TicketsContext): Pick<Handlers, TicketCommand> {
  return {
    'tickets:catalog': async () => ok(await catalog()),
    'tickets:forms': async (_input, { store }) => ok(await knownForms(store)),
    async 'tickets:openOfCaller'({ customerId, callerPhone }, { store }) {
      const phone = (await toE164(callerPhone, region)) ?? callerPhone.trim();
      return ok(await store.openTicketsOfCaller(customerId, phone));
    },
    'tickets:drafts': async (_input, { store }) => ok(await store.listDrafts()),
    async 'tickets:saveDraft'(draft, { store }) {
      await store.saveDraft(draft);
      return ok({ savedAt: now() });
    },
    async 'tickets:discardDraft'({ id }, { store }) {
      await store.discardDraft(id);
      return ok({});
    },
    async 'tickets:submit'({ draft, isClosedAtFirstContact }, { store, sync }) {
      const topUpNumbers = () => sync.topUpNumbers();
      const context = { store, catalog: await catalog(), region, isDemo, now: now(), topUpNumbers };
      const submitted = await submitTicket(context, draft, isClosedAtFirstContact);
      if (!submitted.ok) return submitted;
      emit('ticketChanged', submitted.value);
      sync.wake();
      return submitted;
    },
    'tickets:list': async ({ limit, before }, { store }) => ok(await store.listTickets(limit, before)),
    'tickets:clash': ({ id }, { store, sync }) =>
      findClash({ store, ticketAtCentre: sync.atCentre.ticket, now: now() }, id),
    'tickets:reopen': ({ id }, { store }) => store.reopenTicket(id, now()),
    async 'tickets:retry'({ id }, { store, sync }) {
      const retried = await store.retryTicket(id);
      if (retried.ok) sync.wake();
      return retried;
    },
  };
}
