import type { FormField } from '../domain/ticket-form.ts';
import type { TicketDraft } from '../domain/ticket.ts';

/** Fields of every ticket that a form may ask for, with their only possible kind. */
export const coreFields = {
  callerName: 'text',
  callerPhone: 'phone',
  area: 'area',
  address: 'address',
  description: 'longText',
} as const satisfies Partial<Record<keyof TicketDraft, FormField['kind']>>;
export type CoreField = keyof typeof coreFields;

export function isCoreField(id: string): id is CoreField {
  return Object.hasOwn(coreFields, id);
}
