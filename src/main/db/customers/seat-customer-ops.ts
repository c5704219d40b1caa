import type { Customer } from '../../../shared/domain/customer.ts';
import { plain, result } from '../expected-failures.ts';
import type { SeatDesk } from '../seat-desk.ts';
import type { SeatOps } from '../seat-ops.ts';
import type { SeatSession } from '../seat-session.ts';
import type { DuplicateCustomer, FoundCustomer } from '../seat-store.ts';
import { customerFile, undecidedCustomers, unsentFields } from './customer-file-ops.ts';
import { correctCustomer, createCustomer, resolveConflict, settleRefused } from './customer-ops.ts';

type CustomerOps = Pick<
  SeatOps,
  | 'findCustomerByPhone'
  | 'getCustomer'
  | 'searchCustomers'
  | 'findDuplicates'
  | 'customerFile'
  | 'undecidedCustomers'
  | 'createCustomer'
  | 'correctCustomer'
  | 'resolveConflict'
  | 'settleRefused'
  | 'saveCustomerDraft'
  | 'listCustomerDrafts'
  | 'discardCustomerDraft'
>;

/** What the seat's worker answers about customers. */
export function customerOps(desk: SeatDesk): CustomerOps {
  const { session } = desk;
  return {
    findCustomerByPhone: (e164) => plain(desk, () => session().customers.withPhone(e164)[0]),
    getCustomer: (id) => plain(desk, () => session().customers.get(id)),
    searchCustomers: (query, limit, exact) =>
      plain(desk, () =>
        session()
          .customers.search(query, limit, exact)
          .map((each) => found(session(), each)),
      ),
    findDuplicates: (numbers, except) =>
      plain(desk, () => findDuplicates(session(), numbers).filter(({ customer }) => customer.id !== except)),
    customerFile: (id) => plain(desk, () => customerFile(session(), id)),
    undecidedCustomers: () => plain(desk, () => undecidedCustomers(session())),
    createCustomer: (draft, content, now) => plain(desk, () => createCustomer(session(), draft, content, now)),
    correctCustomer: (draft, id, changes, now) =>
      result(desk, () => correctCustomer(session(), draft, id, changes, now)),
    resolveConflict: (id, field, keep, now) => result(desk, () => resolveConflict(session(), id, field, keep, now)),
    settleRefused: (id, action, now) => plain(desk, () => settleRefused(session(), id, action, now)),
    saveCustomerDraft: (draft, now) => plain(desk, () => session().tables.customerDrafts.save(draft, now)),
    listCustomerDrafts: () => plain(desk, () => session().tables.customerDrafts.list()),
    discardCustomerDraft: (id) => plain(desk, () => session().tables.customerDrafts.remove(id)),
  };
}

function found(session: SeatSession, customer: Customer): FoundCustomer {
  return { customer, isUnsent: unsentFields(session, customer.id).length > 0 };
}

function findDuplicates(
  session: SeatSession,
  { phones, accountNo }: Pick<Customer, 'phones' | 'accountNo'>,
): DuplicateCustomer[] {
  const { customers } = session;
  const duplicates = (field: DuplicateCustomer['field'], list: readonly Customer[]): DuplicateCustomer[] =>
    list.map((customer) => ({ field, ...found(session, customer) }));
  return [
    ...phones.flatMap((phone) => duplicates('phones', customers.withPhone(phone))),
    ...(accountNo === undefined ? [] : duplicates('accountNo', customers.withAccountNo(accountNo))),
  ];
}
