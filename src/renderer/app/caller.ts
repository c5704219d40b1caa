import type { CustomerDraft, CustomerFile } from '../../shared/domain/customer-file.ts';
import type { CallId, CustomerId } from '../../shared/ids.ts';
import type { DeskCall } from '../features/softphone/phone-store.ts';
import type { Stores } from './stores.ts';

/** Asks again who the callers are, and shows it; a call that the core does not know yet is told to it anyway. */
export async function showCallersAnew(stores: Stores): Promise<void> {
  const known = stores.phone.getState().calls.filter(({ pop }) => pop !== undefined);
  await Promise.all(known.map((call) => showCallerAnew(stores, call)));
}

async function showCallerAnew({ desk, phone }: Stores, { state: { facts }, pop }: DeskCall): Promise<void> {
  const { callId } = facts;
  const customerId = pop?.customer?.id;
  const answer =
    customerId === undefined
      ? await desk.invoke('calls:begin', facts)
      : await desk.invoke('calls:attach', { callId, customerId });
  if (answer.ok) phone.actions.showCaller(callId, answer.value);
}

/** Makes the running call this customer's, and what is being written in it; what the agent typed himself stays. */
export async function attachCaller(stores: Stores, callId: CallId, customerId: CustomerId): Promise<void> {
  const before = callOf(stores, callId)?.pop;
  const attached = await stores.desk.invoke('calls:attach', { callId, customerId });
  if (!attached.ok) return stores.customers.getState().fail(attached.error);
  stores.phone.actions.showCaller(callId, attached.value);
  const { customer, area } = attached.value;
  const tickets = stores.tickets.getState();
  const prefilled = (now: string, known: string | undefined, next: string | undefined): string =>
    now === '' || now === known ? (next ?? '') : now;
  for (const draft of tickets.drafts.filter((each) => each.callId === callId)) {
    tickets.edit(draft.id, {
      customerId,
      callerName: prefilled(draft.callerName, before?.customer?.name, customer?.name),
      address: prefilled(draft.address, before?.customer?.address, customer?.address),
      area: prefilled(draft.area, before?.area, area),
    });
  }
}

/** A customer entered during a call is its caller, as long as that is nobody else's. */
export async function callerSaved(stores: Stores, draft: CustomerDraft, file: CustomerFile): Promise<void> {
  const call = callOf(stores, draft.callId);
  if (!call || draft.callId === undefined) return;
  if (draft.customerId === undefined && call.pop?.customer === undefined) {
    await attachCaller(stores, draft.callId, file.customer.id);
  }
}

function callOf(stores: Stores, callId: CallId | undefined): DeskCall | undefined {
  return stores.phone.getState().calls.find((call) => call.state.facts.callId === callId);
}
