import type { KeyboardEvent, ReactNode, UIEvent } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { callTimes, type CallRow } from '../../../shared/domain/call-history.ts';
import { formatDate, formatDuration, formatTime } from '../../i18n/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useSelectedInView } from '../../ui/use-selected-in-view.ts';
import { CallOutcome } from './call-outcome.tsx';
import type { HistoryStore } from './history-store.ts';

/** Close enough to the end to fetch the next page, px. */
const nearEnd = 400;

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/** The arrow keys walk through the calls, from the list and from the search field above it. */
export function walk(store: HistoryStore, event: KeyboardEvent): void {
  const by = steps[event.key];
  if (by === undefined || event.nativeEvent.isComposing) return;
  event.preventDefault();
  store.actions.move(by);
}

/** The calls, newest first, each day under its date. The search field steers it; older pages come as one goes down. */
export function CallList({ store }: { readonly store: HistoryStore }): ReactNode {
  const { t, i18n } = useTranslation('history');
  const { rows, selectedId } = useStore(store);
  const list = useSelectedInView(selectedId);
  if (rows.length === 0) {
    return (
      <p className="call-list empty quiet small" role="status">
        {t('nothingFound')}
      </p>
    );
  }
  const days = Map.groupBy(rows, (row) => formatDate(i18n.language, row.startedAt));
  return (
    <div
      id="call-list"
      ref={list}
      className="call-list"
      role="listbox"
      aria-label={t('title')}
      tabIndex={0}
      aria-activedescendant={selectedId ? `call-${selectedId}` : undefined}
      data-testid="call-list"
      onKeyDown={(event) => {
        walk(store, event);
      }}
      onScroll={({ currentTarget: box }: UIEvent<HTMLDivElement>) => {
        if (box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd) void store.actions.loadMore();
      }}
    >
      {[...days].map(([day, calls]) => (
        <div key={day} role="group" aria-label={day}>
          <div className="call-day num" aria-hidden="true">
            {day}
          </div>
          {calls.map((row) => (
            <CallItem
              key={row.id}
              row={row}
              isSelected={row.id === selectedId}
              onSelect={() => {
                store.actions.select(row.id);
              }}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface CallItemProps {
  readonly row: CallRow;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

function CallItem({ row, isSelected, onSelect }: CallItemProps): ReactNode {
  const { t, i18n } = useTranslation(['history', 'phrases', 'phone']);
  const { talkMs } = callTimes(row);
  const title = titleOf(row, t('history:withheld'));
  return (
    <div
      id={`call-${row.id}`}
      role="option"
      aria-selected={isSelected}
      className="call-item"
      data-missed={row.isMissed && !row.isDismissed}
      onClick={onSelect}
    >
      <span className="num quiet call-time">{formatTime(i18n.language, row.startedAt)}</span>
      <span className="call-direction" title={t(`history:direction.${row.direction}`)}>
        <Icon name={row.isMissed ? 'missed' : row.direction === 'outbound' ? 'outbound' : 'inbound'} size={14} />
        <span className="visually-hidden">{t(`history:direction.${row.direction}`)}</span>
      </span>
      <ScriptText as="span" lang={langByScript(title)} className="call-title clip">
        {title}
      </ScriptText>
      <span className="call-tags">
        {row.isPractice ? <Tag tone="draft">{t('phone:practiceCall')}</Tag> : null}
        {row.language ? <Tag tone="accent">{t(`phrases:language.${row.language}`)}</Tag> : null}
        <CallOutcome row={row} />
      </span>
      <span className="num quiet call-length">{row.answeredAt === undefined ? '' : formatDuration(talkMs)}</span>
    </div>
  );
}

export function titleOf(row: CallRow, withheld: string): string {
  return row.name ?? (row.isWithheld ? withheld : row.maskedNumber);
}
