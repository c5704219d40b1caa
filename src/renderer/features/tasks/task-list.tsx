import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { TaskRow } from '../../../shared/domain/task.ts';
import { formatDateTime, formatSpan } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Icon } from '../../ui/icons.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useNow } from '../../ui/use-now.ts';
import type { TaskStore } from './task-store.ts';
import './tasks.css';

export interface TaskListProps {
  readonly store: TaskStore;
  /** What calls the number of a task; undefined while nobody can be called. */
  readonly callOf: (task: TaskRow) => (() => void) | undefined;
}

const checkedMs = 20_000;

/** 待办: what was promised and is still to be done, what is due first on top. */
export function TaskList({ store, callOf }: TaskListProps): ReactNode {
  const { t } = useTranslation('tasks');
  const tasks = useStore(store, (state) => state.tasks);
  // A sheet shows its own.
  const error = useStore(store, (state) => (state.promising || state.asking ? undefined : state.error));
  const now = useNow(checkedMs);
  const first = tasks.find(({ place }) => place !== 'promised');
  const due = tasks.filter(({ place, dueAt }) => place !== 'promised' && dueAt <= now).length;
  if (tasks.length === 0) return null;
  return (
    <section className="tasks" aria-labelledby="tasks-title" data-testid="tasks">
      <h2 id="tasks-title" className="heading">
        {t('title')} <span className="num">{tasks.length}</span>
        {due > 0 ? <Tag tone="danger">{t('dueCount', { count: due })}</Tag> : null}
      </h2>
      <ErrorNote error={error} />
      <ul>
        {tasks.map((task) => (
          <TaskItem key={task.id} {...{ store, task, now }} onCall={callOf(task)} hasKey={task === first} />
        ))}
      </ul>
    </section>
  );
}

interface TaskItemProps {
  readonly store: TaskStore;
  readonly task: TaskRow;
  readonly now: number;
  readonly onCall: (() => void) | undefined;
  readonly hasKey: boolean;
}

function TaskItem({ store, task, now, onCall, hasKey }: TaskItemProps): ReactNode {
  const { t, i18n } = useTranslation(['tasks', 'phrases']);
  const { id, kind, alarm, place, dueAt, name, maskedNumber, language, note, putOff, calls, createdBy, isUnsent } =
    task;
  const isOthers = place === 'promised';
  return (
    <li className="task" data-place={place} data-due={dueAt <= now} data-testid="task">
      <div className="row task-head">
        <span className="num task-due">{formatDateTime(i18n.language, dueAt)}</span>
        {dueAt <= now ? <Tag tone="danger">{t('tasks:overdue', { duration: formatSpan(now - dueAt) })}</Tag> : null}
        <b className="clip">
          {name === undefined ? null : <ScriptText lang={langByScript(name)}>{name}</ScriptText>}{' '}
          <span className="num">{maskedNumber}</span>
        </b>
        {kind === 'callBack' ? null : <Tag tone={kind === 'risk' ? 'danger' : 'plain'}>{t(`tasks:kind.${kind}`)}</Tag>}
        <Tag tone="accent">{t(`phrases:language.${language}`)}</Tag>
        <Tag tone={place === 'mine' ? 'call' : 'plain'}>{t(`tasks:place.${place}`)}</Tag>
        {isUnsent && task.refusal === undefined ? <Tag tone="hold">{t('tasks:unsent')}</Tag> : null}
      </div>
      <p className="quiet small task-note">
        {note === '' ? null : <ScriptText lang={langByScript(note)}>{note}</ScriptText>}{' '}
        {alarm ? t('tasks:transferAt', { time: formatDateTime(i18n.language, alarm.transferAt) }) : null}{' '}
        {kind === 'callBack' ? t('tasks:promisedBy', { agentNo: createdBy }) : null}
        {calls > 0 ? ` · ${t('tasks:calledTimes', { times: calls })}` : ''}
        {putOff ? ` · ${t('tasks:putOff', { agentNo: putOff.by, reason: putOff.reason })}` : ''}
      </p>
      {task.refusal === undefined ? null : <Refused code={task.refusal} />}
      <div className="row task-keys">
        {isOthers ? null : (
          <>
            <Button
              kind="call"
              icon={<Icon name="answer" />}
              disabled={!onCall}
              keyHint={hasKey ? 'Alt ⇧ T' : undefined}
              onClick={onCall}
            >
              {t('tasks:call')}
            </Button>
            <Button onClick={() => void store.change(id, { type: 'done' })}>{t('tasks:done')}</Button>
            <Button
              onClick={() => {
                store.ask(task, 'postponed');
              }}
            >
              {t('tasks:postpone')}
            </Button>
            <Button
              kind="quiet"
              onClick={() => void store.change(id, { type: place === 'mine' ? 'released' : 'taken' })}
            >
              {place === 'mine' ? t('tasks:release') : t('tasks:take')}
            </Button>
          </>
        )}
        <Button
          kind="quiet"
          onClick={() => {
            store.ask(task, 'cancelled');
          }}
        >
          {t('tasks:cancel')}
        </Button>
      </div>
    </li>
  );
}

const knownRefusals = ['mutation.badSignature', 'mutation.invalid', 'mutation.unknownKind', 'task.unknown'] as const;

/** Nobody else knows of it, and the agent must. */
function Refused({ code }: { readonly code: string }): ReactNode {
  const { t } = useTranslation('tasks');
  const known = knownRefusals.find((entry) => entry === code);
  return (
    <p className="small task-refused" role="status">
      {known ? t(`refusal.${known}`) : t('refusal.other', { code })}
    </p>
  );
}
