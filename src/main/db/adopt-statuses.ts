import type { Directory } from './directory.ts';
import type { SeatTables } from './seat-tables.ts';

interface Known {
  readonly tables: SeatTables;
  readonly directory: Directory;
}

/**
 * What the centre said of open tickets while another agent's session pulled it lies in the machine's directory alone: by
 * the seat's own status they would stand in the wrong list. Returns what takes it over, the first time that it is called:
 * before somebody looks at his lists nobody waits for it, least of all a sign-in.
 */
export function createStatusAdopter({ tables, directory }: Known): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    const states = tables.ticketLists.openIds().flatMap((id) => directory.ticketStates.get(id) ?? []);
    if (states.length > 0) {
      tables.inTransaction(() => {
        for (const { id, status, updatedAt } of states) tables.tickets.setStatus(id, status, updatedAt);
      });
    }
    isDone = true;
  };
}
