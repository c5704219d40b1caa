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
import type { MessagePlayer } from '../../telephony/sound/message-player.ts';
import { isJustHandedOver } from './handed-over.tsx';
import { MessageRow } from './message-row.tsx';
import { useNow } from '../../ui/use-now.ts';
import type { TaskStore } from './task-store.ts';
import './tasks.css';

export interface TaskListProps {
  readonly store: TaskStore;
  /** What calls the number of a task; undefined while nobody can be called. */
  readonly callOf: (task: TaskRow) => (() => void) | undefined;
  readonly player: MessagePlayer;
  /** Nobody listens to a message in the middle of a call. */
  readonly mayPlay: boolean;
  /** A leader also hands over what others have in hand, which is not in his list. */
  readonly isLeader: boolean;
}

const checkedMs = 20_000;

/** 待办: what was promised and is still to be done, what is due first on top. */
export function TaskList({ store, callOf, player, mayPlay, isLeader }: TaskListProps): ReactNode {
  const { t } = useTranslation('tasks');
  const tasks = useStore(store, (state) => state.tasks);
  // A sheet shows its own.
  const error = useStore(store, (state) =>
    state.promising || state.asking || state.handingOver ? undefined : state.error,
  );
  const now = useNow(checkedMs);
  const first = tasks.find(({ place }) => place !== 'promised');
  const due = tasks.filter(({ place, dueAt }) => place !== 'promised' && dueAt <= now).length;
  const mayHandOver = isLeader || tasks.some(({ place }) => place === 'mine');
  if (tasks.length === 0 && !mayHandOver) return null;
  return (
    <section className="tasks" aria-labelledby="tasks-title" data-testid="tasks">
      <div className="row task-title">
        <h2 id="tasks-title" className="heading grow">
          {t('title')} <span className="num">{tasks.length}</span>
          {due > 0 ? <Tag tone="danger">{t('dueCount', { count: due })}</Tag> : null}
        </h2>
        {mayHandOver ? (
          <Button kind="quiet" onClick={() => void store.openHandOver(false)}>
            {t('handOver')}
          </Button>
        ) : null}
      </div>
      <ErrorNote error={error} />
      {tasks.length > 0 ? (
        <ul>
          {tasks.map((task) => (
            <TaskItem
              key={task.id}
              {...{ store, task, now, player, mayPlay }}
              onCall={callOf(task)}
              hasKey={task === first}
            />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

interface TaskItemProps {
  readonly store: TaskStore;
  readonly task: TaskRow;
  readonly now: number;
  readonly player: MessagePlayer;
  readonly mayPlay: boolean;
  readonly onCall: (() => void) | undefined;
  readonly hasKey: boolean;
}

function TaskItem({ store, task, now, player, mayPlay, onCall, hasKey }: TaskItemProps): ReactNode {
  const { t, i18n } = useTranslation(['tasks', 'phrases']);
  const { kind, place, dueAt, name, maskedNumber, language, isUnsent, message } = task;
  return (
    <li className="task" data-place={place} data-due={dueAt <= now} data-kind={kind} data-testid="task">
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
      <TaskNote task={task} />
      {message ? <MessageRow {...{ store, task, message, player, mayPlay }} /> : null}
      {task.refusal === undefined ? null : <Refused code={task.refusal} />}
      <TaskKeys {...{ store, task, onCall, hasKey }} />
    </li>
  );
}

/** What it is about, and what became of it so far. */
function TaskNote({ task }: Pick<TaskItemProps, 'task'>): ReactNode {
  const { t, i18n } = useTranslation('tasks');
  const { kind, alarm, note, putOff, calls, createdBy, handOver } = task;
  const parts = [
    alarm && t('transferAt', { time: formatDateTime(i18n.language, alarm.transferAt) }),
    kind === 'callBack' && t('promisedBy', { agentNo: createdBy }),
    calls > 0 && t('calledTimes', { times: calls }),
    putOff && t('putOff', { agentNo: putOff.by, reason: putOff.reason }),
    handOver && handOverText(handOver),
  ].filter(Boolean);
  if (note === '' && parts.length === 0) return null;
  return (
    <p className="quiet small task-note">
      {note === '' ? null : <ScriptText lang={langByScript(note)}>{note}</ScriptText>} {parts.join(' · ')}
    </p>
  );

  function handOverText({ by, at, note: said }: NonNullable<TaskRow['handOver']>): string {
    const time = formatDateTime(i18n.language, at);
    return said === ''
      ? t('handedOver', { agentNo: by, time })
      : t('handedOverNote', { agentNo: by, time, note: said });
  }
}

function TaskKeys({ store, task, onCall, hasKey }: Omit<TaskItemProps, 'now' | 'player' | 'mayPlay'>): ReactNode {
  const { t } = useTranslation('tasks');
  const { id, place } = task;
  const isHanded = isJustHandedOver(task);
  return (
    <div className="row task-keys">
      {place === 'promised' ? null : (
        <>
          <Button
            kind="call"
            icon={<Icon name="answer" />}
            disabled={!onCall}
            keyHint={hasKey ? 'Alt ⇧ T' : undefined}
            onClick={onCall}
          >
            {t('call')}
          </Button>
          {isHanded ? <Button onClick={() => void store.change(id, { type: 'taken' })}>{t('takeOver')}</Button> : null}
          <Button onClick={() => void store.change(id, { type: 'done' })}>{t('done')}</Button>
          <Button
            onClick={() => {
              store.ask(task, 'postponed');
            }}
          >
            {t('postpone')}
          </Button>
          <Button kind="quiet" onClick={() => void store.change(id, { type: place === 'mine' ? 'released' : 'taken' })}>
            {place === 'mine' ? t('release') : t('take')}
          </Button>
        </>
      )}
      <Button
        kind="quiet"
        onClick={() => {
          store.ask(task, 'cancelled');
        }}
      >
        {t('cancel')}
      </Button>
    </div>
  );
}

const knownRefusals = [
  'mutation.badSignature',
  'mutation.invalid',
  'mutation.unknownKind',
  'task.unknown',
  'task.notForThem',
] as const;

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
