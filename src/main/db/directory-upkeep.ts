import type Database from 'better-sqlite3';
import type { DirectoryStream, DirectoryTables } from './directory.ts';

/** Calls older than this are of no use to whoever takes the next one, ms. */
const callTermMs = 30 * 24 * 3_600_000;
/** About 10 ms of work. */
const rowsAtOnce = 100;
const streams: readonly DirectoryStream[] = ['customers', 'tickets', 'calls', 'tasks'];

type DropItem = (tables: DirectoryTables, stream: DirectoryStream, id: string) => void;

/** The directory's `tidy`. */
export function createDirectoryUpkeep(
  db: Database.Database,
  tables: DirectoryTables,
  drop: DropItem,
): (now: number) => boolean {
  const outdated = (stream: DirectoryStream): string[] => {
    const complete = tables.passes.complete(stream);
    if (stream === 'customers') return tables.customers.before(complete, rowsAtOnce);
    if (stream === 'tickets') return tables.ticketStates.before(complete, rowsAtOnce);
    if (stream === 'tasks') return tables.tasks.before(complete, rowsAtOnce);
    return tables.pastCalls.before(complete, rowsAtOnce);
  };
  const dropAll = db.transaction((stream: DirectoryStream, ids: readonly string[]) => {
    for (const id of ids) drop(tables, stream, id);
  });
  const sweep = (stream: DirectoryStream): boolean => {
    const ids = outdated(stream);
    if (ids.length > 0) dropAll.immediate(stream, ids);
    return ids.length === rowsAtOnce;
  };
  return (now) => {
    if (streams.some(sweep)) return true;
    if (tables.pastCalls.dropOlder(now - callTermMs, rowsAtOnce) === rowsAtOnce) return true;
    return tables.customers.indexSome();
  };
}
