import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { useTranslation } from '../../i18n/texts.tsx';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import type { TicketForm } from '../../../shared/domain/ticket-form.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { useKeyLabel } from '../../ui/key-labels.ts';
import { Tag } from '../../ui/tag.tsx';
import { AdditionKeys, type AdditionKeysProps } from './addition-keys.tsx';
import { AttachmentProgress } from './attachment-progress.tsx';
import type { AttachmentStore } from './attachment-store.ts';
import { subTypeText } from './labels.ts';
import { listFilters, listsOf, type ListFilter } from './list-filter.ts';
import type { ClashStore } from './clash-store.ts';
import { Refused } from './refused.tsx';
import { Returned } from './returned.tsx';
import { syncTones } from './sync-tones.ts';

export interface TicketListProps {
  readonly catalog: TicketCatalog | undefined;
  readonly tickets: readonly Ticket[];
  readonly forms: readonly TicketForm[];
  readonly files: AttachmentStore;
  readonly onReopen: (id: Ticket['id']) => void;
  readonly onRetry: (id: Ticket['id']) => void;
  readonly clashes: ClashStore;
  readonly onAdd: AdditionKeysProps['onAdd'];
  /** Shows all of them. */
  readonly onBook: () => void;
}

/** What this seat submitted last, newest first, each with how far it got. */
export function TicketList(props: TicketListProps): ReactNode {
  const { catalog, tickets, forms, files, clashes, onReopen, onRetry, onBook, onAdd } = props;
  const { t, i18n } = useTranslation('tickets');
  const { isBusy, error: compareError } = useStore(clashes);
  const onCompare = isBusy ? undefined : clashes.actions.ask;
  const [filter, setFilter] = useState<ListFilter>('all');
  const [newTicket, quickClose] = [useKeyLabel('Alt T'), useKeyLabel('F6')];
  if (tickets.length === 0) return <p className="quiet small">{t('noTickets', { newTicket, quickClose })}</p>;
  const shown = tickets.filter((ticket) => filter === 'all' || listsOf(ticket).includes(filter));
  return (
    <>
      <div className="ticket-list-head">
        <Filters tickets={tickets} filter={filter} onFilter={setFilter} />
        <Button kind="quiet" keyHint="Alt ⇧ O" onClick={onBook}>
          {t('allOfThem')}
        </Button>
      </div>
      {shown.length === 0 ? <p className="quiet small">{t('noneOfFilter')}</p> : null}
      <ul className="ticket-list" data-testid="ticket-list">
        {shown.map((ticket, nth) => (
          <li key={ticket.id} data-testid={`ticket-${ticket.number}`} data-sync={ticket.sync}>
            <div className="row">
              <b className="num">{ticket.number}</b>
              <span className="grow">
                {t(`type.${ticket.type}`)} · {subTypeText(catalog, ticket.type, ticket.subType, i18n.language)}
              </span>
              <Tag tone={syncTones[ticket.sync]}>{t(`sync.${ticket.sync}`)}</Tag>
            </div>
            <div className="quiet small">
              {t(`status.${ticket.status}`)} ·{' '}
              <span className="num">{formatDateTime(i18n.language, ticket.submittedAt)}</span>
            </div>
            <AttachmentProgress store={files} ticketId={ticket.id} />
            {/* The one that was just written: whoever goes by the keys is not led past those of fifty others. */}
            {nth === 0 && !ticket.refusal && ticket.status !== 'returned' ? (
              <AdditionKeys ticket={ticket} onAdd={onAdd} />
            ) : null}
            {ticket.status === 'returned' ? <Returned ticket={ticket} onReopen={onReopen} /> : null}
            {ticket.sync === 'rejected' || ticket.sync === 'conflict' ? (
              <Refused {...{ ticket, forms, onReopen, onRetry, onCompare, compareError }} />
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

interface FiltersProps {
  readonly tickets: readonly Ticket[];
  readonly filter: ListFilter;
  readonly onFilter: (filter: ListFilter) => void;
}

/** What came back stands out until it is looked at; the others say how many there are. */
function Filters({ tickets, filter, onFilter }: FiltersProps): ReactNode {
  const { t } = useTranslation('tickets');
  const countOf = (each: ListFilter): number =>
    each === 'all' ? tickets.length : tickets.filter((ticket) => listsOf(ticket).includes(each)).length;
  return (
    <div className="ticket-filters" role="group" aria-label={t('filter')}>
      {listFilters.map((each) => (
        <button
          key={each}
          type="button"
          className="filter"
          aria-pressed={each === filter}
          data-testid={`filter-${each}`}
          data-alert={each === 'returned' && countOf(each) > 0}
          onClick={() => {
            onFilter(each);
          }}
        >
          {t(`filter.${each}`)} <span className="num">{countOf(each)}</span>
        </button>
      ))}
    </div>
  );
}
