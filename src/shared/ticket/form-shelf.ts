import shipped from '../../../resources/ticket-forms.json' with { type: 'json' };
import { formFileSchema, formIdOf, shippedVersionsUpTo } from '../domain/ticket-form.ts';
import type { TicketForm } from '../domain/ticket-form.ts';
import type { TicketDraft, TicketType } from '../domain/ticket.ts';

/** What comes with the desk and the server. A broken file is a broken build: it throws. */
export const shippedForms: readonly TicketForm[] = formFileSchema.parse(shipped).forms;

/** Whether a form of this version is one of a centre's own. */
export function isCentreVersion(version: number): boolean {
  return version > shippedVersionsUpTo;
}

export function shippedForm(type: TicketType, version: number): TicketForm | undefined {
  return shippedForms.find((form) => form.type === type && form.version === version);
}

/** The form that a draft was begun with. One from before there were forms has the first. */
export function formOf(
  forms: readonly TicketForm[],
  draft: Pick<TicketDraft, 'type' | 'formVersion'>,
): TicketForm | undefined {
  const version = draft.formVersion ?? 1;
  return forms.find((form) => form.type === draft.type && form.version === version);
}

/** `KnownForms`, or less. */
export interface Shelf {
  readonly forms: readonly TicketForm[];
  readonly withdrawn: readonly string[];
}

/** What a desk has that never heard of its centre's forms. */
export const shippedShelf: Shelf = { forms: shippedForms, withdrawn: [] };

/** The form with which a new draft of this type begins: the newest that was not taken back. */
export function currentForm({ forms, withdrawn }: Shelf, type: TicketType): TicketForm | undefined {
  const usable = forms.filter((form) => form.type === type && !withdrawn.includes(formIdOf(form)));
  return usable.reduce<TicketForm | undefined>(
    (best, form) => (best && best.version >= form.version ? best : form),
    undefined,
  );
}
