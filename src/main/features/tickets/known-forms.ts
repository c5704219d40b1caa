import type { KnownForms, TicketForm } from '../../../shared/domain/ticket-form.ts';
import type { TicketDraft } from '../../../shared/domain/ticket.ts';
import { formOf, isCentreVersion, shippedForms } from '../../../shared/ticket/form-shelf.ts';
import type { SeatStore } from '../../db/seat-store.ts';

/** The centre's forms and those that come with the desk, all versions. */
export async function knownForms(store: Pick<SeatStore, 'centreForms'>): Promise<KnownForms> {
  const { forms, withdrawn } = await store.centreForms();
  return { forms: [...shippedForms, ...forms], withdrawn };
}

/** The form that a draft was begun with. The store is asked for the centre's own alone: a submission waits for it. */
export async function formOfDraft(
  store: Pick<SeatStore, 'centreForms'>,
  draft: Pick<TicketDraft, 'type' | 'formVersion'>,
): Promise<TicketForm | undefined> {
  if (!isCentreVersion(draft.formVersion ?? 1)) return formOf(shippedForms, draft);
  return formOf((await store.centreForms()).forms, draft);
}
