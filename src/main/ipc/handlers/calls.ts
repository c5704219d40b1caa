import type { EmitEvent } from '../../event-hub.ts';
import { ok } from '../../../shared/ipc/result.ts';
import type { Seat } from '../../features/agents/agent-sessions.ts';
import {
  attachCustomer,
  lookUpCaller,
  popOfRecord,
  revealField,
  updateCall,
  type CallContext,
} from '../../features/calls/calls.ts';
import { callBackAddress, dialAddress, numberOf, type Dialling } from '../../features/calls/dial-address.ts';
import { createExchangeReach } from '../../features/calls/exchange-reach.ts';
import type { KnowledgeHost } from '../../features/knowledge/knowledge-host.ts';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { careHandlers, type CareCommand } from './care.ts';
import type { Handlers } from './handlers.ts';

export interface CallsContext {
  readonly knowledge: KnowledgeHost;
  readonly catalog: () => Promise<TicketCatalog>;
  readonly dialling: Dialling;
  /** A demo has practice calls only: there they count. */
  readonly isDemo: boolean;
  readonly emit: EmitEvent;
  readonly now: () => number;
}

type CallCommand =
  | CareCommand
  | 'calls:begin'
  | 'calls:update'
  | 'calls:attach'
  | 'calls:list'
  | 'calls:knock'
  | 'calls:address'
  | 'calls:dial'
  | 'customers:dial'
  | 'calls:day'
  | 'calls:dismissMissed'
  | 'calls:reveal'
  | 'calls:left'
  | 'calls:closeLeft'
  | 'customers:reveal';

export function callHandlers(context: CallsContext): Pick<Handlers, CallCommand> {
  const { knowledge, dialling, isDemo, emit } = context;
  const { region } = dialling;
  const reach = createExchangeReach();
  const contextOf = async ({ session, store }: Seat): Promise<CallContext> => {
    const now = context.now();
    return { session, store, catalog: await context.catalog(), region, notices: knowledge.noticesAtHand(now), now };
  };
  return {
    ...careHandlers(isDemo),
    async 'calls:begin'(facts, seat) {
      const calling = await contextOf(seat);
      const found = await lookUpCaller(calling, facts);
      emit('callerFound', { callId: facts.callId, pop: found.pop });
      // Asked again, it finds the same record; the agent may have said meanwhile whose call it is.
      const record = await seat.store.beginCall(found.record);
      if (record.facts.customerId === found.record.facts.customerId) return ok(found.pop);
      const pop = await popOfRecord(calling, record);
      emit('callerFound', { callId: facts.callId, pop });
      return ok(pop);
    },
    async 'calls:attach'(input, seat) {
      const attached = await attachCustomer(await contextOf(seat), input);
      if (!attached.ok) return attached;
      seat.sync.wake();
      emit('callsChanged', {});
      return attached;
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
      return ok({ value: numberOf(revealed.value) });
    },
    async 'calls:left'({ held }, { session, store }) {
      const { returnWithinMs } = session.phone.calls;
      return ok({ left: await store.leftCalls(held, { now: context.now(), withinMs: returnWithinMs }) });
    },
    async 'calls:closeLeft'({ held }, { store, sync }) {
      await store.closeLeftCalls(held, context.now());
      sync.wake();
      emit('callsChanged', {});
      return ok({});
    },
    async 'calls:knock'({ server }, { session }) {
      const address = session.phone.kind === 'ws' ? session.phone.servers[server] : undefined;
      return ok({ reach: address === undefined ? 'unknown' : await reach.ask(address) });
    },
    'calls:address': ({ text }) => dialAddress(text, dialling),
    async 'calls:dial'({ id }, { store, sync }) {
      const revealed = await store.revealCall(id, 'callBack', context.now());
      if (!revealed.ok) return revealed;
      sync.wake();
      return callBackAddress(revealed.value, isDemo, dialling);
    },
    async 'customers:dial'(input, { store, sync }) {
      const revealed = await revealField(store, { ...input, reason: 'callBack' }, context.now());
      if (!revealed.ok) return revealed;
      sync.wake();
      return dialAddress(revealed.value.value, dialling);
    },
    async 'customers:reveal'(input, { store, sync }) {
      const revealed = await revealField(store, input, context.now());
      if (revealed.ok) sync.wake();
      return revealed;
    },
  };
}
