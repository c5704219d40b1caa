import type { SmsState, TicketAddition } from '../../../shared/domain/ticket-addition.ts';

/** One word for the whole way of an addition, to the centre and behind it. */
export type AdditionWay = 'queued' | 'there' | 'waiting' | 'handedOver' | 'refused' | 'unknown';

export function wayOf(addition: TicketAddition): AdditionWay {
  if (addition.sync === 'rejected') return 'refused';
  if (addition.sync !== 'synced') return 'queued';
  return addition.kind === 'supplement' ? 'there' : wayOfSms(addition.state ?? 'waiting');
}

/** Behind the centre; between two words of it nobody has to know. */
export function wayOfSms(state: SmsState): AdditionWay {
  return state === 'sending' ? 'waiting' : state;
}
