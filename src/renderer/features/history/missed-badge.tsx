import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { Icon } from '../../ui/icons.tsx';
import type { HistoryStore } from './history-store.ts';
import './history.css';

/** In the header as long as a missed call waits to be seen, also while another call is on. */
export function MissedBadge({ store }: { readonly store: HistoryStore }): ReactNode {
  const { t } = useTranslation('history');
  const count = useStore(store, (state) => state.day?.missed.count ?? 0);
  if (count === 0) return null;
  return (
    <button
      type="button"
      className="badge missed-badge"
      aria-label={t('missed', { count })}
      title={t('missed', { count })}
      data-testid="missed-badge"
      onClick={() => void store.actions.open({ only: 'missed' })}
    >
      <Icon name="missed" size={14} />
      <span className="num">{count}</span>
    </button>
  );
}
