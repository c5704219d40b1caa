import { isOpenStatus } from '../../../shared/domain/ticket-status.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';

/** What an agent looks for in his list: what is not at the centre yet, what came back, what is open, what is done. */
export const listFilters = ['all', 'waiting', 'returned', 'open', 'ended'] as const;
export type ListFilter = (typeof listFilters)[number];

/** The lists, besides that of all, in which a ticket stands. What the centre refused came back, too. */
export function listsOf({ status, sync }: Pick<Ticket, 'status' | 'sync'>): readonly ListFilter[] {
  const isRefused = sync === 'rejected' || sync === 'conflict';
  return [
    ...(sync === 'synced' || isRefused ? [] : (['waiting'] as const)),
    ...(status === 'returned' || isRefused ? (['returned'] as const) : []),
    isOpenStatus(status) ? 'open' : 'ended',
  ];
}
