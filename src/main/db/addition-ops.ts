import { z } from 'zod';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import type { SmsPack } from '../../shared/domain/sms-text.ts';
import {
  supplementDraftSchema,
  withSupplementDraft,
  type SupplementDraft,
} from '../../shared/domain/supplement-draft.ts';
import { maySupplement } from '../../shared/domain/ticket-addition.ts';
import type { SmsOrder, Supplement, TicketAddition } from '../../shared/domain/ticket-addition.ts';
import type { TicketStatus } from '../../shared/domain/ticket-status.ts';
import type { TicketId } from '../../shared/ids.ts';
import { appError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { mostPerHour } from '../../shared/sms/sms-limits.ts';
import { maskPhone } from '../../shared/text/mask-number.ts';
import { plain, result } from './expected-failures.ts';
import type { KeptAddition } from './queries/ticket-additions.ts';
import type { SeatDesk } from './seat-desk.ts';
import type { SeatOps } from './seat-ops.ts';
import { confirmMutation, prepareMutation, type NewMutation, type SeatSession } from './seat-session.ts';
import { getTicket } from './ticket-ops.ts';
import { discardRow } from './waiting/discard-row.ts';
import { resendRow } from './waiting/resend-row.ts';

const hourMs = 3_600_000;

/** A ticket that something may be added to, this seat's or one that the centre tells of. */
export interface AddedTo {
  readonly number: string;
  readonly status: TicketStatus;
  readonly dueAt?: number;
  readonly language?: CallerLanguage;
  /** By which its caller is reached, as they stand there, the likeliest first. */
  readonly numbers: readonly string[];
}

/** What the centre says of text messages. */
export interface SmsShelf {
  readonly packs: readonly SmsPack[];
  /** Absent while it has not told. */
  readonly isPortOpen?: boolean;
}

/** What is added to tickets after their submission. Times in UTC epoch ms. */
export interface AdditionBook {
  /** Oldest first. */
  additionsOf(id: TicketId): Promise<TicketAddition[]>;
  addedTo(id: TicketId): Promise<AddedTo | undefined>;
  smsShelf(): Promise<SmsShelf>;
  /** Fails with ticket.notFound and ticket.ended. Repeating it changes nothing. A draft that says the same is gone with it. */
  addSupplement(supplement: Supplement, now: number): Promise<Result<void>>;
  /** Fails with ticket.notFound and sms.tooMany. Repeating it changes nothing. */
  orderSms(order: SmsOrder, now: number): Promise<Result<void>>;
  /** What is typed and not added; takes the place of what was typed for the ticket before. */
  keepSupplementDraft(draft: SupplementDraft): Promise<void>;
  /** Typed last comes last. */
  supplementDrafts(): Promise<SupplementDraft[]>;
  /** What the centre refused goes once more, or away. Fails with addition.notFound. */
  settleAddition(id: string, action: 'retry' | 'discard', now: number): Promise<Result<void>>;
}

export function additionOps(desk: SeatDesk): Pick<SeatOps, keyof AdditionBook> {
  const { session } = desk;
  return {
    additionsOf: (id) => plain(desk, () => additionsOf(session(), id)),
    addedTo: (id) => plain(desk, () => addedTo(session(), id)),
    smsShelf: () =>
      plain(desk, () => {
        const { sms } = session().lines;
        const isPortOpen = sms.isPortOpen();
        return { packs: sms.packs(), ...(isPortOpen !== undefined && { isPortOpen }) };
      }),
    addSupplement: (supplement, now) => result(desk, () => addSupplement(session(), supplement, now)),
    orderSms: (order, now) => result(desk, () => orderSms(session(), order, now)),
    keepSupplementDraft: (draft) => plain(desk, () => keepDraft(session(), draft)),
    supplementDrafts: () => plain(desk, () => draftsOf(session())),
    settleAddition: (id, action, now) => result(desk, () => settleAddition(session(), id, action, now)),
  };
}

function addedTo(session: SeatSession, id: TicketId): AddedTo | undefined {
  session.submissions.settle();
  const own = getTicket(session, id);
  const state = session.directory.ticketStates.get(id);
  const ticket = own ?? state;
  if (!ticket) return undefined;
  const customer = ticket.customerId && session.customers.get(ticket.customerId);
  const language = own?.language ?? customer?.language;
  const { number, status, dueAt } = ticket;
  return {
    ...{ number, status, numbers: [...(own ? [own.callerPhone] : []), ...(customer?.phones ?? [])] },
    ...(dueAt !== undefined && { dueAt }),
    ...(language !== undefined && { language }),
  };
}

function addSupplement(session: SeatSession, supplement: Supplement, now: number): Result<void> {
  if (session.tables.ticketAdditions.get(supplement.id)) return ok(undefined);
  const about = addedTo(session, supplement.ticketId);
  if (!about) return err(appError('ticket.notFound', 'none'));
  if (!maySupplement(about.status)) return err(appError('ticket.ended', 'none'));
  keep(session, { kind: 'supplement', ...headOf(session, supplement, now), body: supplement }, now);
  return ok(undefined);
}

function keepDraft(session: SeatSession, draft: SupplementDraft): void {
  session.tables.meta.put('supplementDrafts', JSON.stringify(withSupplementDraft(draftsOf(session), draft)));
}

/** Those of another build that this one can't read are as if never typed. */
function draftsOf({ tables }: SeatSession): SupplementDraft[] {
  const text = tables.meta.get('supplementDrafts') ?? '[]';
  return z.array(supplementDraftSchema).safeParse(JSON.parse(text)).data ?? [];
}

type KeptSupplement = Extract<KeptAddition, { kind: 'supplement' }>;

/** What was added is no draft any more, also where the page never hears so. */
function dropDraft(session: SeatSession, { ticketId, body }: KeptSupplement): void {
  const draft = draftsOf(session).find((each) => each.ticketId === ticketId);
  if (draft?.text.trim() === body.text) keepDraft(session, { ...draft, text: '' });
}

function orderSms(session: SeatSession, order: SmsOrder, now: number): Result<void> {
  const { ticketAdditions } = session.tables;
  if (ticketAdditions.get(order.id)) return ok(undefined);
  if (!addedTo(session, order.ticketId)) return err(appError('ticket.notFound', 'none'));
  if (ticketAdditions.messagesSince(now - hourMs) >= mostPerHour)
    return err(appError('sms.tooMany', 'user', { most: mostPerHour }));
  keep(session, { kind: 'sms', ...headOf(session, order, now), body: order }, now);
  return ok(undefined);
}

function headOf({ agentNo }: SeatSession, { id, ticketId }: Pick<Supplement, 'id' | 'ticketId'>, at: number) {
  return { id, ticketId, at, agentNo };
}

/** All in one transaction: on the disk, on its way, and no draft any more. */
function keep(session: SeatSession, addition: KeptAddition, now: number): void {
  const mutation = prepareMutation(session, changeOf(addition));
  session.tables.inTransaction(() => {
    session.tables.ticketAdditions.put(addition);
    session.tables.outbox.insert(mutation.head, mutation.payload);
    if (addition.kind === 'supplement') dropDraft(session, addition);
  });
  confirmMutation(session, mutation);
  session.clock.note(now);
}

/** Each addition is an entity of its own: none waits for another, nor is replaced by a later version of its ticket. */
function changeOf({ kind, id, at, body }: KeptAddition): NewMutation {
  const named = kind === 'sms' ? 'sms.send' : 'ticket.supplement';
  return { kind: named, entityId: id, seq: 1, at, body: JSON.stringify(body) };
}

function settleAddition(session: SeatSession, id: string, action: 'retry' | 'discard', now: number): Result<void> {
  const { tables, book } = session;
  const kept = tables.ticketAdditions.get(id);
  if (!kept) return err(appError('addition.notFound', 'none'));
  const refused = book.ofEntity(id).filter(({ state }) => state.kind === 'blocked');
  // On its way again already: the call is a repetition.
  const last = refused.at(-1);
  if (!last) return ok(undefined);
  return action === 'discard' ? discardRow(session, last.head.id, now) : resendRow(session, last.head.id, now);
}

function additionsOf(session: SeatSession, id: TicketId): TicketAddition[] {
  const state = session.directory.ticketStates.get(id);
  const kept = session.tables.ticketAdditions.ofTicket(id);
  const known = new Set(kept.map((each) => each.id));
  const messages = new Map(state?.messages?.map((message) => [message.id, message]));
  const others: TicketAddition[] = [
    ...(state?.supplements ?? []).map((each) => ({ ...each, kind: 'supplement' as const, sync: 'synced' as const })),
    ...(state?.messages ?? []).map((each) => ({ ...each, kind: 'sms' as const, sync: 'synced' as const })),
  ].filter((each) => !known.has(each.id));
  const own = kept.map((each): TicketAddition => {
    const head = { id: each.id, by: each.agentNo, at: each.at, ...wayOf(session, each.id) };
    if (each.kind === 'supplement') return { kind: 'supplement', ...head, text: each.body.text };
    const { textId, lang, text, number } = each.body;
    const told = messages.get(each.id);
    return {
      ...{ kind: 'sms', ...head, textId, lang, text, maskedNumber: maskPhone(number) },
      ...(told && { state: told.state, ...(told.reason !== undefined && { reason: told.reason }) }),
    };
  });
  return [...others, ...own].sort((a, b) => a.at - b.at);
}

function wayOf({ book }: SeatSession, id: string): Pick<TicketAddition, 'sync' | 'refusal'> {
  const state = book.ofEntity(id).at(-1)?.state;
  if (state === undefined || state.kind === 'acknowledged' || state.kind === 'superseded') return { sync: 'synced' };
  if (state.kind === 'sending') return { sync: 'sending' };
  if (state.kind === 'pending') return { sync: 'queued' };
  const { code, field } = state;
  return { sync: 'rejected', refusal: field === undefined ? { code } : { code, field } };
}
