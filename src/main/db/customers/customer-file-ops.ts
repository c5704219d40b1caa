import { changedFields, customerFields, isSameValue, valueOf } from '../../../shared/domain/customer-changes.ts';
import type { CustomerField } from '../../../shared/domain/customer-changes.ts';
import type { CustomerConflict, CustomerFile } from '../../../shared/domain/customer-file.ts';
import type { Customer } from '../../../shared/domain/customer.ts';
import type { CustomerId } from '../../../shared/ids.ts';
import { recentCallsOf } from '../call-ops.ts';
import { openTicketsOf } from '../open-tickets.ts';
import type { SeatSession } from '../seat-session.ts';

const shownCalls = 10;

/** Everything this desk knows of a customer; undefined where it knows nothing. */
export function customerFile(session: SeatSession, id: CustomerId): CustomerFile | undefined {
  const customer = session.customers.get(id);
  if (!customer) return undefined;
  const refusal = refusalOf(session, id);
  return {
    customer,
    unsent: unsentFields(session, id),
    conflicts: conflictsOf(session, customer),
    ...(refusal ? { refusal } : {}),
    openTickets: openTicketsOf(session, id),
    recentCalls: recentCallsOf(session, id, shownCalls),
  };
}

/** Customers with something the agent has to decide: a field in conflict, or a refusal. Each once. */
export function undecidedCustomers(session: SeatSession): CustomerId[] {
  const refused = [...session.edits.customerIds()].filter((id) => refusalOf(session, id) !== undefined);
  return [...new Set([...session.edits.conflicts().map(({ customerId }) => customerId), ...refused])];
}

/** What the agent entered and the centre does not have yet. */
export function unsentFields({ edits }: SeatSession, id: CustomerId): CustomerField[] {
  const waiting = edits.editsOf(id).filter(({ isAcknowledged }) => !isAcknowledged);
  const fields = waiting.flatMap(({ change }) =>
    change.kind === 'create' ? customerFields : changedFields(change.changes),
  );
  return customerFields.filter((field) => fields.includes(field));
}

/** Both values say the same by now where somebody else came to the agent's own: then there is nothing to choose. */
function conflictsOf({ edits }: SeatSession, customer: Customer): CustomerConflict[] {
  return edits.conflicts().flatMap(({ customerId, field, mine }) => {
    const theirs = valueOf(customer, field);
    return customerId === customer.id && !isSameValue(mine, theirs) ? [{ field, mine, theirs }] : [];
  });
}

function refusalOf({ book, edits }: SeatSession, id: CustomerId): CustomerFile['refusal'] {
  for (const { head, state } of book.ofEntity(id)) {
    if (state.kind !== 'blocked' || !edits.edit(head.id)) continue;
    return { code: state.code, ...(state.field === undefined ? {} : { field: state.field }) };
  }
  return undefined;
}
