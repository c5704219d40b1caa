import {
  computeDueAt,
  computePriority,
  missingFields,
  type TicketCatalog,
} from '../../../shared/domain/ticket-catalog.ts';
import type { Ticket, TicketDraft } from '../../../shared/domain/ticket.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, type Result } from '../../../shared/ipc/result.ts';
import type { SeatStore } from '../../db/seat-store.ts';
import { toE164 } from '../calls/phone-number.ts';

export interface SubmitContext {
  readonly store: SeatStore;
  readonly catalog: TicketCatalog;
  /** Country of numbers without a country code. */
  readonly region: string;
  readonly now: number;
  /** Fetches further ticket numbers if the server can be asked. */
  readonly topUpNumbers: () => Promise<void>;
}

/**
 * Makes a draft final, with or without the server. Fails with `ticket.incomplete` (params.fields: names, comma between)
 * and `ticket.noNumbersLeft`.
 */
export async function submitTicket(
  context: SubmitContext,
  draft: TicketDraft,
  isClosedAtFirstContact: boolean,
): Promise<Result<Ticket>> {
  const { store, now } = context;
  const fields = missingFields(context.catalog, draft);
  if (fields.length > 0) return err(appError('ticket.incomplete', 'user', { fields: fields.join(',') }));
  const complete = await completeDraft(context, draft);
  const submitted = await store.submitTicket(complete, isClosedAtFirstContact, now);
  if (submitted.ok || submitted.error.code !== 'ticket.noNumbersLeft') return submitted;
  await context.topUpNumbers();
  return store.submitTicket(complete, isClosedAtFirstContact, now);
}

/**
 * Priority and due date as the catalog promises, unless the agent chose them. The promise runs from when the ticket was
 * begun: that is what the caller was told.
 */
async function completeDraft({ catalog, region }: SubmitContext, draft: TicketDraft): Promise<TicketDraft> {
  const { dueAt: typedDue, ...rest } = draft;
  const dueAt = draft.isDueChosen ? typedDue : computeDueAt(catalog, draft.type, draft.area, draft.createdAt);
  return {
    ...rest,
    priority: draft.isPriorityChosen ? draft.priority : computePriority(catalog, draft.type, draft.subType),
    callerPhone: (await toE164(draft.callerPhone, region)) ?? draft.callerPhone.trim(),
    ...(dueAt === undefined ? {} : { dueAt }),
  };
}
