import { v7 as uuidv7 } from 'uuid';
import type { CallRecord } from '../../src/shared/domain/call.ts';
import type { SubmittedTicket } from '../../src/shared/domain/ticket.ts';
import type { CallId, CustomerId, TicketId } from '../../src/shared/ids.ts';
import type { NumberBlock } from '../../src/shared/sync/wire.ts';
import type { MutationSketch } from './test-seat.ts';

/** The `nth` ticket number of a block, as it is read to the caller. */
export function numberOf(block: NumberBlock | undefined, nth = 0): string {
  if (!block) throw new Error('no number block');
  return `${block.prefix}-${String(block.from + nth)}`;
}

/** A consultation closed at first contact, unless told otherwise. */
export function sampleTicket(number: string, changes: Partial<SubmittedTicket> = {}): SubmittedTicket {
  const now = Date.now();
  return {
    id: uuidv7() as TicketId,
    number,
    type: 'consultation',
    subType: 'bill-meter-reading',
    callerName: '卓玛',
    callerPhone: '+8613900000071',
    language: 'adx',
    area: 'hainan',
    address: '共和县恰卜恰镇',
    description: '问本月电费为何偏高',
    priority: 'low',
    status: 'closed',
    isClosedAtFirstContact: true,
    createdAt: now,
    updatedAt: now,
    submittedAt: now,
    ...changes,
  };
}

export function ticketSketch(ticket: SubmittedTicket, seq = 1): MutationSketch {
  return { kind: 'ticket.submit', entityId: ticket.id, seq, body: ticket };
}

export function sampleCall(changes: Partial<CallRecord> = {}, isPractice = false): CallRecord {
  const startedAt = Date.now() - 120_000;
  const id = uuidv7() as CallId;
  return {
    id,
    facts: {
      callId: id,
      direction: 'inbound',
      number: '+8613900000071',
      language: 'adx',
      customerId: 'c-drolma' as CustomerId,
      isPractice,
      startedAt,
    },
    answeredAt: startedAt + 5000,
    endedAt: startedAt + 95_000,
    endReason: 'callerHungUp',
    heldMs: 0,
    disposition: 'resolved',
    notes: '只在本机和中心可见',
    said: [],
    wrappedUpAt: startedAt + 100_000,
    ...changes,
  };
}

export function callSketch(call: CallRecord, seq = 1): MutationSketch {
  return { kind: 'call.record', entityId: call.id, seq, body: call };
}
