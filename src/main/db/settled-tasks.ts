import type { TaskId } from '../../shared/ids.ts';
import type { Directory } from './directory.ts';
import type { OutboxBook } from './outbox-book.ts';
import type { SeatTables } from './seat-tables.ts';

/** How far what was done here with a task has got; what comes after a refusal waits behind it. */
export type TaskWay =
  | { readonly kind: 'arrived' | 'waiting' }
  /** `isPromise`: the centre does not have the task at all. */
  | { readonly kind: 'refused'; readonly code: string; readonly isPromise: boolean };

export function wayOf(book: OutboxBook, id: string): TaskWay {
  const first = book.ofEntity(id).find(({ state }) => state.kind !== 'superseded');
  if (!first) return { kind: 'arrived' };
  const { head, state } = first;
  if (state.kind !== 'blocked') return { kind: 'waiting' };
  return { kind: 'refused', code: state.code, isPromise: head.kind === 'task.create' };
}

/** Whether what was done here counts, whatever the centre says. */
export function isOwnWord(way: TaskWay): boolean {
  return way.kind === 'waiting' || (way.kind === 'refused' && way.isPromise);
}

interface Known {
  readonly tables: SeatTables;
  readonly directory: Directory;
  readonly book: OutboxBook;
}

/** The centre said what it knows: what was kept here of the same tasks is of no more use. */
export function forgetSettledTasks(known: Known, ids: readonly string[]): void {
  const settled = ids.filter((id) => isSettled(known, id as TaskId));
  if (settled.length === 0) return;
  known.tables.inTransaction(() => {
    for (const id of settled) known.tables.tasks.drop(id);
  });
}

/** As the seat is opened: another agent of the machine may have heard how a task ended, which is told once for all. */
export function forgetEndedTasks(known: Known): void {
  const own = known.tables.tasks.all().map(({ id }) => id);
  forgetSettledTasks(known, own);
}

function isSettled({ tables, directory, book }: Known, id: TaskId): boolean {
  const own = tables.tasks.get(id);
  if (!own || isOwnWord(wayOf(book, id))) return false;
  const published = directory.tasks.get(id);
  // One that the centre has acknowledged, and not told of yet, is neither here nor ended.
  return published === undefined ? directory.endedTasks.has(id) : published.version >= own.version;
}
