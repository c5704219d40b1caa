import { useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { TaskRow } from '../../../shared/domain/task.ts';
import { Button } from '../../ui/button.tsx';
import { DueField } from '../../ui/due-field.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import type { TaskStore } from './task-store.ts';
import './tasks.css';

export interface ReasonSheetProps {
  readonly store: TaskStore;
  readonly task: TaskRow;
  readonly what: 'postponed' | 'cancelled';
}

const halfHourMs = 1_800_000;

/** What was promised is put off, or given up, for a reason that the next one reads. */
export function ReasonSheet({ store, task, what }: ReasonSheetProps): ReactNode {
  const { t } = useTranslation('tasks');
  const error = useStore(store, (state) => state.error);
  const written = useStore(store, (state) => state.written);
  const [proposed] = useState(() => Math.max(Date.now(), task.dueAt) + halfHourMs);
  const isOfThis = written?.taskId === task.id && written.what === what;
  const { reason, dueAt } = isOfThis ? written : { reason: '', dueAt: proposed };
  const isPostponing = what === 'postponed';
  const title = isPostponing ? t('postponeTitle') : t('cancelTitle');
  const isReady = reason.trim() !== '' && (!isPostponing || dueAt !== undefined);
  function settle(): void {
    if (!isReady) return;
    if (!isPostponing) void store.change(task.id, { type: 'cancelled', reason });
    else if (dueAt !== undefined) void store.change(task.id, { type: 'postponed', dueAt, reason });
  }
  return (
    <Sheet label={title} onClose={store.closeSheet} className="task-sheet">
      <h2>{title}</h2>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          settle();
        }}
      >
        <p className="small">
          {task.name} <span className="num quiet">{task.maskedNumber}</span>
        </p>
        <label className="field">
          {t('reason')}
          <input
            data-first
            className="input"
            name="task-reason"
            autoComplete="off"
            maxLength={200}
            value={reason}
            onChange={(event) => {
              store.write({ taskId: task.id, what, reason: event.target.value, dueAt });
            }}
          />
        </label>
        {isPostponing ? (
          <DueField
            label={t('due')}
            dueAt={dueAt}
            onChange={(next) => {
              store.write({ taskId: task.id, what, reason, dueAt: next });
            }}
          />
        ) : null}
        <ErrorNote error={error} />
        <div className="row">
          <Button type="submit" kind="primary" disabled={!isReady}>
            {isPostponing ? t('postpone') : t('cancel')}
          </Button>
          <Button kind="quiet" keyHint="Esc" onClick={store.closeSheet}>
            {t('back')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
