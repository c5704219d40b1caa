import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Role } from '../../../shared/domain/agent.ts';
import { deedRules, mayDo, statusAfter, ticketDeeds, type TicketDeed } from '../../../shared/domain/ticket-deed.ts';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { isOpenStatus, ticketStatuses } from '../../../shared/domain/ticket-status.ts';
import type { TeamTicket } from '../../../shared/sync/ticket-wire.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Icon } from '../../ui/icons.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { DueClock } from './due-clock.tsx';
import { subTypeText } from './labels.ts';
import type { TeamFileStore } from './team-file-store.ts';
import type { TeamFilesProps } from './team-files.tsx';
import type { TeamStore } from './team-store.ts';
import { TeamText } from './team-text.tsx';
import type { TeamTextStore } from './team-text-store.ts';
import './team.css';

export interface TeamPaneProps {
  readonly store: TeamStore;
  readonly catalog: TicketCatalog | undefined;
  readonly role: Role;
  readonly texts: TeamTextStore;
  readonly files: TeamFileStore;
  readonly onFile: TeamFilesProps['onFile'];
}

/** 班组工单: what everybody wrote, the newest first, and what the centre does with it. */
export function TeamPane({ store, catalog, role, ...rest }: TeamPaneProps): ReactNode {
  const { t } = useTranslation(['book', 'tickets']);
  const { status, text, rows, next, isReading, selected, done, error } = useStore(store);
  const chosen = rows.find(({ id }) => id === selected);
  useEffect(() => {
    void store.actions.show(store.getState().status);
  }, [store]);
  return (
    <>
      <div className="book-search">
        <div className="search-box grow">
          <Icon name="search" />
          <input
            type="search"
            name="team-search"
            aria-label={t('book:teamSearch')}
            placeholder={t('book:teamSearchHint')}
            maxLength={100}
            value={text}
            onChange={({ target }) => {
              store.actions.search(target.value);
            }}
          />
        </div>
        <select
          className="input team-status"
          name="team-status"
          aria-label={t('book:teamStatus')}
          value={status ?? ''}
          onChange={({ target }) => {
            void store.actions.show(ticketStatuses.find((each) => each === target.value));
          }}
        >
          <option value="">{t('book:anyStatus')}</option>
          {ticketStatuses.slice(1).map((each) => (
            <option key={each} value={each}>
              {t(`tickets:status.${each}`)}
            </option>
          ))}
        </select>
        <span className="push quiet small" role="status" data-testid="team-done">
          {isReading ? t('book:loading') : done === undefined ? '' : t('book:deedDone', { number: done })}
        </span>
      </div>
      <ErrorNote error={error} />
      <div className="book-body team-body">
        <div className="team-list">
          {rows.length === 0 ? (
            <p className="quiet small">{isReading ? t('book:loading') : t('book:nothingFound')}</p>
          ) : (
            <div role="listbox" aria-label={t('book:pane.team')} data-testid="team-list" onKeyDown={walkTeam}>
              {rows.map((row, nth) => (
                <TeamRow
                  key={row.id}
                  row={row}
                  catalog={catalog}
                  isSelected={row.id === selected}
                  isReached={selected === undefined ? nth === 0 : row.id === selected}
                  onSelect={() => {
                    store.actions.select(row.id);
                  }}
                />
              ))}
            </div>
          )}
          {next === undefined ? null : <Button onClick={() => void store.actions.more()}>{t('book:more')}</Button>}
        </div>
        {chosen ? <Deeds key={chosen.id} {...{ store, catalog, role, ...rest }} row={chosen} /> : null}
      </div>
    </>
  );
}

/** The arrow keys go from row to row, and choose. */
function walkTeam(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.team-row')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const row = rows[Math.min(Math.max(0, at + step), rows.length - 1)];
  row?.focus();
  row?.click();
}

interface TeamRowProps {
  readonly row: TeamTicket;
  readonly catalog: TicketCatalog | undefined;
  readonly isSelected: boolean;
  /** Tab comes to it. */
  readonly isReached: boolean;
  readonly onSelect: () => void;
}

function TeamRow({ row, catalog, isSelected, isReached, onSelect }: TeamRowProps): ReactNode {
  const { t, i18n } = useTranslation(['tickets', 'book']);
  const { number, type, subType, status, dueAt, submittedAt, author, excerpt } = row;
  return (
    <button
      type="button"
      role="option"
      aria-selected={isSelected}
      tabIndex={isReached ? 0 : -1}
      className="team-row"
      data-testid={`team-${number}`}
      onClick={onSelect}
    >
      <span className="book-line">
        <b className="num">{number}</b>
        <span className="clip grow">
          {t(`tickets:type.${type}`)} · {subTypeText(catalog, type, subType, i18n.language)}
        </span>
        {dueAt !== undefined && isOpenStatus(status) ? <DueClock dueAt={dueAt} since={submittedAt} /> : null}
        <Tag tone={status === 'returned' ? 'danger' : 'plain'}>{t(`tickets:status.${status}`)}</Tag>
      </span>
      <span className="book-line quiet small">
        <span className="num">{formatDateTime(i18n.language, submittedAt)}</span>
        <span className="num">{t('book:byAgent', { agentNo: author })}</span>
        <ScriptText as="span" lang={langByScript(excerpt)} className="clip grow">
          {excerpt}
        </ScriptText>
      </span>
    </button>
  );
}

/** What may be done with it now, by this role; why, or to whom, is asked where it has to be said. */
function Deeds({
  store,
  catalog,
  role,
  texts,
  files,
  onFile,
  row,
}: TeamPaneProps & { readonly row: TeamTicket }): ReactNode {
  const { t, i18n } = useTranslation(['tickets', 'book']);
  const text = useStore(store, ({ texts: typed }) => typed[row.id] ?? '');
  const setText = (value: string): void => store.actions.keep(row.id, value);
  const [missing, setMissing] = useState<TicketDeed>();
  const deeds = ticketDeeds.filter((deed) => mayDo(deed, role) && statusAfter(deed, row.status) !== undefined);
  async function act(deed: TicketDeed): Promise<void> {
    if (deedRules[deed].needsReason && text.trim() === '') return setMissing(deed);
    setMissing(undefined);
    if (await store.actions.act(row, deed, text)) setText('');
  }
  return (
    <section className="book-detail" aria-label={row.number} data-testid="team-detail">
      <h3 className="num">{row.number}</h3>
      <p>
        {t(`tickets:type.${row.type}`)} · {subTypeText(catalog, row.type, row.subType, i18n.language)} ·{' '}
        {t(`tickets:status.${row.status}`)}
      </p>
      {row.assignee === undefined ? null : <p className="small">{t('book:assignedTo', { assignee: row.assignee })}</p>}
      {row.returnReason === undefined ? null : (
        <p className="returned">{t('tickets:returnedBecause', { reason: row.returnReason })}</p>
      )}
      <ScriptText as="p" lang={langByScript(row.excerpt)} className="book-text">
        {row.excerpt}
      </ScriptText>
      <label className="field wide">
        {t('book:deedText')}
        <textarea
          className="input"
          name="deed-text"
          rows={3}
          maxLength={400}
          value={text}
          aria-invalid={missing !== undefined}
          onChange={({ target }) => {
            setText(target.value);
            setMissing(undefined);
          }}
        />
      </label>
      {missing === undefined ? null : (
        <p className="message" role="alert">
          {t('book:deedNeedsText', { deed: t(`book:deed.${missing}`) })}
        </p>
      )}
      <div className="row team-deeds">
        {deeds.map((deed) => (
          <Button
            key={deed}
            kind={deed === 'cancel' || deed === 'return' ? 'danger' : 'plain'}
            data-testid={`deed-${deed}`}
            onClick={() => void act(deed)}
          >
            {t(`book:deed.${deed}`)}
          </Button>
        ))}
      </div>
      <TeamText {...{ row, catalog, role, files, onFile }} team={store} store={texts} />
    </section>
  );
}
