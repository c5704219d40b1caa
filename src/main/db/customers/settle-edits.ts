import {
  changedFields,
  customerFieldSchema,
  isSameValue,
  onlyFields,
  valueOf,
  type CustomerChanges,
  type CustomerField,
} from '../../../shared/domain/customer-changes.ts';
import type { CustomerId, MutationId } from '../../../shared/ids.ts';
import type { PullItem, PushOutcome } from '../../../shared/sync/wire.ts';
import type { ConflictRow } from '../queries/customer-conflicts.ts';
import type { CustomerEdit, EditChange } from '../queries/customer-edits.ts';
import type { SeatSession } from '../seat-session.ts';

/** What becomes of an edit that the centre has decided on; `rest` is what still has to be laid over its record. */
export interface SettledEdit {
  readonly edit: CustomerEdit;
  readonly rest: EditChange | undefined;
  readonly conflicts: readonly ConflictRow[];
}

/**
 * The centre took the edit, but for the fields that it names. Until its record comes back the edit stays over the one
 * that is here, field by field where that still says what the agent began with: another value is a later one.
 */
export function settleEdit(session: SeatSession, outcome: PushOutcome, now: number): SettledEdit | undefined {
  const edit = session.edits.edit(outcome.id);
  if (!edit) return undefined;
  const published = session.directory.customers.get(edit.customerId);
  const { change, customerId } = edit;
  if (change.kind === 'create') return { edit, rest: published ? undefined : change, conflicts: [] };
  const { changes } = change;
  const clashing = outcome.outcome === 'conflict' ? clashingFields(changes, outcome.field) : [];
  const waiting = changedFields(changes).filter(
    (field) =>
      !clashing.includes(field) &&
      published !== undefined &&
      isSameValue(valueOf(published, field), changes[field]?.base ?? null),
  );
  const rest: EditChange | undefined =
    waiting.length > 0 ? { kind: 'correct', changes: onlyFields(changes, waiting) } : undefined;
  const conflicts = clashing.map((field) => ({
    ...{ customerId, field, at: now },
    ...{ base: changes[field]?.base ?? null, mine: changes[field]?.value ?? null },
  }));
  return { edit, rest, conflicts };
}

/** In the transaction that takes the row out of the outbox. */
export function writeSettledEdit({ tables }: SeatSession, { edit, rest, conflicts }: SettledEdit): void {
  if (rest) tables.customerEdits.acknowledge(edit.id, rest);
  else tables.customerEdits.remove(edit.id);
  for (const conflict of conflicts) tables.customerConflicts.put(conflict);
}

/** After that transaction. */
export function confirmSettledEdit({ edits }: SeatSession, { edit, rest, conflicts }: SettledEdit): void {
  if (rest) edits.acknowledge(edit.id, rest);
  else edits.removeEdit(edit.id);
  for (const conflict of conflicts) edits.putConflict(conflict);
}

/**
 * After a page of customers: what the centre has acknowledged of them has come back with their records. At the end of
 * the stream that is so of everything acknowledged in an earlier run of the desk as well.
 */
export function forgetReturned(session: SeatSession, items: readonly PullItem[], isLast: boolean): void {
  const { tables, edits } = session;
  const came = new Set(items.map(({ id }) => id as CustomerId));
  const returned = [...edits.customerIds()].flatMap((id): MutationId[] =>
    edits
      .editsOf(id)
      .filter((edit) => edit.isAcknowledged && (came.has(id) || (isLast && session.acknowledgedBefore.has(edit.id))))
      .map((edit) => edit.id),
  );
  const agreed = edits.conflicts().filter(({ customerId, field, mine }) => {
    const customer = came.has(customerId) ? session.customers.get(customerId) : undefined;
    return customer !== undefined && isSameValue(valueOf(customer, field), mine);
  });
  if (returned.length === 0 && agreed.length === 0) return;
  tables.inTransaction(() => {
    for (const id of returned) tables.customerEdits.remove(id);
    for (const { customerId, field } of agreed) tables.customerConflicts.remove(customerId, field);
  });
  for (const id of returned) edits.removeEdit(id);
  for (const { customerId, field } of agreed) edits.removeConflict(customerId, field);
}

/** All of them where the centre does not say which. */
function clashingFields(changes: CustomerChanges, told: string | undefined): CustomerField[] {
  const named = (told ?? '').split(',').flatMap((field) => customerFieldSchema.safeParse(field).data ?? []);
  const clashing = changedFields(changes).filter((field) => named.includes(field));
  return clashing.length > 0 ? clashing : changedFields(changes);
}
