import type { EmitEvent } from '../../event-hub.ts';
import { ok } from '../../../shared/ipc/result.ts';
import { lookUpCaller, revealField, updateCall } from '../../features/calls/calls.ts';
import type { KnowledgeHost } from '../../features/knowledge/knowledge-host.ts';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import type { Handlers } from './handlers.ts';

export interface CallsContext {
  readonly knowledge: KnowledgeHost;
  readonly catalog: () => Promise<TicketCatalog>;
  readonly region: string;
  /** A demo has practice calls only: there they count. */
  readonly isDemo: boolean;
  readonly emit: EmitEvent;
  readonly now: () => number;
}

type CallCommand =
  | 'calls:begin'
  | 'calls:update'
  | 'calls:list'
  | 'calls:day'
  | 'calls:dismissMissed'
  | 'calls:reveal'
  | 'calls:closeLeft'
  | 'customers:reveal';

export function callHandlers(context: CallsContext): Pick<Handlers, CallCommand> {
  const { knowledge, region, isDemo, emit } = context;
  return {
    async 'calls:begin'(facts, { session, store }) {
      const now = context.now();
      const catalog = await context.catalog();
      const notices = knowledge.noticesAtHand(now);
      const found = await lookUpCaller({ session, store, catalog, region, notices, now }, facts);
      emit('callerFound', { callId: facts.callId, pop: found.pop });
      // Asked again, it finds the same record.
      await store.beginCall(found.record);
      return ok(found.pop);
    },
    async 'calls:update'(input, { store, sync }) {
      const updated = await updateCall(store, input, context.now());
      if (updated.ok && updated.value.wrappedUpAt !== undefined) sync.wake();
      if (updated.ok && updated.value.endedAt !== undefined) emit('callsChanged', {});
      return updated;
    },
    'calls:list': async ({ limit, before, filter = {} }, { store }) => ok(await store.listCalls(filter, limit, before)),
    'calls:day': async ({ since }, { store }) => ok(await store.callDay(since, isDemo)),
    async 'calls:dismissMissed'({ upTo }, { store }) {
      await store.dismissMissed(upTo, context.now());
      emit('callsChanged', {});
      return ok({});
    },
    async 'calls:reveal'({ id, reason }, { store, sync }) {
      const revealed = await store.revealCall(id, reason, context.now());
      if (!revealed.ok) return revealed;
      sync.wake();
      return ok({ value: revealed.value });
    },
    async 'calls:closeLeft'({ held }, { store, sync }) {
      await store.closeLeftCalls(held, context.now());
      sync.wake();
      emit('callsChanged', {});
      return ok({});
    },
    async 'customers:reveal'(input, { store, sync }) {
      const revealed = await revealField(store, input, context.now());
      if (revealed.ok) sync.wake();
      return revealed;
    },
  };
}
