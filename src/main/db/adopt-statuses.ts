import type { Directory } from './directory.ts';
import type { SeatTables } from './seat-tables.ts';

interface Known {
  readonly tables: SeatTables;
  readonly directory: Directory;
}

/**
 * What the centre said of open tickets while another agent's session pulled it lies in the machine's directory alone: by
 * the seat's own status they would stand in the wrong list.
 */
export function adoptStatuses({ tables, directory }: Known): void {
  const states = tables.ticketLists.openIds().flatMap((id) => directory.ticketStates.get(id) ?? []);
  if (states.length === 0) return;
  tables.inTransaction(() => {
    for (const { id, status, updatedAt } of states) tables.tickets.setStatus(id, status, updatedAt);
  });
}
