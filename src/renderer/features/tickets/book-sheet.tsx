import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { exportFormats, ticketLists, type ExportFormat } from '../../../shared/domain/ticket-book.ts';
import type { Role } from '../../../shared/domain/agent.ts';
import { deedRoles } from '../../../shared/domain/ticket-deed.ts';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import type { TicketForm } from '../../../shared/domain/ticket-form.ts';
import type { TicketId } from '../../../shared/ids.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { SheetHead } from '../../ui/sheet-head.tsx';
import type { AdditionKeysProps } from './addition-keys.tsx';
import type { AdditionStore } from './addition-store.ts';
import type { AttachmentStore } from './attachment-store.ts';
import { BookDay } from './book-day.tsx';
import { BookDetail } from './book-detail.tsx';
import { BookFilters } from './book-filters.tsx';
import { BookList, walkBook } from './book-list.tsx';
import { bookWords } from './book-words.ts';
import type { TeamFileStore } from './team-file-store.ts';
import { TeamPane } from './team-pane.tsx';
import type { TeamStore } from './team-store.ts';
import type { TeamTextStore } from './team-text-store.ts';
import type { TicketBookState, TicketBookStore } from './ticket-book-store.ts';
import './book.css';

/** What was in time is overdue some time: the list is read again so often. */
const readAgainMs = 60_000;

export interface BookSheetProps {
  readonly store: TicketBookStore;
  readonly catalog: TicketCatalog | undefined;
  readonly forms: readonly TicketForm[];
  readonly files: AttachmentStore;
  readonly additions: AdditionStore;
  readonly onAdd: AdditionKeysProps['onAdd'];
  readonly team: TeamStore;
  readonly teamText: TeamTextStore;
  readonly teamFiles: TeamFileStore;
  /** Of whoever is signed in. */
  readonly role: Role | undefined;
  readonly onReopen: (id: TicketId) => void;
  readonly onRetry: (id: TicketId) => void;
  readonly onCompare: ((id: TicketId) => void) | undefined;
  /** Gives a file to the agent; `data` is base64. */
  readonly onFile: (file: { readonly name: string; readonly data: string }) => void;
  readonly onClose: () => void;
}

/** 我的工单: all of them, found as one types, walked through with the arrow keys; and the figures of a day. */
export function BookSheet(props: BookSheetProps): ReactNode {
  const { store, catalog, role, onClose } = props;
  const { t } = useTranslation('book');
  const { pane, error, detail } = useStore(store);
  useEffect(() => {
    const timer = setInterval(() => void store.actions.refresh(), readAgainMs);
    return () => {
      clearInterval(timer);
    };
  }, [store]);
  return (
    <Sheet label={t('title')} onClose={onClose} className="book-sheet">
      <SheetHead title={t('title')} closeText={t('close')} onClose={onClose} />
      <div className="row book-panes" role="group" aria-label={t('panes')}>
        {panesOf(role).map((each) => (
          <button
            key={each}
            type="button"
            className="filter"
            aria-pressed={each === pane}
            data-testid={`book-pane-${each}`}
            onClick={() => {
              store.actions.show(each);
            }}
          >
            {t(`pane.${each}`)}
          </button>
        ))}
        {pane === 'tickets' ? <Export {...props} /> : null}
      </div>
      <ErrorNote error={error} />
      {pane === 'day' ? <BookDay store={store} catalog={catalog} /> : null}
      {pane === 'team' && role !== undefined ? (
        <TeamPane
          store={props.team}
          texts={props.teamText}
          files={props.teamFiles}
          onFile={props.onFile}
          catalog={catalog}
          role={role}
        />
      ) : null}
      {pane === 'tickets' ? (
        <>
          <BookSearch store={store} catalog={catalog} />
          <Lists store={store} />
          <div className="book-body">
            <BookList store={store} catalog={catalog} />
            {detail ? <BookDetail key={detail.id} ticket={detail} {...props} /> : null}
          </div>
        </>
      ) : null}
    </Sheet>
  );
}

/** Those who look after tickets see the ones of others, too. */
function panesOf(role: Role | undefined): readonly TicketBookState['pane'][] {
  const hasTeam = role !== undefined && deedRoles.some((each) => each === role);
  return hasTeam ? ['tickets', 'team', 'day'] : ['tickets', 'day'];
}

function Export({ store, catalog, onFile }: BookSheetProps): ReactNode {
  const { t, i18n } = useTranslation(['book', 'tickets', 'phrases']);
  const { isExporting, exported } = useStore(store);
  async function exportAs(format: ExportFormat): Promise<void> {
    const file = await store.actions.exportAs(format, bookWords(t, catalog, i18n.language));
    if (file) onFile(file);
  }
  return (
    <span className="push row">
      <span role="status" className="quiet small" data-testid="exported">
        {isExporting ? t('book:exporting') : exported === undefined ? '' : t('book:exported', { count: exported })}
      </span>
      {exportFormats.map((format) => (
        <Button key={format} data-testid={`export-${format}`} onClick={() => void exportAs(format)}>
          {t(`book:exportAs.${format}`)}
        </Button>
      ))}
    </span>
  );
}

function BookSearch({ store, catalog }: Pick<BookSheetProps, 'store' | 'catalog'>): ReactNode {
  const { t } = useTranslation(['book', 'tickets']);
  const { filter, total, selected } = useStore(store);
  return (
    <div className="book-search">
      <div className="search-box grow">
        <Icon name="search" />
        <input
          data-first
          type="search"
          role="combobox"
          name="book-search"
          aria-label={t('book:search')}
          aria-expanded={total > 0}
          aria-controls={total > 0 ? 'book-list' : undefined}
          aria-activedescendant={total > 0 ? `book-${String(selected)}` : undefined}
          placeholder={t('book:searchHint')}
          spellCheck={false}
          maxLength={100}
          value={filter.text ?? ''}
          onChange={(event) => {
            void store.actions.narrow({ text: event.target.value });
          }}
          onKeyDown={(event) => {
            walkBook(store, event, true);
          }}
        />
      </div>
      <BookFilters store={store} catalog={catalog} />
    </div>
  );
}

/** The lists with how many tickets each has; what came back and what is overdue stands out. */
function Lists({ store }: { readonly store: TicketBookStore }): ReactNode {
  const { t } = useTranslation(['book', 'tickets']);
  const { filter, counts, total } = useStore(store);
  const isByDue = filter.list === 'open' || filter.list === 'overdue';
  return (
    <div className="row">
      <div className="ticket-filters" role="group" aria-label={t('tickets:filter')}>
        {ticketLists.map((list) => (
          <button
            key={list}
            type="button"
            className="filter"
            aria-pressed={list === filter.list}
            data-testid={`book-list-${list}`}
            data-alert={(list === 'returned' || list === 'overdue') && (counts?.[list] ?? 0) > 0}
            onClick={() => void store.actions.narrow({ list })}
          >
            {t(`book:list.${list}`)} <span className="num">{counts?.[list] ?? ''}</span>
          </button>
        ))}
      </div>
      <span className="push quiet small" role="status" data-testid="book-total">
        {t('book:count', { count: total })} · {t(isByDue ? 'book:byDue' : 'book:byAge')}
      </span>
    </div>
  );
}
