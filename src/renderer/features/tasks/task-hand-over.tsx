import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { presenceOf, type Colleague, type ColleagueList } from '../../../shared/domain/colleague.ts';
import type { HeldTask } from '../../../shared/domain/task.ts';
import type { AgentNo, TaskId } from '../../../shared/ids.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { TaskStore } from './task-store.ts';
import './tasks.css';

export interface TaskHandOverProps {
  readonly store: TaskStore;
  readonly held: readonly HeldTask[];
  /** The agent signs out: he may do so without handing anything over. */
  readonly isLeaving: boolean;
  readonly agentNo: AgentNo;
  readonly colleagues: StoreApi<ColleagueList> & { watch(): () => void };
  /** What stays his own, to be thought of. */
  readonly ownWork: { readonly drafts: number; readonly returned: number };
  readonly onLeave: () => void;
}

/** 交班: which tasks, to whom, and one note for whoever goes on with them. */
export function TaskHandOver(props: TaskHandOverProps): ReactNode {
  const { store, held, isLeaving, agentNo, colleagues, ownWork, onLeave } = props;
  const { t } = useTranslation(['tasks', 'phone']);
  const error = useStore(store, (state) => state.error);
  const { colleagues: people, isStale, asOf } = useStore(colleagues);
  useEffect(() => colleagues.watch(), [colleagues]);
  // His own, unless he says otherwise: what a colleague has in hand a leader picks by himself.
  const [picked, setPicked] = useState<ReadonlySet<TaskId>>(() => new Set(ownOf(held, agentNo)));
  const [to, setTo] = useState('');
  const note = useStore(store, (state) => state.handOverNote);
  const chosen = held.filter(({ id }) => picked.has(id));
  const able = people.filter((each) => canTake(each, chosen)).sort(byPresence);
  const person = able.find((entry) => entry.agentNo === to);
  function settle(): void {
    if (chosen.length === 0) return;
    const ids = chosen.map(({ id }) => id);
    void store.handOver(ids, person?.agentNo).then((isDone) => {
      if (isDone && isLeaving) onLeave();
    });
  }
  return (
    <Sheet label={t('tasks:handOverTitle')} onClose={store.closeSheet} className="task-sheet task-hand-over">
      <h2>{t('tasks:handOverTitle')}</h2>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          settle();
        }}
      >
        <p className="small">{isLeaving ? t('tasks:handOverLeaving') : t('tasks:handOverHint')}</p>
        <HeldList held={held} agentNo={agentNo} picked={picked} onPick={setPicked} />
        <label className="field">
          {t('tasks:handOverTo')}
          <select
            className="input"
            name="hand-over-to"
            value={person ? to : ''}
            onChange={(event) => {
              setTo(event.target.value);
            }}
          >
            <option value="">{t('tasks:handOverAll')}</option>
            {able.map(({ agentNo: no, seatLabel, kind }) => (
              <option key={no} value={no}>
                {[no, seatLabel, ...(isStale ? [] : [t(`phone:agent.${kind}`)])].join(' · ')}
              </option>
            ))}
          </select>
        </label>
        <WhoIsThere isStale={isStale} asOf={asOf} isNobody={able.length === 0} />
        <label className="field">
          {t('tasks:handOverNote')}
          <textarea
            className="input"
            name="hand-over-note"
            rows={2}
            maxLength={200}
            value={note}
            onChange={(event) => {
              store.writeHandOver(event.target.value);
            }}
          />
        </label>
        {ownWork.drafts + ownWork.returned > 0 ? (
          <p className="small quiet">{t('tasks:handOverOwn', ownWork)}</p>
        ) : null}
        <ErrorNote error={error} />
        <div className="row task-keys">
          <Button type="submit" kind="primary" disabled={chosen.length === 0}>
            {isLeaving
              ? t('tasks:handOverAndLeave', { count: chosen.length })
              : t('tasks:handOverCount', { count: chosen.length })}
          </Button>
          {isLeaving ? (
            <Button
              onClick={() => {
                store.closeSheet();
                onLeave();
              }}
            >
              {t('tasks:leaveWithout')}
            </Button>
          ) : null}
          <Button kind="quiet" keyHint="Esc" onClick={store.closeSheet}>
            {t('tasks:back')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

interface HeldListProps {
  readonly held: readonly HeldTask[];
  readonly agentNo: AgentNo;
  readonly picked: ReadonlySet<TaskId>;
  readonly onPick: (picked: ReadonlySet<TaskId>) => void;
}

function HeldList({ held, agentNo, picked, onPick }: HeldListProps): ReactNode {
  const { t, i18n } = useTranslation(['tasks', 'phrases']);
  return (
    <fieldset className="held-list">
      <legend className="small quiet">{t('tasks:handOverWhat')}</legend>
      {held.length === 0 ? <p className="small">{t('tasks:handOverNothing')}</p> : null}
      {held.map(({ id, name, maskedNumber, dueAt, language, assignee }, index) => (
        <label key={id} className="row held-task">
          <input
            type="checkbox"
            data-first={index === 0 ? '' : undefined}
            checked={picked.has(id)}
            onChange={() => {
              const next = new Set(picked);
              if (!next.delete(id)) next.add(id);
              onPick(next);
            }}
          />
          <span className="num">{formatDateTime(i18n.language, dueAt)}</span>
          <span className="grow">
            {name === undefined ? null : <ScriptText lang={langByScript(name)}>{name}</ScriptText>}{' '}
            <span className="num">{maskedNumber}</span>
          </span>
          <Tag tone="accent">{t(`phrases:language.${language}`)}</Tag>
          {assignee === agentNo ? null : <Tag>{t('tasks:heldBy', { agentNo: assignee })}</Tag>}
        </label>
      ))}
    </fieldset>
  );
}

interface WhoIsThereProps {
  readonly isStale: boolean;
  readonly asOf: number | undefined;
  readonly isNobody: boolean;
}

/** Without the centre the list is the one that it told last. */
function WhoIsThere({ isStale, asOf, isNobody }: WhoIsThereProps): ReactNode {
  const { t, i18n } = useTranslation('tasks');
  if (isNobody) return <p className="small quiet">{t('handOverNobody')}</p>;
  if (!isStale || asOf === undefined) return null;
  return <p className="small quiet">{t('handOverStale', { time: formatDateTime(i18n.language, asOf) })}</p>;
}

function ownOf(held: readonly HeldTask[], agentNo: AgentNo): TaskId[] {
  return held.filter(({ assignee }) => assignee === agentNo).map(({ id }) => id);
}

/** Whoever gets them speaks the language of each. */
function canTake({ languages, role }: Colleague, chosen: readonly HeldTask[]): boolean {
  return (role === 'agent' || role === 'leader') && chosen.every(({ language }) => languages.includes(language));
}

/** Who is free, who is busy, who is away. */
function byPresence(a: Colleague, b: Colleague): number {
  const places = ['free', 'busy', 'away'] as const;
  return places.indexOf(presenceOf(a.kind)) - places.indexOf(presenceOf(b.kind));
}
