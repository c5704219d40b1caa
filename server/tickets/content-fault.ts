import type { SubmittedTicket } from '../../src/shared/domain/ticket.ts';
import { fieldFaults } from '../../src/shared/ticket/field-faults.ts';
import { early, refuse, type Decision } from '../sync/mutation-outcome.ts';
import type { FormOf } from '../sync/ticket-forms.ts';

/** What a ticket's content is held against. */
export interface ContentRules {
  readonly formOf: FormOf;
  /** Ids of the ticket catalog, where the server has one. */
  readonly areas: ReadonlySet<string> | undefined;
}

/** Without these nobody can be sent out. */
const faultFields = ['callerPhone', 'address'] as const;

/** Why the centre can't take a ticket that says this; undefined for one that it can. */
export function contentFault(rules: ContentRules, ticket: SubmittedTicket): Decision | undefined {
  if (ticket.type === 'faultRepair') {
    const missing = faultFields.find((field) => ticket[field].trim() === '');
    if (missing) return refuse('ticket.missingField', missing);
  }
  return formFault(rules, ticket);
}

/** A desk of before there were forms names none, and can answer no questions of theirs. */
function formFault({ formOf, areas }: ContentRules, ticket: SubmittedTicket): Decision | undefined {
  if (ticket.formVersion === undefined) {
    return ticket.answers === undefined ? undefined : refuse('ticket.fieldInvalid', 'formVersion');
  }
  const form = formOf(ticket);
  // It may be published, or come with a newer build, before the ticket comes again.
  if (!form) return early('ticket.unknownForm', 'formVersion');
  const [fault] = fieldFaults(form, ticket, areas);
  return fault && refuse(fault.code === 'required' ? 'ticket.missingField' : 'ticket.fieldInvalid', fault.field);
}
