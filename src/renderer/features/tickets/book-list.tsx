import type { KeyboardEvent, ReactNode } from 'react';
import { useStore } from 'zustand';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { isOpenStatus } from '../../../shared/domain/ticket-status.ts';
import type { TicketLine } from '../../../shared/domain/ticket-book.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { placeAfter, useRowsInSight } from '../../ui/use-rows-in-sight.ts';
import { DueClock } from './due-clock.tsx';
import { subTypeText } from './labels.ts';
import { syncTones } from './sync-tones.ts';
import { rowAt, type TicketBookStore } from './ticket-book-store.ts';

/** Height of a row in px, as in book.css. */
const rowHeight = 64;

/**
 * The arrow keys walk through the list, from it and from the search field above it, where Home and End belong to what is
 * typed unless Ctrl is held.
 */
export function walkBook(store: TicketBookStore, event: KeyboardEvent, isTyping: boolean): void {
  const { selected, total } = store.getState();
  const height = document.getElementById('book-list')?.clientHeight ?? 0;
  const place = placeAfter(event, { selected, total, rowHeight, height }, isTyping);
  if (place !== undefined) store.actions.select(place);
}

export interface BookListProps {
  readonly store: TicketBookStore;
  readonly catalog: TicketCatalog | undefined;
}

/** However long the list is, the rows in sight and a few beyond are drawn; each says its place and how many there are. */
export function BookList({ store, catalog }: BookListProps): ReactNode {
  const { t } = useTranslation('book');
  const { total, pages, selected, isRead, counts } = useStore(store);
  const { box, first, last, onScroll } = useRowsInSight({ total, selected, rowHeight, need: store.actions.need });
  if (total === 0) {
    return (
      <p className="book-list empty quiet small" role="status">
        {isRead ? t(counts?.all === 0 ? 'nothingYet' : 'nothingFound') : t('loading')}
      </p>
    );
  }
  const drawn = new Set(Array.from({ length: last - first }, (_, nth) => first + nth)).add(selected);
  return (
    <div
      id="book-list"
      ref={box}
      className="book-list"
      role="listbox"
      aria-label={t('title')}
      aria-activedescendant={`book-${String(selected)}`}
      tabIndex={0}
      data-testid="book-list"
      onKeyDown={(event) => {
        walkBook(store, event, false);
      }}
      onScroll={onScroll}
    >
      <div role="presentation" className="book-rows" style={{ blockSize: total * rowHeight }}>
        {[...drawn].map((place) => (
          <BookRow
            key={place}
            catalog={catalog}
            row={rowAt({ pages }, place)}
            place={place}
            total={total}
            isSelected={place === selected}
            onSelect={store.actions.select}
          />
        ))}
      </div>
    </div>
  );
}

interface BookRowProps {
  readonly catalog: TicketCatalog | undefined;
  /** Undefined while its page is on the way. */
  readonly row: TicketLine | undefined;
  readonly place: number;
  readonly total: number;
  readonly isSelected: boolean;
  readonly onSelect: (place: number) => void;
}

function BookRow({ catalog, row, place, total, isSelected, onSelect }: BookRowProps): ReactNode {
  const { t } = useTranslation('book');
  return (
    <div
      id={`book-${String(place)}`}
      role="option"
      aria-selected={isSelected}
      aria-posinset={place + 1}
      aria-setsize={total}
      className="book-row"
      style={{ insetBlockStart: place * rowHeight }}
      onClick={() => {
        onSelect(place);
      }}
    >
      {row ? <RowText catalog={catalog} row={row} /> : <span className="quiet small">{t('loading')}</span>}
    </div>
  );
}

function RowText({
  catalog,
  row,
}: {
  readonly catalog: TicketCatalog | undefined;
  readonly row: TicketLine;
}): ReactNode {
  const { t, i18n } = useTranslation(['tickets', 'book']);
  const { number, type, subType, status, sync, dueAt, submittedAt, callerName, maskedPhone, excerpt } = row;
  return (
    <>
      <div className="book-line">
        <b className="num">{number}</b>
        <span className="clip grow">
          {t(`tickets:type.${type}`)} · {subTypeText(catalog, type, subType, i18n.language)}
        </span>
        {dueAt !== undefined && isOpenStatus(status) ? <DueClock dueAt={dueAt} since={submittedAt} /> : null}
        <Tag tone={status === 'returned' ? 'danger' : 'plain'}>{t(`tickets:status.${status}`)}</Tag>
        {sync === 'synced' ? null : <Tag tone={syncTones[sync]}>{t(`tickets:sync.${sync}`)}</Tag>}
      </div>
      <div className="book-line quiet small">
        <span className="num">{formatDateTime(i18n.language, submittedAt)}</span>
        {callerName === '' ? null : (
          <ScriptText as="span" lang={langByScript(callerName)} className="book-name clip">
            {callerName}
          </ScriptText>
        )}
        {maskedPhone === '' ? null : <span className="num">{maskedPhone}</span>}
        <ScriptText as="span" lang={langByScript(excerpt)} className="clip grow">
          {excerpt}
        </ScriptText>
      </div>
    </>
  );
}
