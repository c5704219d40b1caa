import { createHash } from 'node:crypto';
import { soundHead, soundKindOf } from '../../src/shared/content/sound-kind.ts';
import type { Customer, PastCall, TicketState } from '../../src/shared/domain/customer.ts';
import type { CallerLanguage } from '../../src/shared/domain/language.ts';
import type { Notice } from '../../src/shared/domain/notice.ts';
import type { SmsPack } from '../../src/shared/domain/sms-text.ts';
import type { Phrase, PhrasePack } from '../../src/shared/domain/phrase.ts';
import type { SaidMessage } from '../messages/keep-messages.ts';
import type { PublishedItem } from '../sync/publish.ts';
import type { DemoFiles } from './demo-files.ts';

/** The demo's leader, whose approval the demo shows. */
export const demoLeader = '0031';

/** Never a Tibetan dialect: those texts wait for a speaker, in the demo too. */
const approvedInDemo: readonly CallerLanguage[] = ['zh-Hans', 'en', 'yue-Hant-HK'];

/** Everything the demo publishes, with its relative times counted from `now`. */
export function demoItems(files: DemoFiles, now: number): PublishedItem[] {
  return [
    ...files.articles.map((body) => ({ stream: 'knowledge' as const, id: body.id, body })),
    ...files.packs.map((pack) => ({ stream: 'phrases' as const, id: pack.lang, body: approve(pack) })),
    ...files.smsPacks.map((pack) => ({ stream: 'sms' as const, id: pack.lang, body: approveSms(pack) })),
    ...files.notices.map((notice) => ({ stream: 'notices' as const, id: notice.id, body: noticeAt(notice, now) })),
    ...files.customers.map((entry) => ({ stream: 'customers' as const, id: entry.id, body: customerAt(entry, now) })),
    ...files.tickets.map((ticket) => ({ stream: 'tickets' as const, id: ticket.id, body: ticketAt(ticket, now) })),
    ...files.calls.map((call) => ({ stream: 'calls' as const, id: call.id, body: callAt(call, now) })),
  ];
}

/** What callers said before the demo began. */
export function demoMessages(files: DemoFiles, now: number): SaidMessage[] {
  return files.messages.flatMap(({ sound: _sound, name, leftMinutesAgo, dueInMinutes, seconds, bytes, ...entry }) => {
    const kind = soundKindOf(bytes.subarray(0, soundHead));
    if (!kind) return [];
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const message = { sha256, kind, size: bytes.length, seconds, leftAt: before(now, leftMinutesAgo) };
    const left = { ...entry, message, dueAt: before(now, -dueInMinutes), ...(name !== undefined && { name }) };
    return [{ left, bytes }];
  });
}

function approve(pack: PhrasePack): PhrasePack {
  if (!approvedInDemo.includes(pack.lang)) return pack;
  const approved = (phrase: Phrase): Phrase =>
    phrase.status === 'retired' ? phrase : { ...phrase, status: 'approved', reviewer: demoLeader };
  return { ...pack, phrases: pack.phrases.map(approved) };
}

function approveSms(pack: SmsPack): SmsPack {
  if (!approvedInDemo.includes(pack.lang)) return pack;
  return { ...pack, texts: pack.texts.map((text) => ({ ...text, status: 'approved', reviewer: demoLeader })) };
}

function before(now: number, minutes: number): number {
  return now - minutes * 60_000;
}

function noticeAt(entry: DemoFiles['notices'][number], now: number): Notice {
  const { validFromMinutesAgo, validForMinutes, restorationInMinutes, ...notice } = entry;
  const validFrom = before(now, validFromMinutesAgo);
  return {
    ...notice,
    ...(restorationInMinutes !== undefined && { restoration: before(now, -restorationInMinutes) }),
    validFrom,
    validUntil: validFrom + validForMinutes * 60_000,
    updatedAt: Math.min(validFrom, now),
  };
}

function customerAt(entry: DemoFiles['customers'][number], now: number): Customer {
  const { arrears, updatedMinutesAgo, ...customer } = entry;
  return {
    ...customer,
    ...(arrears && { arrears: { amountFen: arrears.amountFen, asOf: before(now, arrears.asOfMinutesAgo) } }),
    updatedAt: before(now, updatedMinutesAgo),
  };
}

function ticketAt(entry: DemoFiles['tickets'][number], now: number): TicketState {
  const { createdMinutesAgo, updatedMinutesAgo, dueInMinutes, ...ticket } = entry;
  return {
    ...ticket,
    ...(dueInMinutes !== undefined && { dueAt: before(now, -dueInMinutes) }),
    createdAt: before(now, createdMinutesAgo),
    updatedAt: before(now, updatedMinutesAgo),
  };
}

function callAt(entry: DemoFiles['calls'][number], now: number): PastCall {
  const { minutesAgo, ...call } = entry;
  return { ...call, at: before(now, minutesAgo) };
}
