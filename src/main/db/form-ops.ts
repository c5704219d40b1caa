import { formIdOf, type KnownForms } from '../../shared/domain/ticket-form.ts';
import { pullBodySchemas, type PullItem } from '../../shared/sync/wire.ts';
import type { PullPass } from './directory.ts';
import type { SeatTables } from './seat-tables.ts';

/** Bodies of this schema version are the ones this build reads. */
const knownSchemaVersion = 1;

/** One page in one transaction, cursor included. A form is never dropped: a draft may have been begun with it. */
export function applyFormPage(
  { ticketForms, meta, inTransaction }: SeatTables,
  items: readonly PullItem[],
  cursor: string,
  pass: PullPass | undefined,
): void {
  inTransaction(() => {
    if (pass?.isFirst) ticketForms.beginPass();
    for (const item of items) {
      if (item.op === 'drop') ticketForms.withdraw(item.id);
      else ticketForms.put(item.id, item.schemaVersion, JSON.stringify(item.body ?? null));
    }
    if (pass?.isLast) ticketForms.endPass();
    meta.put('formsCursor', cursor);
  });
}

/** The centre's forms that this build can read. */
export function centreForms({ ticketForms }: SeatTables): KnownForms {
  const read = ticketForms.all().flatMap(({ id, schemaVersion, isWithdrawn, body }) => {
    if (schemaVersion > knownSchemaVersion) return [];
    const parsed = pullBodySchemas.forms.safeParse(JSON.parse(body));
    if (!parsed.success || formIdOf(parsed.data) !== id) return [];
    const { updatedAt: _at, ...form } = parsed.data;
    return [{ form, isWithdrawn }];
  });
  return {
    forms: read.map(({ form }) => form),
    withdrawn: read.filter(({ isWithdrawn }) => isWithdrawn).map(({ form }) => formIdOf(form)),
  };
}
