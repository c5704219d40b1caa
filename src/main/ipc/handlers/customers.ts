import { ok } from '../../../shared/ipc/result.ts';
import type { EmitEvent } from '../../event-hub.ts';
import type { Seat } from '../../features/agents/agent-sessions.ts';
import {
  checkForm,
  customerFile,
  saveCustomer,
  searchCustomers,
  undecidedCustomers,
  type CustomerContext,
} from '../../features/customers/customers.ts';
import type { Handlers } from './handlers.ts';

export interface CustomersContext {
  readonly region: string;
  readonly emit: EmitEvent;
  readonly now: () => number;
}

type CustomerCommand =
  | 'customers:search'
  | 'customers:file'
  | 'customers:check'
  | 'customers:save'
  | 'customers:drafts'
  | 'customers:saveDraft'
  | 'customers:discardDraft'
  | 'customers:undecided'
  | 'customers:resolve'
  | 'customers:settleRefused';

export function customerHandlers({ region, emit, now }: CustomersContext): Pick<Handlers, CustomerCommand> {
  const contextOf = ({ store }: Seat): CustomerContext => ({ store, region, now: now() });
  /** A row may leave, and what shows customers looks again. */
  const changed = ({ sync }: Seat): void => {
    emit('directoryUpdated', {});
    sync.wake();
  };
  return {
    'customers:search': async (input, seat) => ok(await searchCustomers(contextOf(seat), input)),
    'customers:file': ({ id }, seat) => customerFile(contextOf(seat), id),
    'customers:check': async ({ draft }, seat) => ok(await checkForm(contextOf(seat), draft.form, draft)),
    async 'customers:save'(input, seat) {
      const saved = await saveCustomer(contextOf(seat), input);
      if (saved.ok) changed(seat);
      return saved;
    },
    'customers:drafts': async (_input, { store }) => ok(await store.listCustomerDrafts()),
    async 'customers:saveDraft'(draft, { store }) {
      const savedAt = now();
      await store.saveCustomerDraft(draft, savedAt);
      return ok({ savedAt });
    },
    async 'customers:discardDraft'({ id }, { store }) {
      await store.discardCustomerDraft(id);
      return ok({});
    },
    'customers:undecided': async (_input, seat) => ok(await undecidedCustomers(contextOf(seat))),
    async 'customers:resolve'({ id, field, keep }, seat) {
      const resolved = await seat.store.resolveConflict(id, field, keep, now());
      if (!resolved.ok) return resolved;
      changed(seat);
      return customerFile(contextOf(seat), id);
    },
    async 'customers:settleRefused'({ id, action }, seat) {
      await seat.store.settleRefused(id, action, now());
      changed(seat);
      return ok({});
    },
  };
}
