import { isLive } from '../../shared/call/call-state.ts';
import type { TaskRow } from '../../shared/domain/task.ts';
import type { TaskId } from '../../shared/ids.ts';
import type { PhoneStore } from '../features/softphone/phone-store.ts';
import type { TaskStore } from '../features/tasks/task-store.ts';

export interface TaskAlarmParts {
  readonly tasks: TaskStore;
  readonly phone: PhoneStore;
  readonly sound: () => void;
  /** UTC epoch ms. */
  readonly now: () => number;
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** Further off a timer is set anew: the clock may be set meanwhile. */
const longestMs = 60_000;

/**
 * A call-back that is due is heard once, softly: when its time comes, or when the call is over that it came due in. What is
 * put off is due again.
 */
export function alarmTasks({ tasks, phone, sound, now, after }: TaskAlarmParts): void {
  /** The time for which each was heard. */
  const heard = new Map<TaskId, number>();
  let cancel = (): void => undefined;
  const look = (): void => {
    cancel();
    const own = tasks.getState().tasks.filter(({ place }) => place !== 'promised');
    for (const id of heard.keys()) if (!own.some((task) => task.id === id)) heard.delete(id);
    // It says so itself when it is over.
    if (phone.getState().calls.some(({ state }) => isLive(state))) return;
    const moment = now();
    const isNews = ({ id, dueAt }: TaskRow): boolean => dueAt <= moment && heard.get(id) !== dueAt;
    const news = own.filter(isNews);
    for (const { id, dueAt } of news) heard.set(id, dueAt);
    if (news.length > 0) sound();
    const waits = own.filter(({ dueAt }) => dueAt > moment).map(({ dueAt }) => dueAt - moment);
    if (waits.length > 0) cancel = after(Math.min(longestMs, ...waits), look);
  };
  tasks.subscribe((state, before) => {
    if (state.tasks !== before.tasks) look();
  });
  phone.subscribe((state, before) => {
    if (state.calls !== before.calls) look();
  });
}
