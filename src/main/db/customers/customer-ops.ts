import type { Customer } from '../../../shared/domain/customer.ts';
import {
  changedFields,
  isSameValue,
  valueOf,
  type CustomerChanges,
  type CustomerContent,
  type CustomerField,
} from '../../../shared/domain/customer-changes.ts';
import type { CustomerDraft } from '../../../shared/domain/customer-file.ts';
import { newCustomerIdSchema, type CustomerId } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import type { CustomerEdit, EditChange } from '../queries/customer-edits.ts';
import { discardEdits } from '../waiting/discard-row.ts';
import { confirmMutation, newMutationId, prepareMutation, type SeatSession } from '../seat-session.ts';

/** Enters a new customer and forgets the draft he was written in. His id comes from the draft: saving twice makes one. */
export function createCustomer(
  session: SeatSession,
  draft: Pick<CustomerDraft, 'id'>,
  content: CustomerContent,
  now: number,
): CustomerId {
  const id = newCustomerIdSchema.parse(`c-${draft.id}`);
  if (session.customers.get(id)) {
    session.tables.customerDrafts.remove(draft.id);
    return id;
  }
  const customer: Customer = { ...content, id, isSpecialHandling: false, updatedAt: now };
  keepEdit(session, id, { kind: 'create', customer }, now, () => session.tables.customerDrafts.remove(draft.id));
  return id;
}

/** Corrects the fields named and forgets the draft. Fails with `customer.notFound`. */
export function correctCustomer(
  session: SeatSession,
  draft: Pick<CustomerDraft, 'id'>,
  id: CustomerId,
  changes: CustomerChanges,
  now: number,
): Result<void> {
  if (!session.customers.get(id)) return err(appError('customer.notFound', 'none'));
  const forget = (): void => session.tables.customerDrafts.remove(draft.id);
  if (changedFields(changes).length === 0) forget();
  else keepEdit(session, id, { kind: 'correct', changes }, now, forget);
  return ok(undefined);
}

/**
 * The agent has seen both values of a field and chosen: his own becomes a new correction of what the centre has now.
 * A field that is no longer in conflict is left alone. Fails with `customer.notFound`.
 */
export function resolveConflict(
  session: SeatSession,
  customerId: CustomerId,
  field: CustomerField,
  keep: 'mine' | 'theirs',
  now: number,
): Result<void> {
  const { tables, edits } = session;
  const conflict = edits.conflicts().find((row) => row.customerId === customerId && row.field === field);
  if (!conflict) return ok(undefined);
  const forget = (): void => tables.customerConflicts.remove(customerId, field);
  const customer = session.customers.get(customerId);
  if (keep === 'theirs') forget();
  else if (!customer) return err(appError('customer.notFound', 'none'));
  else {
    const base = valueOf(customer, field);
    // The type can't say that base and value are both of this field.
    const changes = { [field]: { base, value: conflict.mine } } as CustomerChanges;
    if (isSameValue(base, conflict.mine)) forget();
    else keepEdit(session, customerId, { kind: 'correct', changes }, now, forget);
  }
  edits.removeConflict(customerId, field);
  return ok(undefined);
}

/**
 * What the centre refused as a whole is sent once more, with what was entered after it; or it is given up, as
 * `discardEdits` has it. Nothing refused is left alone.
 */
export function settleRefused(
  session: SeatSession,
  customerId: CustomerId,
  action: 'retry' | 'discard',
  now: number,
): void {
  if (action === 'discard') return discardEdits(session, customerId, now);
  const { tables, book, edits, sealer } = session;
  const rows = book.ofEntity(customerId).filter(({ head }) => edits.edit(head.id));
  const first = rows.find(({ state }) => state.kind === 'blocked');
  if (!first) return;
  for (const { head } of rows.filter(({ head }) => head.seq >= first.head.seq)) {
    const change = edits.edit(head.id)?.change;
    const forget = (): void => {
      tables.outbox.remove(head.seq);
      tables.customerEdits.remove(head.id);
    };
    if (change) keepEdit(session, customerId, change, now, forget);
    else tables.inTransaction(forget);
    book.remove(head.seq);
    edits.removeEdit(head.id);
    sealer.forget([head.id]);
  }
}

/** Edit, outbox row and `besides` in one transaction; from then on the edit shows and is on its way. */
function keepEdit(
  session: SeatSession,
  customerId: CustomerId,
  change: EditChange,
  now: number,
  besides: () => void,
): void {
  const { tables } = session;
  const id = newMutationId();
  const edit: CustomerEdit = { id, customerId, at: now, isAcknowledged: false, change };
  const seq = Math.max(now, ...session.edits.editsOf(customerId).map(({ at }) => at + 1));
  const frame = { entityId: customerId, customerId, seq, at: now };
  const mutation = prepareMutation(
    session,
    change.kind === 'create'
      ? { ...frame, kind: 'customer.create', body: JSON.stringify(newBodyOf(change.customer)) }
      : { ...frame, kind: 'customer.correct', body: JSON.stringify({ customerId, changes: change.changes }) },
    id,
  );
  tables.inTransaction(() => {
    besides();
    tables.customerEdits.insert(edit);
    tables.outbox.insert(mutation.head, mutation.payload);
  });
  session.edits.addEdit(edit);
  confirmMutation(session, mutation);
  session.clock.note(now);
}

/** Without what only the centre says. */
function newBodyOf({
  isSpecialHandling: _s,
  updatedAt: _u,
  ...content
}: Customer): Omit<Customer, 'isSpecialHandling' | 'updatedAt'> {
  return content;
}
