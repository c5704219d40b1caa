import { ticketFormSchema, formIdOf, type TicketForm } from '../../src/shared/domain/ticket-form.ts';
import type { SubmittedTicket } from '../../src/shared/domain/ticket.ts';
import { isCentreVersion, shippedForm } from '../../src/shared/ticket/form-shelf.ts';
import type { SqlClient } from '../engine/sql-engine.ts';

/** A published form was changed: drafts may have been begun with it as it was. */
export class FormChangedError extends Error {
  constructor(id: string) {
    super(`forms: ${id} was published with other content; give it the next version`);
    this.name = 'FormChangedError';
  }
}

/** The form of a ticket that says which it was written with; undefined for one that the centre does not have. */
export type FormOf = (ticket: Pick<SubmittedTicket, 'type' | 'formVersion'>) => TicketForm | undefined;

/** The forms of these tickets, whether in use still or withdrawn. */
export async function formsOf(
  client: SqlClient,
  tickets: readonly Pick<SubmittedTicket, 'type' | 'formVersion'>[],
): Promise<FormOf> {
  const ids = new Set(
    tickets.flatMap(({ type, formVersion: version }) =>
      version !== undefined && isCentreVersion(version) ? [formIdOf({ type, version })] : [],
    ),
  );
  const own = ids.size === 0 ? new Map<string, TicketForm>() : await publishedForms(client, [...ids]);
  return ({ type, formVersion: version }) =>
    version === undefined ? undefined : (own.get(formIdOf({ type, version })) ?? shippedForm(type, version));
}

/** Keeps forms for good as they are published. @throws FormChangedError where one is there with other content */
export async function keepForms(client: SqlClient, bodies: readonly object[], now: number): Promise<void> {
  const forms = bodies.map((body) => ticketFormSchema.parse(body));
  const known = await publishedForms(client, forms.map(formIdOf));
  for (const form of forms) {
    const before = known.get(formIdOf(form));
    if (before && JSON.stringify(before) !== JSON.stringify(form)) throw new FormChangedError(formIdOf(form));
    await client.query('INSERT INTO ticket_forms (id, body, published_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      formIdOf(form),
      JSON.stringify(form),
      now,
    ]);
  }
}

async function publishedForms(client: SqlClient, ids: readonly string[]): Promise<Map<string, TicketForm>> {
  const rows = await client.query<{ id: string; body: string }>(
    'SELECT id, body FROM ticket_forms WHERE id = ANY ($1::text[])',
    [ids],
  );
  return new Map(rows.map(({ id, body }) => [id, ticketFormSchema.parse(JSON.parse(body))]));
}
