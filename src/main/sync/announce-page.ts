import { ticketIdSchema, type TicketId } from '../../shared/ids.ts';
import type { PullItem, PullStream } from '../../shared/sync/wire.ts';
import type { SeatStore } from '../db/seat-store.ts';
import type { EmitEvent } from '../event-hub.ts';
import type { KnowledgeStore } from '../db/knowledge-store.ts';

export interface PageNews {
  readonly seat: SeatStore;
  /** Undefined where the knowledge file could not be opened. */
  readonly knowledge: () => Promise<KnowledgeStore | undefined>;
  readonly emit: EmitEvent;
}

/** Tells the page what an applied page of a stream changed. `isFirst`: this desk had nothing of the stream before. */
export async function announcePage(
  options: PageNews,
  stream: PullStream,
  items: readonly PullItem[],
  isFirst: boolean,
): Promise<void> {
  const { emit, seat } = options;
  switch (stream) {
    case 'knowledge': {
      const store = await options.knowledge();
      return store && emit('knowledgeUpdated', await store.cache());
    }
    case 'phrases':
    case 'festivals':
      return emit('phrasesUpdated', {});
    case 'notices':
      return emit('noticesUpdated', {});
    case 'forms':
      return emit('formsUpdated', {});
    case 'tickets':
      // On the first pull the page has nothing older to correct.
      if (!isFirst) await announceOwnTickets(seat, items, emit);
      emit('additionsChanged', {});
      return emit('directoryUpdated', {});
    case 'tasks':
      return emit('tasksChanged', {});
    case 'lines':
      emit('proposalsChanged', {});
      return emit('phrasesUpdated', {});
    case 'procedures':
      return emit('proceduresUpdated', {});
    case 'sms':
      return emit('additionsChanged', {});
    case 'recordings':
    case 'uses':
    case 'questions':
      return;
    case 'customers':
    case 'calls':
      return emit('directoryUpdated', {});
  }
}

/** The centre moved a ticket on that was written at this seat. */
async function announceOwnTickets(seat: SeatStore, items: readonly PullItem[], emit: EmitEvent): Promise<void> {
  const ids = items
    .map((item) => ticketIdSchema.safeParse(item.id))
    .flatMap((id): TicketId[] => (id.success ? [id.data] : []));
  for (const id of ids) {
    const ticket = await seat.getTicket(id);
    if (ticket) emit('ticketChanged', ticket);
  }
}
