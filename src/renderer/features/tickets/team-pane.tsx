import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Role } from '../../../shared/domain/agent.ts';
import { deedRules, mayDo, statusAfter, ticketDeeds, type TicketDeed } from '../../../shared/domain/ticket-deed.ts';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { ticketStatuses } from '../../../shared/domain/ticket-status.ts';
import type { TeamTicket } from '../../../shared/sync/ticket-wire.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Icon } from '../../ui/icons.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { subTypeText } from './labels.ts';
import type { TeamFileStore } from './team-file-store.ts';
import type { TeamFilesProps } from './team-files.tsx';
import { TeamList } from './team-list.tsx';
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
  const { status, text, rows, isReading, selected, done, error } = useStore(store);
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
        <TeamList store={store} catalog={catalog} />
        {chosen ? <Deeds key={chosen.id} {...{ store, catalog, role, ...rest }} row={chosen} /> : null}
      </div>
    </>
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
