import { changesBetween, type CustomerContent } from '../../../shared/domain/customer-changes.ts';
import type { CustomerDraft, CustomerFile, CustomerForm, CustomerHit } from '../../../shared/domain/customer-file.ts';
import type { CustomerId } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import type { CommandInput, CommandOutput } from '../../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { maskNumber } from '../../../shared/text/mask-number.ts';
import { numberKey, numberParts } from '../../../shared/text/number-text.ts';
import type { FoundCustomer, SeatStore } from '../../db/seat-store.ts';
import { toE164 } from '../calls/phone-number.ts';
import { readForm, readPhones } from './customer-form.ts';

export interface CustomerContext {
  readonly store: SeatStore;
  /** Country of numbers without a country code. */
  readonly region: string;
  readonly now: number;
}

/** By name, address, account number or any part of a phone number; numbers come back masked. */
export async function searchCustomers(
  { store, region }: CustomerContext,
  { query, limit }: CommandInput<'customers:search'>,
): Promise<CommandOutput<'customers:search'>> {
  if (query.trim() === '') return { hits: [], hasMore: false };
  const exact = await toE164(query, region);
  const found = await store.searchCustomers(query, limit + 1, exact);
  const parts = [...(exact === undefined ? [] : numberParts(exact)), ...numberParts(query)];
  return { hits: found.slice(0, limit).map((each) => hitOf(each, parts)), hasMore: found.length > limit };
}

export async function customerFile({ store }: CustomerContext, id: CustomerId): Promise<Result<CustomerFile>> {
  const file = await store.customerFile(id);
  return file ? ok(file) : err(appError('customer.notFound', 'none'));
}

/** What stands in the way of saving, before it is tried: numbers that are none, and those that somebody else has. */
export async function checkForm(
  context: CustomerContext,
  form: CustomerForm,
  draft: Pick<CustomerDraft, 'customerId' | 'base'>,
): Promise<CommandOutput<'customers:check'>> {
  const phones = await readPhones(form.phones, context.region);
  const valid = phones.filter((phone) => phone !== null);
  return { phones, duplicates: await newDuplicates(context, { phones: valid, accountNo: form.accountNo }, draft) };
}

/**
 * Makes a draft a new customer or a correction. Fails with `customer.incomplete`, `customer.invalidPhone`,
 * `customer.notFound`, and with `customer.duplicate` unless that was accepted.
 */
export async function saveCustomer(
  context: CustomerContext,
  { draft, isDuplicateAccepted }: CommandInput<'customers:save'>,
): Promise<Result<CustomerFile>> {
  const { store, region, now } = context;
  const read = await readForm(draft.form, region);
  if (!read.ok) return read;
  if (!isDuplicateAccepted && (await newDuplicates(context, read.value, draft)).length > 0) {
    return err(appError('customer.duplicate', 'user'));
  }
  const { customerId, base } = draft;
  if (customerId === undefined) return customerFile(context, await store.createCustomer(draft, read.value, now));
  if (!base) return err(appError('ipc.invalidInput', 'none', { field: 'draft.base' }));
  const corrected = await store.correctCustomer(draft, customerId, changesBetween(base, read.value), now);
  return corrected.ok ? customerFile(context, customerId) : corrected;
}

/** Others with a number that the agent entered; what the record had before he began was seen by somebody already. */
async function newDuplicates(
  { store }: CustomerContext,
  { phones, accountNo }: Pick<CustomerContent, 'phones'> & { readonly accountNo?: string | undefined },
  { customerId, base }: Pick<CustomerDraft, 'customerId' | 'base'>,
): Promise<CommandOutput<'customers:check'>['duplicates']> {
  const newPhones = phones.filter((phone) => !base?.phones.includes(phone));
  const isNewAccount =
    numberKey(accountNo ?? '') !== '' && numberKey(accountNo ?? '') !== numberKey(base?.accountNo ?? '');
  const numbers = { phones: newPhones, ...(isNewAccount && accountNo !== undefined ? { accountNo } : {}) };
  const found = await store.findDuplicates(numbers, customerId);
  const parts = newPhones.flatMap(numberParts);
  return found.map((each) => ({ field: each.field, hit: hitOf(each, parts) }));
}

/** The customers that wait for the agent's decision, as far as they are known here. */
export async function undecidedCustomers({ store }: CustomerContext): Promise<CustomerHit[]> {
  const ids = await store.undecidedCustomers();
  const files = await Promise.all(ids.map((id) => store.customerFile(id)));
  return files.flatMap((file) =>
    file ? hitOf({ customer: file.customer, isUnsent: file.unsent.length > 0 }, []) : [],
  );
}

function hitOf({ customer, isUnsent }: FoundCustomer, parts: readonly string[]): CustomerHit {
  const { id, name, salutation, phones, accountNo, address, area, language, isSpecialHandling } = customer;
  const phone = phones.find((each) => parts.some((part) => numberKey(each).includes(part))) ?? phones[0];
  return {
    ...{ id, name, salutation, isSpecialHandling, isUnsent },
    ...(phone === undefined ? {} : { phone: maskNumber(phone) }),
    ...(accountNo === undefined ? {} : { accountNo: maskNumber(accountNo) }),
    ...(address === undefined ? {} : { address }),
    ...(area === undefined ? {} : { area }),
    ...(language === undefined ? {} : { language }),
  };
}
