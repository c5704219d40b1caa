import { z } from 'zod';
import { customerSchema, type Customer } from './customer.ts';

/** What agents may enter and correct; the rest of a customer's record is the centre's. */
export const customerFields = ['name', 'salutation', 'phones', 'accountNo', 'address', 'area', 'language'] as const;
export const customerFieldSchema = z.enum(customerFields);
export type CustomerField = z.infer<typeof customerFieldSchema>;

export const customerContentSchema = customerSchema.pick({
  name: true,
  salutation: true,
  phones: true,
  accountNo: true,
  address: true,
  area: true,
  language: true,
});
export type CustomerContent = z.infer<typeof customerContentSchema>;

/** `null` is a field that is not there. */
export type FieldValue = string | readonly string[] | null;

/** From what an agent saw to what he made of it. */
function changeOf<S extends z.ZodType>(value: S) {
  return z.strictObject({ base: value, value }).optional();
}

const { name, salutation, phones, accountNo, address, area, language } = customerSchema.shape;

/**
 * A correction, field by field: two agents who correct different fields of one customer do not disturb each other. Strict,
 * so that a field that only a newer desk knows is refused instead of lost.
 */
export const customerChangesSchema = z.strictObject({
  name: changeOf(name),
  salutation: changeOf(salutation),
  phones: changeOf(phones),
  accountNo: changeOf(accountNo.unwrap().nullable()),
  address: changeOf(address.unwrap().nullable()),
  area: changeOf(area.unwrap().nullable()),
  language: changeOf(language.unwrap().nullable()),
});
export type CustomerChanges = z.infer<typeof customerChangesSchema>;

export function valueOf(content: CustomerContent, field: CustomerField): FieldValue {
  return content[field] ?? null;
}

export function isSameValue(a: FieldValue, b: FieldValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The fields that a correction touches, in their usual order. */
export function changedFields(changes: CustomerChanges): CustomerField[] {
  return customerFields.filter((field) => changes[field] !== undefined);
}

/** What leads from one content to the other; empty where they say the same. */
export function changesBetween(before: CustomerContent, after: CustomerContent): CustomerChanges {
  const changes: Record<string, unknown> = {};
  for (const field of customerFields) {
    const [base, value] = [valueOf(before, field), valueOf(after, field)];
    if (!isSameValue(base, value)) changes[field] = { base, value };
  }
  return changes;
}

/** The correction without all fields but these. */
export function onlyFields(changes: CustomerChanges, fields: readonly CustomerField[]): CustomerChanges {
  return Object.fromEntries(Object.entries(changes).filter(([field]) => fields.includes(field as CustomerField)));
}

/** The record as the corrector sees it, whatever it was based on. */
export function withChanges<C extends CustomerContent>(content: C, changes: CustomerChanges): C {
  const fields = changedFields(changes);
  const kept = Object.entries(content).filter(([field]) => !fields.includes(field as CustomerField));
  const set = fields.map((field) => [field, changes[field]?.value ?? null] as const);
  return Object.fromEntries([...kept, ...set.filter(([, value]) => value !== null)]) as C;
}

export interface Merge<C> {
  readonly merged: C;
  /** Fields that somebody else changed to something else meanwhile: they stay as they are. */
  readonly conflicts: readonly CustomerField[];
}

/** Brings a correction into the record as it stands now: field by field, only what nobody changed since. */
export function mergeChanges<C extends CustomerContent>(current: C, changes: CustomerChanges): Merge<C> {
  const conflicts = changedFields(changes).filter((field) => {
    const now = valueOf(current, field);
    const change = changes[field];
    return change !== undefined && !isSameValue(now, change.base) && !isSameValue(now, change.value);
  });
  const clean = changedFields(changes).filter((field) => !conflicts.includes(field));
  return { merged: withChanges(current, onlyFields(changes, clean)), conflicts };
}

export function contentOf(customer: Customer): CustomerContent {
  return customerContentSchema.parse(customer);
}
