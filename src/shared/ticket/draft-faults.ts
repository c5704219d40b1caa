import { findType, type TicketCatalog } from '../domain/ticket-catalog.ts';
import type { TicketForm } from '../domain/ticket-form.ts';
import type { TicketDraft } from '../domain/ticket.ts';
import { fieldFaults, type FieldFault } from './field-faults.ts';
import { settleAnswers } from './settle-answers.ts';

/** What keeps a draft from being submitted: the sub-type, which every ticket has, then its form, in the form's order. */
export function draftFaults(catalog: TicketCatalog, form: TicketForm, draft: TicketDraft): FieldFault[] {
  const isChosen = findType(catalog, draft.type)?.subTypes.some(({ id }) => id === draft.subType) === true;
  const areas = new Set(catalog.areas.map(({ id }) => id));
  return [
    ...(isChosen ? [] : [{ field: 'subType', code: 'required' } as const]),
    ...fieldFaults(form, settleAnswers(form, draft), areas),
  ];
}
