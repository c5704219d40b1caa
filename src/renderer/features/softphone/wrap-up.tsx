import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallState } from '../../../shared/call/call-machine.ts';
import { dispositions, type Disposition } from '../../../shared/domain/call.ts';
import type { PhoneActions } from './phone-store.ts';

/** What came of the call, prefilled from what happened: a ticket made or none, an answered call or a silent one. */
export function suggestDisposition(hasTicket: boolean, talkMs: number): Disposition {
  if (hasTicket) return 'ticketCreated';
  return talkMs < 5000 ? 'dropped' : 'resolved';
}

export interface WrapUpProps {
  readonly state: Extract<CallState, { kind: 'wrapUp' }>;
  readonly actions: PhoneActions;
  readonly disposition: Disposition;
  readonly onDisposition: (disposition: Disposition) => void;
}

/** 话后处理: confirmed by one key when the suggestion is right. */
export function WrapUp({ state, actions, disposition, onDisposition }: WrapUpProps): ReactNode {
  const { t } = useTranslation('phone');
  const done = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Only when nobody is typing: half a ticket must not lose its focus because the caller hung up.
    if (document.activeElement === null || document.activeElement === document.body) done.current?.focus();
  }, []);
  return (
    <section className="pane wrap-up" aria-label={t('wrapUp')} data-testid="wrap-up">
      <h2 className="heading">{t('wrapUp')}</h2>
      <p className="quiet small">{t(`endReason.${state.reason}`)}</p>
      <label className="field">
        {t('disposition')}
        <select
          className="input"
          name="disposition"
          value={disposition}
          onChange={(event) => {
            const chosen = dispositions.find((entry) => entry === event.target.value);
            if (chosen) onDisposition(chosen);
          }}
        >
          {dispositions.map((entry) => (
            <option key={entry} value={entry}>
              {t(`disposition.${entry}`)}
            </option>
          ))}
        </select>
      </label>
      <CallNotes notes={state.notes} onChange={actions.setNotes} />
      <button
        ref={done}
        type="button"
        className="button"
        data-kind="primary"
        aria-keyshortcuts="Alt+W"
        onClick={() => {
          actions.finishWrapUp(disposition, state.notes);
        }}
      >
        {t('wrapUpDone')} <kbd className="kbd">Alt W</kbd>
      </button>
    </section>
  );
}

export function CallNotes({
  notes,
  onChange,
}: {
  readonly notes: string;
  readonly onChange: (notes: string) => void;
}): ReactNode {
  const { t } = useTranslation('phone');
  return (
    <label className="field">
      {t('notes')}
      <textarea
        className="input"
        name="notes"
        rows={2}
        maxLength={4000}
        value={notes}
        aria-keyshortcuts="Alt+O"
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    </label>
  );
}

export function NotesPane({
  notes,
  onChange,
}: {
  readonly notes: string;
  readonly onChange: (notes: string) => void;
}): ReactNode {
  return (
    <section className="pane">
      <CallNotes notes={notes} onChange={onChange} />
    </section>
  );
}
