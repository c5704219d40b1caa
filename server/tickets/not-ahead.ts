import type { SubmittedTicket } from '../../src/shared/domain/ticket.ts';

/**
 * A ticket as it is taken: nobody wrote it later than it came here. A desk whose clock goes ahead would otherwise have the
 * last word on how the caller is reached, for as long as it goes ahead.
 */
export function notAhead<T extends Pick<SubmittedTicket, 'updatedAt'>>(ticket: T, now: number): T {
  return ticket.updatedAt > now ? { ...ticket, updatedAt: now } : ticket;
}
