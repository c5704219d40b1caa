import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { CallState } from '../../../shared/call/call-state.ts';
import { dispositions, type Disposition } from '../../../shared/domain/call.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { TicketType } from '../../../shared/domain/ticket.ts';
import type { WrapUpClock, WrapUpRule } from '../../../shared/call/wrap-up-clock.ts';
import type { PhoneActions } from './phone-actions.ts';
import { WrapUpTime } from './wrap-up-time.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useShortcut } from '../../ui/key-labels.ts';

/** What happened in a call besides talking. */
export interface CallOutcome {
  /** Types of the tickets that were submitted in it. */
  readonly tickets: readonly TicketType[];
  /** Whoever it was handed to leads the floor. */
  readonly isWithLeader: boolean;
}

type WrapUpState = Extract<CallState, { kind: 'wrapUp' }>;

/**
 * What came of the call, prefilled from what happened: ended because of abuse, handed over or not, a ticket made or none,
 * an answered call or a silent one. After a survey the caller was helped before he was handed over.
 */
export function suggestDisposition(state: WrapUpState, { tickets, isWithLeader }: CallOutcome): Disposition {
  if (state.marks?.some(({ type }) => type === 'endForAbusePressed')) return 'abuseEnded';
  const isHandedOver = state.transfer !== undefined && state.transfer.kind !== 'survey';
  if (isHandedOver && isWithLeader) return 'escalated';
  if (tickets.includes('expedite')) return 'expedited';
  if (tickets.length > 0) return 'ticketCreated';
  if (isHandedOver) return 'transferred';
  return state.endedAt - state.answeredAt < 5000 ? 'dropped' : 'resolved';
}

export interface WrapUpProps {
  readonly state: WrapUpState;
  readonly actions: PhoneActions;
  readonly disposition: Disposition;
  readonly onDisposition: (disposition: Disposition) => void;
  /** How the place is called that the call was handed to. */
  readonly transferName: string | undefined;
  /** The centre lets the agent write down a rating that the caller told him. */
  readonly canRate: boolean;
  readonly rating: number | undefined;
  readonly onRating: (rating: number | undefined) => void;
  readonly rule: WrapUpRule | undefined;
  readonly clock: WrapUpClock | undefined;
  readonly onExtend: (callId: CallId) => void;
  /** Of a call that the screen is not about: takes no focus, and the keys are not meant for it. */
  readonly isAside?: boolean;
}

const ratings = [5, 4, 3, 2, 1] as const;

/** 话后处理: confirmed by one key when the suggestion is right. */
export function WrapUp(props: WrapUpProps): ReactNode {
  const { state, actions, disposition, onDisposition, transferName, canRate, rating, onRating } = props;
  const { isAside = false, rule, clock, onExtend } = props;
  const { t } = useTranslation('phone');
  const doneKey = useShortcut('Alt W');
  const { callId } = state.facts;
  const done = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isAside) return;
    // Only when nobody is typing: half a ticket must not lose its focus because the caller hung up.
    if (document.activeElement === null || document.activeElement === document.body) done.current?.focus();
  }, [isAside]);
  const { notes } = state;
  useEffect(() => {
    // What stands there is kept as it is, and the agent can confirm it later.
    if (clock?.kind === 'over') actions.closeUnconfirmed(callId, disposition, notes, rating);
  }, [clock, actions, callId, disposition, notes, rating]);
  return (
    <section
      className={isAside ? 'wrap-up' : 'pane wrap-up'}
      aria-label={t('wrapUp')}
      data-testid={isAside ? 'wrap-up-aside' : 'wrap-up'}
    >
      {isAside ? null : <h2 className="heading">{t('wrapUp')}</h2>}
      <p className="quiet small">
        {transferName === undefined ? t(`endReason.${state.reason}`) : t('transferredTo', { name: transferName })}
      </p>
      {clock ? (
        <WrapUpTime
          clock={clock}
          extension={
            rule?.mode === 'extendable'
              ? {
                  seconds: rule.extendSeconds,
                  ...(isAside ? {} : { keyHint: 'Alt E' }),
                  onExtend: () => {
                    onExtend(callId);
                  },
                }
              : undefined
          }
        />
      ) : null}
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
      {canRate ? (
        <label className="field">
          {t('rating')}
          <select
            className="input"
            name="rating"
            value={rating ?? ''}
            onChange={(event) => {
              onRating(ratings.find((entry) => String(entry) === event.target.value));
            }}
          >
            <option value="">{t('ratingNone')}</option>
            {ratings.map((entry) => (
              <option key={entry} value={entry}>
                {t(`rating.${entry}`)}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <CallNotes
        name={isAside ? 'notesAside' : 'notes'}
        notes={state.notes}
        onChange={(notes) => {
          actions.setNotes(callId, notes);
        }}
      />
      <button
        ref={done}
        type="button"
        className="button"
        data-kind="primary"
        aria-keyshortcuts={isAside ? undefined : doneKey}
        onClick={() => {
          actions.finishWrapUp(callId, disposition, state.notes, rating);
        }}
      >
        {t('wrapUpDone')} {isAside ? null : <Kbd>Alt W</Kbd>}
      </button>
    </section>
  );
}

export function CallNotes({
  name = 'notes',
  notes,
  onChange,
}: {
  readonly name?: string;
  readonly notes: string;
  readonly onChange: (notes: string) => void;
}): ReactNode {
  const { t } = useTranslation('phone');
  const shortcut = useShortcut('Alt O');
  return (
    <label className="field">
      {t('notes')}
      <textarea
        className="input"
        name={name}
        rows={2}
        maxLength={4000}
        value={notes}
        aria-keyshortcuts={name === 'notes' ? shortcut : undefined}
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
