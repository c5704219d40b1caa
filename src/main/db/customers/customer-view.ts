import type { Customer } from '../../../shared/domain/customer.ts';
import type { CustomerId } from '../../../shared/ids.ts';
import { findTerm } from '../../../shared/text/find-term.ts';
import { foldText } from '../../../shared/text/fold-text.ts';
import type { QueryTerm } from '../../../shared/text/query-terms.ts';
import { numberKey } from '../../../shared/text/number-text.ts';
import type { Directory } from '../directory.ts';
import { numberKeysOf, numbersText } from './customer-index.ts';
import { readCustomerQuery, readMixedQuery, type CustomerQuery, type MixedQuery } from './customer-search.ts';
import type { EditBook } from './edit-book.ts';

/** Customers as this agent knows them: what the centre published, and what he entered over it. */
export interface CustomerView {
  get(id: CustomerId): Customer | undefined;
  /** The one changed last first. */
  withPhone(e164: string): Customer[];
  withAccountNo(accountNo: string): Customer[];
  /** The likelier first, at most `limit`. `exact`: the query as E.164, where it is a number. */
  search(query: string, limit: number, exact?: string): Customer[];
}

export function createCustomerView({ customers, search }: Directory, edits: EditBook): CustomerView {
  const get = (id: CustomerId): Customer | undefined => edits.overlay(id, customers.get(id));
  const seen = (customer: Customer | undefined): Customer | undefined => customer && get(customer.id);
  const edited = (): Customer[] => [...edits.customerIds()].flatMap((id) => get(id) ?? []);
  const withPhone = (e164: string): Customer[] =>
    each([...edited(), ...customers.withPhone(e164).flatMap((one) => seen(one) ?? [])])
      .filter(({ phones }) => phones.includes(e164))
      .sort((a, b) => b.updatedAt - a.updatedAt);
  const numbered = (parts: readonly string[]): CustomerQuery => ({ parts, name: '', readings: [] });
  function* published(query: CustomerQuery): Generator<Customer> {
    for (const no of search(query)) {
      const customer = seen(customers.byNo(no));
      if (customer) yield customer;
    }
  }
  function* matches(query: CustomerQuery, mixed: MixedQuery | undefined): Generator<Customer> {
    yield* edited().filter((customer) => fits(customer, query) || (mixed && fitsBoth(customer, mixed)));
    if (mixed) {
      for (const customer of published(numbered(mixed.parts))) if (fitsBoth(customer, mixed)) yield customer;
    }
    yield* published(query);
  }
  return {
    get,
    withPhone,
    withAccountNo: (accountNo) => {
      const key = numberKey(accountNo);
      if (key === '') return [];
      const whole = numbered([numbersText([key])]);
      return each([...edited(), ...published(whole)]).filter((one) => numberKey(one.accountNo ?? '') === key);
    },
    search: (query, limit, exact) => {
      const found = new Map<CustomerId, Customer>();
      for (const customer of matches(readCustomerQuery(query, exact), readMixedQuery(query))) {
        if (found.size >= limit) break;
        found.set(customer.id, customer);
      }
      return [...found.values()];
    },
  };
}

function each(customers: readonly Customer[]): Customer[] {
  return [...new Map(customers.map((customer) => [customer.id, customer])).values()];
}

/** The same as the index would say of a customer that is not in it as he is now. */
function fits(customer: Customer, { parts, readings }: CustomerQuery): boolean {
  return holds(customer, parts) || readings.some((terms) => says(customer, terms));
}

function fitsBoth(customer: Customer, { parts, terms }: MixedQuery): boolean {
  return holds(customer, parts) && says(customer, terms);
}

function holds(customer: Customer, parts: readonly string[]): boolean {
  const keys = numberKeysOf(customer);
  return parts.some((part) => keys.some((key) => key.includes(part)));
}

function says({ name, address = '' }: Customer, terms: readonly QueryTerm[]): boolean {
  const text = foldText(`${name}\n${address}`).text;
  return terms.every((term) => findTerm(text, term, 0) !== undefined);
}
