import { useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { v7 as uuidv7 } from 'uuid';
import { useStore } from 'zustand';
import { callerLanguages } from '../../../shared/language/languages.ts';
import { taskIdSchema } from '../../../shared/ids.ts';
import { Button } from '../../ui/button.tsx';
import { DueField } from '../../ui/due-field.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import type { PromisedCaller, TaskStore } from './task-store.ts';
import './tasks.css';

const hourMs = 3_600_000;

export interface PromiseSheetProps {
  readonly store: TaskStore;
  readonly caller: PromisedCaller;
}

/** 约定回电: in which language, by when, and what it is about. The number is the caller's own unless he names another. */
export function PromiseSheet({ store, caller }: PromiseSheetProps): ReactNode {
  const { t } = useTranslation(['tasks', 'phrases']);
  const error = useStore(store, (state) => state.error);
  // The same one when it is sent again after an error.
  const [id] = useState(() => taskIdSchema.parse(uuidv7()));
  const [number, setNumber] = useState('');
  const [language, setLanguage] = useState(caller.language);
  const [dueAt, setDueAt] = useState<number | undefined>(() => inAnHour());
  const [note, setNote] = useState('');
  return (
    <Sheet label={t('tasks:promiseTitle')} onClose={store.closeSheet} className="task-sheet">
      <h2>{t('tasks:promiseTitle')}</h2>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (dueAt !== undefined) void store.promise({ id, callId: caller.callId, number, language, dueAt, note });
        }}
      >
        <p className="small">
          {caller.name} <span className="num quiet">{caller.numberText}</span>
        </p>
        <label className="field">
          {t('tasks:number')}
          <input
            className="input num"
            name="promise-number"
            inputMode="tel"
            autoComplete="off"
            maxLength={64}
            placeholder={t('tasks:sameNumber')}
            value={number}
            onChange={(event) => {
              setNumber(event.target.value);
            }}
          />
        </label>
        <label className="field">
          {t('tasks:language')}
          <select
            data-first
            className="input"
            name="promise-language"
            value={language}
            onChange={(event) => {
              const chosen = callerLanguages().find((entry) => entry === event.target.value);
              if (chosen) setLanguage(chosen);
            }}
          >
            {callerLanguages().map((entry) => (
              <option key={entry} value={entry}>
                {t(`phrases:language.${entry}`)}
              </option>
            ))}
          </select>
        </label>
        <DueField label={t('tasks:due')} dueAt={dueAt} onChange={setDueAt} />
        <label className="field">
          {t('tasks:note')}
          <textarea
            className="input"
            name="promise-note"
            rows={3}
            maxLength={500}
            value={note}
            onChange={(event) => {
              setNote(event.target.value);
            }}
          />
        </label>
        <ErrorNote error={error} />
        <div className="row">
          <Button type="submit" kind="primary" disabled={dueAt === undefined}>
            {t('tasks:promise')}
          </Button>
          <Button kind="quiet" keyHint="Esc" onClick={store.closeSheet}>
            {t('tasks:back')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

/** On the next full ten minutes: nobody promises 14:07. */
function inAnHour(): number {
  const step = hourMs / 6;
  return Math.ceil((Date.now() + hourMs) / step) * step;
}
