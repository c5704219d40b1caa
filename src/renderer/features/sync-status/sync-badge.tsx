import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { formatClock, formatDate, formatTime } from '../../i18n/format.ts';
import type { SyncStore } from './sync-store.ts';
import { useShortcut } from '../../ui/key-labels.ts';

export interface SyncBadgeProps {
  readonly store: SyncStore;
  readonly isCoreLost: boolean;
  /** Calls whose record the core has not confirmed yet. */
  readonly unsavedRecords: number;
  /** Shows all that waits. */
  readonly onOpen: () => void;
}

/** Online or not, since when, and what still waits, in words; pressing it shows all of that. */
export function SyncBadge({ store, isCoreLost, unsavedRecords, onOpen }: SyncBadgeProps): ReactNode {
  const shortcut = useShortcut('Alt ⇧ Y');
  const { t, i18n } = useTranslation('sync');
  const { report, isExchanging } = useStore(store);
  if (isCoreLost) {
    return (
      <span className="badge" data-tone="bad" data-testid="sync" data-state="coreLost" role="status">
        <i aria-hidden="true" />
        {t('coreLost')}
      </span>
    );
  }
  const {
    isOnline,
    isCatchingUp,
    waiting,
    blocked,
    sealedWaiting,
    filesWaiting,
    filesStuck,
    offlineSince,
    busyUntil,
    nextTryAt,
    lastExchangeAt,
  } = report ?? {
    isOnline: false,
    isCatchingUp: false,
    waiting: 0,
    blocked: 0,
    sealedWaiting: 0,
    filesWaiting: 0,
    filesStuck: 0,
    offlineSince: undefined,
    busyUntil: undefined,
    nextTryAt: undefined,
    lastExchangeAt: undefined,
  };
  const others = [
    isOnline && busyUntil !== undefined ? t('busy') : '',
    isOnline && isCatchingUp ? t('catchingUp') : '',
    waiting > 0 ? t('waiting', { count: waiting }) : '',
    blocked > 0 ? t('blocked', { count: blocked }) : '',
    unsavedRecords > 0 ? t('unsavedRecords', { count: unsavedRecords }) : '',
    filesWaiting > 0 ? t('filesWaiting', { count: filesWaiting }) : '',
    filesStuck > 0 ? t('filesStuck', { count: filesStuck }) : '',
    sealedWaiting > 0 ? t('sealedWaiting', { count: sealedWaiting }) : '',
  ].filter(Boolean);
  const since =
    isOnline || offlineSince === undefined
      ? undefined
      : t('offlineSince', { time: momentOf(i18n.language, offlineSince) });
  // The agent's number stands beside it: with more to say, the time is in the hint alone.
  const offline = since === undefined || others.length > 1 ? t('offline') : since;
  const words = [isOnline ? t('online') : offline, ...others];
  const hint = [
    since ?? '',
    // The badge has room for the number alone.
    filesWaiting > 0 ? t('filesToSend', { count: filesWaiting }) : '',
    lastExchangeAt === undefined ? '' : t('lastExchange', { time: formatClock(i18n.language, lastExchangeAt) }),
    nextTryAt === undefined ? '' : t('nextTry', { time: formatClock(i18n.language, nextTryAt) }),
    t('pressToOpen'),
  ].filter(Boolean);
  return (
    <button
      type="button"
      className="badge"
      data-tone={blocked + filesStuck > 0 ? 'bad' : isOnline ? 'good' : 'wait'}
      data-testid="sync"
      data-state={isOnline ? 'online' : 'offline'}
      data-waiting={waiting}
      data-catching-up={isCatchingUp}
      aria-busy={isExchanging}
      aria-keyshortcuts={shortcut}
      title={hint.join(' · ')}
      onClick={onOpen}
    >
      <i aria-hidden="true" />
      {words.join(' · ')}
    </button>
  );
}

/** The time of a moment of today, else the day: there is room for no more. */
function momentOf(locale: string, at: number): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return isToday ? formatTime(locale, at) : formatDate(locale, at);
}
