import { v7 as uuidv7 } from 'uuid';
import type { SmsPack, SmsText } from '../../src/shared/domain/sms-text.ts';
import type { SmsOrder } from '../../src/shared/domain/ticket-addition.ts';
import type { TicketId } from '../../src/shared/ids.ts';
import type { MutationSketch } from './test-seat.ts';

/** Texts as a centre publishes them: two approved ones, a draft, one that needs a due time. */
export function samplePack(version = 1): SmsPack {
  const approved = { status: 'approved', reviewer: '0031', version } as const;
  const texts: SmsText[] = [
    { id: 'ticketTaken', text: '单号 {ticketNumber}。', ...approved },
    { id: 'branch', text: '地点：{place}。', ...approved },
    { id: 'ticketDue', text: '{ticketNumber} {dueDate}。', ...approved },
    { id: 'draft', text: '草稿 {ticketNumber}。', status: 'draft', version },
  ];
  return { schemaVersion: 1, lang: 'zh-Hans', version, note: '', texts };
}

export function sampleSms(ticket: { id: TicketId; number: string }, changes: Partial<SmsOrder> = {}): SmsOrder {
  return {
    id: uuidv7(),
    ticketId: ticket.id,
    textId: 'ticketTaken',
    textVersion: 1,
    lang: 'zh-Hans',
    values: {},
    number: '+8613900000071',
    timeZone: 'Asia/Shanghai',
    text: `单号 ${ticket.number}。`,
    ...changes,
  };
}

export function smsSketch(order: SmsOrder): MutationSketch {
  return { kind: 'sms.send', entityId: order.id, seq: 1, body: order };
}
