import { smsPlaceholders, type SmsPlaceholder } from '../../../shared/domain/sms-text.ts';
import type { CallId, TicketId } from '../../../shared/ids.ts';
import type { SmsOffer, SmsRecipient } from '../../../shared/ipc/addition-commands.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import type { CommandInput } from '../../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { fillSms, placeholdersOf } from '../../../shared/sms/fill-sms.ts';
import { isMobileNumber } from '../../../shared/sms/mobile-number.ts';
import { maskPhone } from '../../../shared/text/mask-number.ts';
import type { AddedTo } from '../../db/addition-ops.ts';
import type { SeatStore } from '../../db/seat-store.ts';
import { toE164 } from '../calls/phone-number.ts';

export interface SmsContext {
  readonly store: SeatStore;
  readonly agentNo: string;
  /** Country of numbers without a country code. */
  readonly region: string;
}

interface Recipient {
  readonly to: SmsRecipient;
  readonly number: string;
}

/** Everything that the page needs to show a message as it will be sent; fails with ticket.notFound. */
export async function offerSms(
  context: SmsContext,
  ticketId: TicketId,
  callId: CallId | undefined,
): Promise<Result<SmsOffer>> {
  const { store, agentNo } = context;
  const about = await store.addedTo(ticketId);
  if (!about) return err(appError('ticket.notFound', 'none'));
  const { packs, isPortOpen } = await store.smsShelf();
  const call = callId === undefined ? undefined : await store.getCall(callId);
  const spoken = call?.ok ? call.value.facts.language : undefined;
  const recipients = await recipientsOf(context, about, callId);
  return ok({
    ...(isPortOpen !== undefined && { isPortOpen }),
    ...{ number: about.number, agentNo, timeZone: ownTimeZone() },
    ...(about.dueAt !== undefined && { dueAt: about.dueAt }),
    language: about.language ?? spoken ?? 'zh-Hans',
    recipients: recipients.map(({ to, number }) => ({
      ...{ to, maskedNumber: maskPhone(number), isMobile: isMobileNumber(number) },
    })),
    texts: packs.flatMap(({ lang, texts }) =>
      texts.filter(({ status }) => status !== 'retired').map((text) => ({ ...text, lang })),
    ),
  });
}

/** Puts an order together from what the centre published and what the seat knows; the page never sees the number. */
export async function sendSms(
  context: SmsContext,
  { to, maskedNumber, ...order }: CommandInput<'sms:send'>,
  now: number,
): Promise<Result<void>> {
  const { store, agentNo } = context;
  const about = await store.addedTo(order.ticketId);
  if (!about) return err(appError('ticket.notFound', 'none'));
  const { packs, isPortOpen } = await store.smsShelf();
  if (isPortOpen !== true) return err(appError('sms.noPort', 'none'));
  const text = packs
    .find(({ lang }) => lang === order.lang)
    ?.texts.find(
      ({ id, version, status }) => id === order.textId && version === order.textVersion && status === 'approved',
    );
  if (!text) return err(appError('sms.notApproved', 'user'));
  const recipient = (await recipientsOf(context, about, order.callId)).find((each) => each.to === to);
  if (!recipient) return err(appError('sms.noNumber', 'user'));
  // Somebody corrected it since the agent looked: it goes to the number that he saw, or nowhere.
  if (maskPhone(recipient.number) !== maskedNumber) return err(appError('sms.numberChanged', 'user'));
  if (!isMobileNumber(recipient.number)) return err(appError('sms.notMobile', 'user'));
  const timeZone = ownTimeZone();
  const asked = placeholdersOf(text.text).filter((name) => smsPlaceholders[name] === 'asked');
  const values = Object.fromEntries(
    asked.flatMap((name): [SmsPlaceholder, string][] => {
      const value = order.values[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const filled = fillSms(text.text, { ...about, agentNo }, values, timeZone);
  const isWhole = filled.missingFacts.length === 0 && filled.open.length === 0;
  // What goes is what the agent saw, or nothing.
  if (!isWhole || filled.text !== order.text) return err(appError('sms.incomplete', 'user'));
  return store.orderSms({ ...order, values, number: recipient.number, timeZone }, now);
}

async function recipientsOf(
  { store, region }: SmsContext,
  { numbers }: AddedTo,
  callId: CallId | undefined,
): Promise<Recipient[]> {
  const call = callId === undefined ? undefined : await store.getCall(callId);
  const caller = call?.ok ? await toE164(call.value.facts.number, region) : undefined;
  const known = await Promise.all(numbers.map((number) => toE164(number, region)));
  const contact = known.find((number) => number !== undefined && isMobileNumber(number)) ?? known[0];
  return [
    ...(contact === undefined ? [] : [{ to: 'contact' as const, number: contact }]),
    ...(caller === undefined || caller === contact ? [] : [{ to: 'caller' as const, number: caller }]),
  ];
}

function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
