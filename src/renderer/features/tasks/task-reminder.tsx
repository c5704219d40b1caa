import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { TaskRow } from '../../../shared/domain/task.ts';
import type { TaskId } from '../../../shared/ids.ts';
import { formatTime } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';
import type { TaskListProps } from './task-list.tsx';

export interface TaskReminderProps extends Pick<TaskListProps, 'store' | 'callOf'> {
  /** What the agent is at: nobody is told to do what he does. */
  readonly underWay: readonly TaskId[];
}

const checkedMs = 5_000;

/** What is due, wherever the agent looks. It follows from the tasks alone: a restart brings it back. */
export function TaskReminder({ store, callOf, underWay }: TaskReminderProps): ReactNode {
  const { t, i18n } = useTranslation(['tasks', 'phrases']);
  const tasks = useStore(store, (state) => state.tasks);
  const now = useNow(checkedMs);
  const due = tasks.filter(
    (task: TaskRow) => task.place !== 'promised' && task.dueAt <= now && !underWay.includes(task.id),
  );
  const [task] = due;
  if (!task) return null;
  const onCall = callOf(task);
  const who = [task.name, task.maskedNumber].filter(Boolean).join(' ');
  return (
    <div className="message" data-tone="hold" role="alert" data-testid="task-due">
      <span className="grow">
        {t(`tasks:due.${task.kind}`, {
          who,
          language: t(`phrases:language.${task.language}`),
          time: formatTime(i18n.language, task.dueAt),
        })}
        {due.length > 1 ? ` ${t('tasks:dueMore', { count: due.length - 1 })}` : ''}
      </span>
      {onCall ? (
        <Button kind="primary" keyHint="Alt ⇧ T" onClick={onCall}>
          {t('tasks:call')}
        </Button>
      ) : null}
      <Button
        kind="quiet"
        onClick={() => {
          store.ask(task, 'postponed');
        }}
      >
        {t('tasks:postpone')}
      </Button>
    </div>
  );
}
