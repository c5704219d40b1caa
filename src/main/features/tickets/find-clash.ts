import { clashCode, type ClashingText, type TicketClash } from '../../../shared/domain/ticket-clash.ts';
import type { SubmittedTicket } from '../../../shared/domain/ticket.ts';
import type { TicketId } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import type { WholeTicket } from '../../../shared/sync/ticket-wire.ts';
import type { SeatStore } from '../../db/seat-store.ts';

export interface ClashContext {
  readonly store: Pick<SeatStore, 'getTicket' | 'reopenTicket' | 'saveDraft'>;
  readonly ticketAtCentre: (id: TicketId) => Promise<Result<WholeTicket>>;
  readonly now: number;
}

/**
 * Both texts of a ticket that two changed, and the draft that will take their place: what the agent made of it before is
 * still in it. Fails with ticket.notFound, ticket.notEditable where nothing clashes, and those of the server.
 */
export async function findClash(
  { store, ticketAtCentre, now }: ClashContext,
  id: TicketId,
): Promise<Result<TicketClash>> {
  const ticket = await store.getTicket(id);
  if (!ticket) return err(appError('ticket.notFound', 'none'));
  if (ticket.refusal?.code !== clashCode) return err(appError('ticket.notEditable', 'none'));
  const centre = await ticketAtCentre(id);
  if (!centre.ok) return centre;
  const { history, revision, author } = centre.value;
  const reopened = await store.reopenTicket(id, now);
  if (!reopened.ok) return reopened;
  // What is sent now was written with this revision before the agent's eyes.
  const draft = { ...reopened.value, baseRevision: revision };
  await store.saveDraft(draft);
  const changed = history.findLast(({ kind }) => kind === 'corrected' || kind === 'submitted');
  const fields = (ticket.refusal.field ?? 'description').split(',');
  const texts = fields.map((field): ClashingText => ({
    field,
    mine: textOf(ticket, field),
    theirs: textOf(centre.value.ticket, field),
  }));
  return ok({ id, number: ticket.number, texts, by: changed?.by ?? author, at: changed?.at ?? now, draft });
}

function textOf(
  { description, answers = {} }: Pick<SubmittedTicket, 'description' | 'answers'>,
  field: string,
): string {
  if (field === 'description') return description;
  return String(answers[field.replace('answers.', '')] ?? '');
}
