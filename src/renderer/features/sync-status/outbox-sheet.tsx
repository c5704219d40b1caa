import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { WaitingRow } from '../../../shared/sync/waiting-row.ts';
import { formatClock, formatDateTime } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { SheetHead } from '../../ui/sheet-head.tsx';
import { Tag } from '../../ui/tag.tsx';
import { placeAfter, useRowsInSight } from '../../ui/use-rows-in-sight.ts';
import { OutboxDetail } from './outbox-detail.tsx';
import { entryAt } from './outbox-pages.ts';
import type { OutboxEntry, OutboxStore } from './outbox-store.ts';
import { aboutText, whyText, type RowWords } from './row-words.ts';
import type { SyncStore } from './sync-store.ts';
import './outbox.css';

export interface OutboxSheetProps {
  readonly store: OutboxStore;
  readonly sync: SyncStore;
  readonly words: RowWords;
  /** Calls whose record the core has not confirmed yet. */
  readonly unsavedRecords: number;
  /** Opens a refused row where it is put right; absent where that can't be now. */
  readonly onEdit: ((row: WaitingRow) => void) | undefined;
  readonly onClose: () => void;
}

/** 同步: all that waits for the centre or was refused, why, and what can be done; and what was thrown away. */
export function OutboxSheet(props: OutboxSheetProps): ReactNode {
  const { store, sync, onClose } = props;
  const { t } = useTranslation('outbox');
  const { list, total, selected, others, done, error } = useStore(store);
  const isExchanging = useStore(sync, (state) => state.isExchanging);
  const entry = useStore(store, (state) => entryAt(state, selected));
  return (
    <Sheet label={t('title')} onClose={onClose} className="outbox-sheet">
      <SheetHead title={t('title')} closeText={t('close')} onClose={onClose} />
      <Standing {...props} />
      <div className="row outbox-lists" role="group" aria-label={t('lists')}>
        {(['waiting', 'discarded'] as const).map((each) => (
          <button
            key={each}
            type="button"
            className="filter"
            aria-pressed={each === list}
            data-testid={`outbox-${each}`}
            onClick={() => {
              store.actions.show(each);
            }}
          >
            {t(`list.${each}`)}
            {each === list ? ` ${String(total)}` : ''}
          </button>
        ))}
        <span className="push quiet small" role="status" data-testid="outbox-done">
          {done ? t(`done.${done}`) : others.waiting > 0 ? t('others', { count: others.waiting }) : ''}
          {!done && others.refused > 0 ? ` ${t('othersRefused', { count: others.refused })}` : ''}
        </span>
        <Button
          data-first
          kind="primary"
          aria-busy={isExchanging}
          data-testid="outbox-now"
          onClick={() => void sync.getState().syncNow()}
        >
          {t('syncNow')}
        </Button>
      </div>
      <ErrorNote error={error} />
      <div className="outbox-body">
        <OutboxRows {...props} />
        {entry ? <OutboxDetail key={entry.row.id} entry={entry} {...props} /> : null}
      </div>
    </Sheet>
  );
}

/** How the desk stands with the centre, and what waits besides rows. */
function Standing({ sync, unsavedRecords }: OutboxSheetProps): ReactNode {
  const { t, i18n } = useTranslation('outbox');
  const report = useStore(sync, (state) => state.report);
  if (!report) return null;
  const { isOnline, isRefused, offlineSince, nextTryAt, busyUntil, lastExchangeAt, filesWaiting, filesStuck } = report;
  const time = (at: number): string => formatClock(i18n.language, at);
  const said = [
    isRefused ? t('why.signInAgain') : '',
    !isOnline && !isRefused
      ? offlineSince === undefined
        ? t('why.offline')
        : t('why.offlineSince', { time: time(offlineSince) })
      : '',
    !isOnline && nextTryAt !== undefined ? t('nextTry', { time: time(nextTryAt) }) : '',
    isOnline && busyUntil === undefined ? t('online') : '',
    isOnline && busyUntil !== undefined ? t('why.busy', { time: time(busyUntil) }) : '',
    lastExchangeAt === undefined ? '' : t('lastExchange', { time: time(lastExchangeAt) }),
    filesWaiting > 0 ? t('filesWaiting', { count: filesWaiting }) : '',
    filesStuck > 0 ? t('filesStuck', { count: filesStuck }) : '',
    unsavedRecords > 0 ? t('unsavedRecords', { count: unsavedRecords }) : '',
  ];
  return (
    <p
      className="small outbox-standing"
      data-tone={isOnline ? 'good' : 'wait'}
      role="status"
      data-testid="outbox-standing"
    >
      {said.filter(Boolean).join(' · ')}
    </p>
  );
}

/** Height of a row in px, as in outbox.css. */
const rowHeight = 64;

function OutboxRows(props: OutboxSheetProps): ReactNode {
  const { store } = props;
  const { t } = useTranslation('outbox');
  const { list, total, pages, selected, isRead } = useStore(store);
  const { box, first, last, onScroll } = useRowsInSight({ total, selected, rowHeight, need: store.actions.need });
  if (total === 0) {
    return (
      <p className="outbox-rows empty quiet small" role="status">
        {isRead ? t(`empty.${list}`) : t('loading')}
      </p>
    );
  }
  const drawn = new Set(Array.from({ length: last - first }, (_, nth) => first + nth)).add(selected);
  return (
    <div
      ref={box}
      className="outbox-rows"
      role="listbox"
      aria-label={t(`list.${list}`)}
      aria-activedescendant={`outbox-${String(selected)}`}
      tabIndex={0}
      data-testid="outbox-rows"
      onKeyDown={(event) => {
        const height = box.current?.clientHeight ?? 0;
        const place = placeAfter(event, { total, selected, rowHeight, height }, false);
        if (place !== undefined) store.actions.select(place);
      }}
      onScroll={onScroll}
    >
      <div role="presentation" className="outbox-all" style={{ blockSize: total * rowHeight }}>
        {[...drawn].map((place) => (
          <div
            key={place}
            id={`outbox-${String(place)}`}
            role="option"
            aria-selected={place === selected}
            aria-posinset={place + 1}
            aria-setsize={total}
            className="outbox-row"
            style={{ insetBlockStart: place * rowHeight }}
            onClick={() => {
              store.actions.select(place);
            }}
          >
            <Row entry={entryAt({ pages }, place)} {...props} />
          </div>
        ))}
      </div>
    </div>
  );
}

function Row({ entry, sync, words }: OutboxSheetProps & { readonly entry: OutboxEntry | undefined }): ReactNode {
  const { t, i18n } = useTranslation(['outbox', 'tickets', 'phrases', 'book', 'additions', 'tasks']);
  const report = useStore(sync, (state) => state.report);
  if (!entry) return <span className="quiet small">{t('outbox:loading')}</span>;
  const { kind, at } = entry.row;
  const about = aboutText(t, entry.row, words);
  const why =
    entry.list === 'waiting'
      ? whyText(t, i18n.language, entry.row, report, words)
      : t('outbox:discardedAt', { time: formatDateTime(i18n.language, entry.row.discardedAt) });
  const isRefused = entry.list === 'waiting' && entry.row.state.kind === 'refused';
  return (
    <>
      <span className="outbox-line">
        <b>{t(`outbox:kind.${kind}`)}</b>
        <span className="clip grow" title={about}>
          <ScriptText lang={langByScript(about)}>{about}</ScriptText>
        </span>
        <span className="num quiet small">{formatDateTime(i18n.language, at)}</span>
      </span>
      <span className="outbox-line small quiet">
        {isRefused ? <Tag tone="danger">{t('outbox:refused')}</Tag> : null}
        <span className="clip grow" title={why}>
          {why}
        </span>
      </span>
    </>
  );
}
