import { appError, type AppError } from '../../shared/ipc/app-error.ts';
import { seatPaths, setAside } from './seat-files.ts';
import type { SeatStoreOptions } from './seat-store.ts';
import type { SeatTables } from './seat-tables.ts';
import { openJournal } from './submission-journal.ts';
import { createSubmissions, takeOver, type Submissions } from './submissions.ts';
import type { UnlockedSeat } from './unlocked-seat.ts';

export interface OpenSubmissions {
  readonly submissions: Submissions;
  readonly warnings: readonly AppError[];
  close(): void;
}

/**
 * Takes over what the last run left in the seat's journal. One that is damaged gives what it has up to there and is set
 * aside whole. Throws for a full disk.
 */
export function openSubmissions(
  options: SeatStoreOptions,
  { file, dataKey }: UnlockedSeat,
  tables: SeatTables,
  at: number,
): OpenSubmissions {
  const { journal: path, keys } = seatPaths(options.folder, file.agentNo);
  const found = openJournal(path, dataKey);
  try {
    takeOver(found.texts, tables);
    if (!found.isDamaged) {
      found.journal.clear();
      return opened(found.journal, tables, []);
    }
  } catch (error) {
    found.journal.close();
    throw error;
  }
  found.journal.close();
  const place = setAside(options.folder, path, keys, at);
  const warning = appError('storage.damaged', 'none', { file: 'journal', place });
  return opened(openJournal(path, dataKey).journal, tables, [warning]);
}

function opened(
  journal: ReturnType<typeof openJournal>['journal'],
  tables: SeatTables,
  warnings: readonly AppError[],
): OpenSubmissions {
  return { submissions: createSubmissions(journal, tables), warnings, close: () => journal.close() };
}
