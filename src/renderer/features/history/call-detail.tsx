import { useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { dispositions } from '../../../shared/domain/call.ts';
import { callTimes, type CallRow } from '../../../shared/domain/call-history.ts';
import type { RevealReason } from '../../../shared/ipc/contract.ts';
import { formatNumber } from '../../../shared/text/mask-number.ts';
import { formatClock, formatDate, formatDuration } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { RevealSheet } from '../../ui/reveal-sheet.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { titleOf } from './call-list.tsx';
import { CallOutcome, isUnconfirmed } from './call-outcome.tsx';
import type { HistoryStore } from './history-store.ts';

export interface CallDetailProps {
  readonly store: HistoryStore;
  readonly row: CallRow;
  /** Rings the caller, without showing his number before; absent where he can't be called now. */
  readonly onCallBack: (() => void) | undefined;
  /** Promises the caller to call back later; absent where there is nobody to be called. */
  readonly onPromise: (() => void) | undefined;
}

/** One call of the past: who, how long, what came of it, and how to reach the caller again. */
export function CallDetail({ store, row, onCallBack, onPromise }: CallDetailProps): ReactNode {
  const { t, i18n } = useTranslation(['history', 'phone', 'customer']);
  const title = titleOf(row, t('history:withheld'));
  const { talkMs, heldMs, wrapUpMs } = callTimes(row);
  const waitedUntil = row.answeredAt ?? row.endedAt;
  return (
    <section className="call-detail" aria-label={t('history:detail')} data-testid="call-detail">
      <div className="row">
        <ScriptText as="h3" lang={langByScript(title)} className="who">
          {title}
        </ScriptText>
        <span className="row push">
          {row.isLongCall ? <Tag>{t('history:longCall')}</Tag> : null}
          <CallOutcome row={row} />
        </span>
      </div>
      {row.isWithheld ? (
        <p className="quiet small">{t('history:withheld')}</p>
      ) : (
        <CallNumber key={row.id} {...{ store, row, onCallBack, onPromise }} />
      )}
      <dl className="facts">
        <dt>{t(`history:direction.${row.direction}`)}</dt>
        <dd className="num">
          {formatDate(i18n.language, row.startedAt)} {formatClock(i18n.language, row.startedAt)}
        </dd>
        {row.queue === undefined ? null : (
          <>
            <dt>{t('history:queue')}</dt>
            <dd>{row.queue}</dd>
          </>
        )}
        {waitedUntil === undefined ? null : (
          <Span name={t('history:waited')} ms={Math.max(0, waitedUntil - row.startedAt)} />
        )}
        {row.answeredAt === undefined ? null : <Span name={t('history:talk')} ms={talkMs} />}
        {heldMs > 0 ? <Span name={t('history:held')} ms={heldMs} /> : null}
        {wrapUpMs > 0 ? <Span name={t('history:wrapUp')} ms={wrapUpMs} /> : null}
        {row.endReason === undefined ? null : (
          <>
            <dt>{t('history:end')}</dt>
            <dd>{t(`phone:endReason.${row.endReason}`)}</dd>
          </>
        )}
      </dl>
      {isUnconfirmed(row) ? <Confirm key={row.id} store={store} row={row} /> : null}
      <h4 className="heading">{t('phone:notes')}</h4>
      {row.notes === '' ? (
        <p className="quiet small">{t('history:noNotes')}</p>
      ) : (
        <ScriptText as="p" lang={langByScript(row.notes)} className="call-notes">
          {row.notes}
        </ScriptText>
      )}
    </section>
  );
}

function Span({ name, ms }: { readonly name: string; readonly ms: number }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd className="num">{formatDuration(ms)}</dd>
    </>
  );
}

type Wish = 'show' | 'copy';

/** The masked number; showing and copying it mean that it leaves the core in full, for a reason. */
function CallNumber({ store, row, onCallBack, onPromise }: CallDetailProps): ReactNode {
  const { t } = useTranslation(['history', 'customer', 'tasks']);
  const shown = useStore(store, (state) => (state.shown?.id === row.id ? state.shown.number : undefined));
  const [isAsking, setIsAsking] = useState(false);
  const [isCopied, setIsCopied] = useState(false);
  async function fulfil(wish: Wish, reason: RevealReason): Promise<void> {
    setIsAsking(false);
    const number = await store.actions.reveal(row.id, reason);
    if (number === undefined) return;
    if (wish !== 'copy') return;
    await navigator.clipboard.writeText(number).then(
      () => {
        setIsCopied(true);
      },
      // Without leave to write there it stands on the screen, to be copied by hand.
      () => undefined,
    );
  }
  return (
    <>
      <div className="row call-number">
        {shown === undefined ? (
          <button
            type="button"
            className="masked num"
            title={t('customer:reveal')}
            aria-label={t('customer:revealField', { field: t('customer:field.phone') })}
            onClick={() => {
              setIsAsking(true);
            }}
          >
            {row.maskedNumber}
          </button>
        ) : (
          <span className="num shown-number">{formatNumber(shown)}</span>
        )}
      </div>
      <div className="row call-actions">
        {onCallBack ? (
          <Button kind="call" keyHint="Alt ⇧ H" icon={<Icon name="answer" />} onClick={onCallBack}>
            {t('history:callBack')}
          </Button>
        ) : null}
        {onPromise ? (
          <Button keyHint="Alt ⇧ B" onClick={onPromise}>
            {t('tasks:promiseTitle')}
          </Button>
        ) : null}
        <Button
          onClick={() => {
            void fulfil('copy', 'callBack');
          }}
        >
          {t('history:copyNumber')}
        </Button>
        <span role="status" className="quiet small">
          {isCopied ? t('history:copied') : ''}
        </span>
      </div>
      {isAsking ? (
        <RevealSheet
          fieldText={t('customer:field.phone')}
          onReason={(reason) => {
            void fulfil('show', reason);
          }}
          onClose={() => {
            setIsAsking(false);
          }}
        />
      ) : null}
    </>
  );
}

/** For a call whose wrap-up ran out of time: the disposition that was prefilled stands there, one key confirms it. */
function Confirm({ store, row }: { readonly store: HistoryStore; readonly row: CallRow }): ReactNode {
  const { t } = useTranslation(['history', 'phone']);
  const [disposition, setDisposition] = useState(row.disposition ?? 'resolved');
  return (
    <div className="row call-confirm">
      <select
        className="input grow"
        name="history-disposition"
        aria-label={t('phone:disposition')}
        value={disposition}
        onChange={(event) => {
          const chosen = dispositions.find((entry) => entry === event.target.value);
          if (chosen) setDisposition(chosen);
        }}
      >
        {dispositions.map((entry) => (
          <option key={entry} value={entry}>
            {t(`phone:disposition.${entry}`)}
          </option>
        ))}
      </select>
      <Button
        kind="primary"
        onClick={() => {
          void store.actions.confirm(row.id, disposition);
        }}
      >
        {t('history:confirm')}
      </Button>
    </div>
  );
}
