import { computeDueAt, computePriority, type TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import type { TicketForm } from '../../../shared/domain/ticket-form.ts';
import type { Ticket, TicketDraft } from '../../../shared/domain/ticket.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, type Result } from '../../../shared/ipc/result.ts';
import type { SeatStore } from '../../db/seat-store.ts';
import { draftFaults } from '../../../shared/ticket/draft-faults.ts';
import { isCoreField } from '../../../shared/ticket/core-fields.ts';
import { settleAnswers } from '../../../shared/ticket/settle-answers.ts';
import { toE164 } from '../calls/phone-number.ts';
import { formOfDraft } from './known-forms.ts';

export interface SubmitContext {
  readonly store: SeatStore;
  readonly catalog: TicketCatalog;
  /** Country of numbers without a country code. */
  readonly region: string;
  readonly now: number;
  /** A demo has practice calls only, and a centre of its own. */
  readonly isDemo: boolean;
  /** Fetches further ticket numbers if the server can be asked. */
  readonly topUpNumbers: () => Promise<void>;
}

/**
 * Makes a draft final, with or without the server. Fails with `ticket.incomplete` (params.fields: names, comma between),
 * `ticket.unknownForm`, `ticket.noNumbersLeft`, and `ticket.practice` where nothing else is wrong.
 */
export async function submitTicket(
  context: SubmitContext,
  draft: TicketDraft,
  isClosedAtFirstContact: boolean,
): Promise<Result<Ticket>> {
  const { store, now } = context;
  const form = await formOfDraft(store, draft);
  if (!form) return err(appError('ticket.unknownForm', 'user'));
  const faults = draftFaults(context.catalog, form, draft);
  const fields = faults.map(({ field }) => field).join(',');
  if (faults.length > 0) return err(appError('ticket.incomplete', 'user', { fields }));
  // Nothing of a simulation reaches the centre.
  if (!context.isDemo && (await isOfPractice(store, draft))) return err(appError('ticket.practice', 'none'));
  const complete = await completeDraft(context, form, draft);
  const submitted = await store.submitTicket(complete, isClosedAtFirstContact, now);
  if (submitted.ok || submitted.error.code !== 'ticket.noNumbersLeft') return submitted;
  await context.topUpNumbers();
  return store.submitTicket(complete, isClosedAtFirstContact, now);
}

async function isOfPractice(store: SeatStore, { callId }: TicketDraft): Promise<boolean> {
  const call = callId && (await store.getCall(callId));
  return Boolean(call && call.ok && call.value.facts.isPractice);
}

/**
 * Priority and due date as the catalog promises, unless the agent chose them. The promise runs from when the ticket was
 * begun: that is what the caller was told.
 */
async function completeDraft(
  { catalog, region }: SubmitContext,
  form: TicketForm,
  draft: TicketDraft,
): Promise<TicketDraft> {
  const { dueAt: typedDue, ...rest } = await withInternationalNumbers(form, settleAnswers(form, draft), region);
  const dueAt = draft.isDueChosen ? typedDue : computeDueAt(catalog, draft.type, draft.area, draft.createdAt);
  return {
    ...rest,
    formVersion: form.version,
    priority: draft.isPriorityChosen ? draft.priority : computePriority(catalog, draft.type, draft.subType),
    ...(dueAt === undefined ? {} : { dueAt }),
  };
}

/** E.164 where a number can be normalised. */
async function withInternationalNumbers(form: TicketForm, draft: TicketDraft, region: string): Promise<TicketDraft> {
  const normal = async (number: string): Promise<string> => (await toE164(number, region)) ?? number.trim();
  const answers = { ...draft.answers };
  for (const { id, kind } of form.fields) {
    const answer = answers[id];
    if (kind === 'phone' && !isCoreField(id) && typeof answer === 'string') answers[id] = await normal(answer);
  }
  const callerPhone = await normal(draft.callerPhone);
  return { ...draft, callerPhone, ...(draft.answers && { answers }) };
}
