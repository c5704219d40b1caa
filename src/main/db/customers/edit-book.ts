import type { Customer } from '../../../shared/domain/customer.ts';
import { withChanges } from '../../../shared/domain/customer-changes.ts';
import type { CustomerField } from '../../../shared/domain/customer-changes.ts';
import type { CustomerId, MutationId } from '../../../shared/ids.ts';
import type { ConflictRow } from '../queries/customer-conflicts.ts';
import type { CustomerEdit, EditChange } from '../queries/customer-edits.ts';

/**
 * What this agent entered of customers, in memory: every look-up lays it over what the centre published. It says what
 * was committed; call its changes after the commit only.
 */
export interface EditBook {
  /** In the order in which they were made. */
  editsOf(id: CustomerId): readonly CustomerEdit[];
  edit(id: MutationId): CustomerEdit | undefined;
  /** Customers with an edit. */
  customerIds(): Iterable<CustomerId>;
  /** The record with this agent's edits; undefined where there is neither a record nor a new customer. */
  overlay(id: CustomerId, published: Customer | undefined): Customer | undefined;
  conflicts(): readonly ConflictRow[];
  addEdit(edit: CustomerEdit): void;
  acknowledge(id: MutationId, change: EditChange): void;
  removeEdit(id: MutationId): void;
  putConflict(row: ConflictRow): void;
  removeConflict(customerId: CustomerId, field: CustomerField): void;
}

export function createEditBook(edits: readonly CustomerEdit[], conflicts: readonly ConflictRow[]): EditBook {
  const byId = new Map(edits.map((edit) => [edit.id, edit]));
  let open = [...conflicts];
  const isOther = (customerId: CustomerId, field: CustomerField) => (row: ConflictRow) =>
    row.customerId !== customerId || row.field !== field;
  const editsOf = (id: CustomerId): CustomerEdit[] => [...byId.values()].filter((edit) => edit.customerId === id);
  return {
    editsOf,
    edit: (id) => byId.get(id),
    customerIds: () => new Set([...byId.values()].map((edit) => edit.customerId)),
    overlay: (id, published) => {
      // Asked with every ring: most customers have nothing to lay over.
      if (byId.size === 0) return published;
      return editsOf(id).reduce((customer, edit) => applied(customer, edit), published);
    },
    conflicts: () => open,
    addEdit: (edit) => void byId.set(edit.id, edit),
    acknowledge: (id, change) => {
      const edit = byId.get(id);
      if (edit) byId.set(id, { ...edit, change, isAcknowledged: true });
    },
    removeEdit: (id) => void byId.delete(id),
    putConflict: (row) => {
      const before = open.find((each) => each.customerId === row.customerId && each.field === row.field);
      open = [...open.filter(isOther(row.customerId, row.field)), before ? { ...row, base: before.base } : row];
    },
    removeConflict: (customerId, field) => {
      open = open.filter(isOther(customerId, field));
    },
  };
}

function applied(customer: Customer | undefined, { change, at }: CustomerEdit): Customer | undefined {
  if (change.kind === 'create') return customer ?? change.customer;
  return customer && { ...withChanges(customer, change.changes), updatedAt: Math.max(customer.updatedAt, at) };
}
