import { fallbackLanguage, firstLanguage } from '../../../shared/call/served-languages.ts';
import type { CallFacts, CallRecord } from '../../../shared/domain/call.ts';
import type { Customer, PastCall } from '../../../shared/domain/customer.ts';
import type { Notice } from '../../../shared/domain/notice.ts';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import type { CustomerId } from '../../../shared/ids.ts';
import type { CommandInput, ScreenPop, Session } from '../../../shared/ipc/contract.ts';
import { ok, type Result } from '../../../shared/ipc/result.ts';
import type { SeatStore } from '../../db/seat-store.ts';
import { maskPhone } from '../../../shared/text/mask-number.ts';
import { areaOfRegion } from './area-of-region.ts';
import { toE164 } from './phone-number.ts';

export interface CallContext {
  readonly session: Session;
  readonly store: SeatStore;
  readonly catalog: TicketCatalog;
  /** Country of numbers without a country code. */
  readonly region: string;
  readonly notices: readonly Notice[];
  readonly now: number;
}

export interface FoundCaller {
  readonly pop: ScreenPop;
  /** How the call's record begins. */
  readonly record: CallRecord;
}

const shownCalls = 10;
/** Enough to count what one caller manages in two days. */
const countedCalls = 50;
const twoDaysMs = 2 * 24 * 3_600_000;

/**
 * Who calls, and what is open for him. The caller waits while this runs: nothing here goes beyond the machine or waits
 * for a disk to be written, and the look-ups run side by side.
 */
export async function lookUpCaller(context: CallContext, facts: CallFacts): Promise<FoundCaller> {
  const { store, region } = context;
  const number = (await toE164(facts.number, region)) ?? facts.number;
  const customer = await findCustomer(store, facts.customerId, number);
  const pop = await popOf(context, facts, number, customer);
  const known: CallFacts = customer ? { ...facts, customerId: customer.id } : facts;
  const record: CallRecord = {
    ...{ id: facts.callId, facts: known, heldMs: 0, notes: '', said: [] },
    ...(number === facts.number ? {} : { number }),
    // From here on the caller on the line is shown in full, and the record says so once.
    ...(maskPhone(number) === number || facts.isNumberMasked ? {} : { numberShownAt: context.now }),
  };
  return { pop, record };
}

/** What the screen shows of a call whose customer the agent has named. */
export async function popOfRecord(context: CallContext, { facts, number }: CallRecord): Promise<ScreenPop> {
  const shown = number ?? facts.number;
  return popOf(context, facts, shown, await findCustomer(context.store, facts.customerId, shown));
}

/** The agent says whose call it is. Fails with `call.notFound` and `customer.notFound`. */
export async function attachCustomer(
  context: CallContext,
  { callId, customerId }: CommandInput<'calls:attach'>,
): Promise<Result<ScreenPop>> {
  const attached = await context.store.attachCustomer(callId, customerId, context.now);
  return attached.ok ? ok(await popOfRecord(context, attached.value)) : attached;
}

async function popOf(
  context: CallContext,
  facts: CallFacts,
  number: string,
  customer: Customer | undefined,
): Promise<ScreenPop> {
  const { session, store } = context;
  const [openTickets, calls] = await Promise.all([
    customer ? store.openTicketsOf(customer.id) : [],
    customer ? store.recentCallsOf(customer.id, countedCalls) : [],
  ]);
  const earlier = calls.filter((call) => call.id !== facts.callId);
  const area = customer?.area ?? areaOfRegion(context.catalog, facts.region ?? '');
  return {
    ...(customer ? { customer } : {}),
    openTickets,
    recentCalls: earlier.slice(0, shownCalls),
    callsInTwoDays: countSince(earlier, facts.startedAt - twoDaysMs) + Number(facts.direction === 'inbound'),
    notices: context.notices.filter(({ areas }) => areas.length === 0 || (area !== undefined && areas.includes(area))),
    ...(area === undefined ? {} : { area }),
    language: firstLanguage(facts, customer?.language, fallbackLanguage(session.phone.served, session.agent.languages)),
    number,
  };
}

/** What the exchange says the customer is wins over the number: people call from their neighbours' phones. */
async function findCustomer(
  store: SeatStore,
  id: CustomerId | undefined,
  number: string,
): Promise<Customer | undefined> {
  const byId = id === undefined ? undefined : await store.getCustomer(id);
  if (byId) return byId;
  return number.startsWith('+') ? store.findCustomerByPhone(number) : undefined;
}

function countSince(calls: readonly PastCall[], from: number): number {
  return calls.filter((call) => call.at >= from).length;
}

/** Writes what is known of the call so far. Fails with `call.notFound`. */
export function updateCall(
  store: SeatStore,
  input: CommandInput<'calls:update'>,
  now: number,
): Promise<Result<CallRecord>> {
  // Zod hands over absent optional fields as absent; the types can't say so.
  return store.updateCall(input as Partial<CallRecord> & Pick<CallRecord, 'id'>, now);
}

/** The full value, once the reveal is on the disk for the centre to see. */
export async function revealField(
  store: SeatStore,
  { customerId, field, index, reason }: CommandInput<'customers:reveal'>,
  now: number,
): Promise<Result<{ value: string }>> {
  const revealed = await store.reveal(customerId, { name: field, index: index ?? 0 }, reason, now);
  return revealed.ok ? ok({ value: revealed.value }) : revealed;
}
