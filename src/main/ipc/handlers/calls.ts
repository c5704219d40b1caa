import { ok } from '../../../shared/ipc/result.ts';
import { beginCall, revealField, updateCall } from '../../features/calls/calls.ts';
import type { KnowledgeHost } from '../../features/knowledge/knowledge-host.ts';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import type { Handlers } from './handlers.ts';

export interface CallsContext {
  readonly knowledge: KnowledgeHost;
  readonly catalog: () => Promise<TicketCatalog>;
  readonly region: string;
  readonly now: () => number;
}

export function callHandlers(
  context: CallsContext,
): Pick<Handlers, 'calls:begin' | 'calls:update' | 'calls:list' | 'customers:reveal'> {
  const { knowledge, region } = context;
  return {
    async 'calls:begin'(facts, { session, store }) {
      const now = context.now();
      const catalog = await context.catalog();
      return ok(
        await beginCall({ session, store, catalog, region, notices: knowledge.noticesAtHand(now), now }, facts),
      );
    },
    async 'calls:update'(input, { store, sync }) {
      const updated = await updateCall(store, input, context.now());
      if (updated.ok && updated.value.wrappedUpAt !== undefined) sync.wake();
      return updated;
    },
    'calls:list': async ({ limit }, { store }) => ok(await store.listCalls(limit)),
    async 'customers:reveal'(input, { store, sync }) {
      const revealed = await revealField(store, input, context.now());
      if (revealed.ok) sync.wake();
      return revealed;
    },
  };
}
