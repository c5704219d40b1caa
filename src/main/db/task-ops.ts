import { changeTask, placeOf, type Task, type TaskAgent, type TaskChange } from '../../shared/domain/task.ts';
import type { TaskId } from '../../shared/ids.ts';
import { appError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { transition } from '../../shared/sync/outbox-machine.ts';
import type { BookRow } from './outbox-book.ts';
import { isOwnWord, wayOf } from './settled-tasks.ts';
import { confirmMutation, prepareMutation, type NewMutation, type SeatSession } from './seat-session.ts';

/** A task as the agent knows it, and whether something of it has yet to reach the centre. */
export interface KnownTask {
  readonly task: Task;
  readonly isUnsent: boolean;
  /** Code of the centre, which did not take what was done here. */
  readonly refusal?: string;
}

/** All tasks that are open, of whoever, by what is due first. */
export function openTasks(session: SeatSession): KnownTask[] {
  const { directory, tables } = session;
  const ids = new Set([...directory.tasks.all(), ...tables.tasks.all()].map(({ id }) => id));
  return [...ids]
    .flatMap((id) => knownTask(session, id) ?? [])
    .filter(({ task }) => task.status === 'open')
    .sort((a, b) => a.task.dueAt - b.task.dueAt);
}

/**
 * What the agent did himself counts until the centre has heard of it; then the centre's word does, also where it refused
 * what he did. A promise that was refused is still one that he made.
 */
export function knownTask(session: SeatSession, id: TaskId): KnownTask | undefined {
  const own = session.tables.tasks.get(id);
  const published = session.directory.tasks.get(id);
  const way = wayOf(session.book, id);
  const isNewer = way.kind === 'arrived' && own !== undefined && own.version > (published?.version ?? 0);
  const task = isNewer || isOwnWord(way) ? (own ?? published) : published;
  const refused = way.kind === 'refused' ? { refusal: way.code } : {};
  return task && { task, isUnsent: way.kind !== 'arrived', ...refused };
}

/** On the disk and on its way to the centre when this returns. Repeating it changes nothing. */
export function createTask(session: SeatSession, task: Task, now: number): KnownTask {
  const before = knownTask(session, task.id);
  if (before) return before;
  keep(session, task, { kind: 'task.create', entityId: task.id, seq: 1, at: now, body: JSON.stringify(task) });
  return { task, isUnsent: true };
}

/** `agent` is who is signed in. Fails with `task.notFound`, `task.closed` and `task.takenByOther`. */
export function changeKnownTask(
  session: SeatSession,
  id: TaskId,
  change: TaskChange,
  agent: Omit<TaskAgent, 'agentNo'>,
  now: number,
): Result<KnownTask> {
  const { agentNo } = session;
  const known = knownTask(session, id);
  if (!known) return err(appError('task.notFound', 'none'));
  const { task } = known;
  // One that is free, and none of his: he has no list that shows it.
  const isFree = task.status === 'open' && task.assignee === undefined;
  if (isFree && !placeOf(task, { ...agent, agentNo })) return err(appError('task.notFound', 'none'));
  const changed = changeTask(task, { change, by: agentNo, isLeader: agent.isLeader, at: now });
  if (typeof changed === 'string') return err(appError(`task.${changed}`, 'none'));
  if (changed === task) return ok(known);
  const body = JSON.stringify({ taskId: id, change });
  keep(session, changed, { kind: 'task.change', entityId: id, seq: changed.version, at: now, body });
  return ok({ task: changed, isUnsent: true });
}

function keep(session: SeatSession, task: Task, change: NewMutation): void {
  const { tables, book, clock } = session;
  // A change that was refused would hold up all that come after it. Each stands for itself: it is let go of.
  const refused = book.ofEntity(task.id).flatMap((old): BookRow[] => {
    const { state } = old.head.kind === 'task.change' ? transition(old.state, { type: 'replaced' }) : old;
    return state === old.state ? [] : [{ head: old.head, state }];
  });
  const mutation = prepareMutation(
    session,
    task.customerId === undefined ? change : { ...change, customerId: task.customerId },
  );
  tables.inTransaction(() => {
    tables.tasks.put(task, 0);
    for (const old of refused) tables.outbox.putState(old.head.seq, old.state);
    tables.outbox.insert(mutation.head, mutation.payload);
  });
  for (const old of refused) book.put(old.head.seq, old.state);
  confirmMutation(session, mutation);
  clock.note(change.at);
}
