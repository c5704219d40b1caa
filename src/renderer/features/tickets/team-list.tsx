import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { isOpenStatus } from '../../../shared/domain/ticket-status.ts';
import type { TeamTicket } from '../../../shared/sync/ticket-wire.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { placeAfter, useRowsInSight } from '../../ui/use-rows-in-sight.ts';
import { DueClock } from './due-clock.tsx';
import { subTypeText } from './labels.ts';
import type { TeamStore } from './team-store.ts';

/** Height of a row in px, as in book.css. */
const rowHeight = 64;

interface TeamListProps {
  readonly store: TeamStore;
  readonly catalog: TicketCatalog | undefined;
}

/**
 * As far as it has been read the list may be long: the rows in sight are drawn, and the next page comes before they end.
 * How many there are in all is said once the last page is there.
 */
export function TeamList({ store, catalog }: TeamListProps): ReactNode {
  const { t } = useTranslation('book');
  const { rows, next, isReading, selected } = useStore(store);
  const total = rows.length;
  const place = rows.findIndex(({ id }) => id === selected);
  const { box, first, last, onScroll } = useRowsInSight({
    ...{ total, selected: Math.max(0, place), rowHeight, need: store.actions.need },
  });
  if (total === 0) {
    return (
      <p className="book-list empty quiet small" role="status">
        {isReading ? t('loading') : t('nothingFound')}
      </p>
    );
  }
  const drawn = new Set(Array.from({ length: last - first }, (_, nth) => first + nth));
  if (place >= 0) drawn.add(place);
  const select = (to: number): void => {
    const row = rows[to];
    if (row) store.actions.select(row.id);
  };
  return (
    <div
      ref={box}
      className="book-list"
      role="listbox"
      aria-label={t('pane.team')}
      aria-busy={isReading}
      {...(place >= 0 && { 'aria-activedescendant': `team-row-${String(place)}` })}
      tabIndex={0}
      data-testid="team-list"
      onKeyDown={(event) => {
        const height = event.currentTarget.clientHeight;
        const to = placeAfter(event, { total, selected: place, rowHeight, height }, false);
        if (to !== undefined) select(to);
      }}
      onScroll={onScroll}
    >
      <div role="presentation" className="book-rows" style={{ blockSize: total * rowHeight }}>
        {[...drawn].map((nth) => {
          const row = rows[nth];
          return row ? (
            <TeamRow
              key={row.id}
              {...{ row, catalog, nth }}
              count={next === undefined ? total : -1}
              isSelected={nth === place}
              onSelect={() => {
                select(nth);
              }}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}

interface TeamRowProps {
  readonly row: TeamTicket;
  readonly catalog: TicketCatalog | undefined;
  readonly nth: number;
  /** Of all rows; -1 while nobody has counted them. */
  readonly count: number;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

function TeamRow({ row, catalog, nth, count, isSelected, onSelect }: TeamRowProps): ReactNode {
  const { t, i18n } = useTranslation(['tickets', 'book']);
  const { number, type, subType, status, dueAt, submittedAt, author, excerpt } = row;
  return (
    <div
      id={`team-row-${String(nth)}`}
      role="option"
      aria-selected={isSelected}
      aria-posinset={nth + 1}
      aria-setsize={count}
      className="book-row"
      style={{ insetBlockStart: nth * rowHeight }}
      data-testid={`team-${number}`}
      onClick={onSelect}
    >
      <div className="book-line">
        <b className="num">{number}</b>
        <span className="clip grow">
          {t(`tickets:type.${type}`)} · {subTypeText(catalog, type, subType, i18n.language)}
        </span>
        {dueAt !== undefined && isOpenStatus(status) ? <DueClock dueAt={dueAt} since={submittedAt} /> : null}
        <Tag tone={status === 'returned' ? 'danger' : 'plain'}>{t(`tickets:status.${status}`)}</Tag>
      </div>
      <div className="book-line quiet small">
        <span className="num">{formatDateTime(i18n.language, submittedAt)}</span>
        <span className="num">{t('book:byAgent', { agentNo: author })}</span>
        <ScriptText as="span" lang={langByScript(excerpt)} className="clip grow">
          {excerpt}
        </ScriptText>
      </div>
    </div>
  );
}
