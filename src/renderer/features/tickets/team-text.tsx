import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Role } from '../../../shared/domain/agent.ts';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { mayCorrect } from '../../../shared/domain/ticket-deed.ts';
import { longestDescription, prioritySchema } from '../../../shared/domain/ticket.ts';
import type { TeamTicketText } from '../../../shared/ipc/team-ticket-commands.ts';
import type { TeamTicket } from '../../../shared/sync/ticket-wire.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { wayOfSms } from './addition-way.ts';
import { areaChoices } from './labels.ts';
import type { TeamFileStore } from './team-file-store.ts';
import { TeamFiles, type TeamFilesProps } from './team-files.tsx';
import type { TeamStore } from './team-store.ts';
import { changesOf, type TeamTextStore } from './team-text-store.ts';

export interface TeamTextProps {
  readonly row: TeamTicket;
  readonly team: TeamStore;
  readonly store: TeamTextStore;
  readonly catalog: TicketCatalog | undefined;
  readonly role: Role;
  readonly files: TeamFileStore;
  readonly onFile: TeamFilesProps['onFile'];
}

/** What a ticket says in full and what became of it; who may corrects it here. */
export function TeamText({ row, team, store, catalog, role, files, onFile }: TeamTextProps): ReactNode {
  const { t } = useTranslation('book');
  const { id, text, isReading, error } = useStore(store);
  const isBehind = id === row.id && text !== undefined && text.revision !== row.revision;
  useEffect(() => {
    if (isBehind) void store.actions.refresh();
  }, [store, isBehind, row.revision]);
  if (id !== row.id || (!text && !isReading))
    return (
      <>
        {id === row.id ? <ErrorNote error={error} /> : null}
        <Button data-testid="team-open" onClick={() => void store.actions.open(row.id)}>
          {t('openText')}
        </Button>
      </>
    );
  return (
    <>
      {isReading && !text ? <p className="quiet small">{t('loading')}</p> : null}
      <ErrorNote error={error} />
      {text && mayCorrect(role) ? <Correction {...{ row, team, store, catalog, text }} /> : null}
      {text && !mayCorrect(role) ? (
        <ScriptText as="p" lang={langByScript(text.description)} className="book-text">
          {text.description}
        </ScriptText>
      ) : null}
      {text ? <TeamFiles ticketId={row.id} files={text.attachments} store={files} onFile={onFile} /> : null}
      {text ? <History text={text} /> : null}
    </>
  );
}

type CorrectionProps = Omit<TeamTextProps, 'role' | 'files' | 'onFile'> & { readonly text: TeamTicketText };

function Correction({ row, team, store, catalog, text }: CorrectionProps): ReactNode {
  const { t, i18n } = useTranslation(['book', 'tickets']);
  const edits = useStore(store, (state) => state.edits[row.id]) ?? {};
  const isChanged = useStore(store, (state) => Object.keys(changesOf(state)).length > 0);
  async function save(): Promise<void> {
    const saved = changesOf(store.getState());
    const standing = await store.actions.save();
    if (standing) team.actions.standAs(row.id, standing, saved);
  }
  return (
    <form
      className="team-correction"
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) void save();
      }}
    >
      <label className="field wide">
        {t('book:textDescription')}
        <textarea
          className="input"
          name="correct-description"
          rows={5}
          maxLength={longestDescription}
          lang={langByScript(edits.description ?? text.description)}
          value={edits.description ?? text.description}
          onChange={({ target }) => {
            store.actions.edit(row.id, { description: target.value });
          }}
        />
      </label>
      <div className="row">
        <label className="field">
          {t('book:textArea')}
          <select
            className="input"
            name="correct-area"
            value={edits.area ?? text.area}
            onChange={({ target }) => {
              store.actions.edit(row.id, { area: target.value });
            }}
          >
            <option value="">{t('tickets:areaUnknown')}</option>
            {areaChoices(catalog, i18n.language).map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {t('book:textPriority')}
          <select
            className="input"
            name="correct-priority"
            value={edits.priority ?? text.priority}
            onChange={({ target }) => {
              store.actions.edit(row.id, { priority: prioritySchema.parse(target.value) });
            }}
          >
            {prioritySchema.options.map((priority) => (
              <option key={priority} value={priority}>
                {t(`tickets:priority.${priority}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Button type="submit" kind="primary" data-testid="save-correction" disabled={!isChanged}>
        {isChanged ? t('book:saveText') : t('book:noChange')}
      </Button>
    </form>
  );
}

function History({ text: { history, supplements, messages } }: { readonly text: TeamTicketText }): ReactNode {
  const { t, i18n } = useTranslation(['book', 'tickets']);
  return (
    <>
      <Added supplements={supplements} messages={messages} />
      <h4>{t('book:history')}</h4>
      {history.length === 0 ? <p className="quiet small">{t('book:noHistory')}</p> : null}
      <ol className="team-history small" data-testid="team-history">
        {history.map(({ revision, at, by, kind, from, to, reason, assignee }) => (
          <li key={`${String(revision)} ${kind} ${String(at)}`}>
            <span className="num quiet">{formatDateTime(i18n.language, at)}</span> <span className="num">{by}</span>{' '}
            <b>
              {kind === 'submitted' || kind === 'clashed' || kind === 'corrected'
                ? t(`book:kind.${kind}`)
                : t(`book:deed.${kind}`)}
            </b>
            {from === to ? '' : ` → ${t(`tickets:status.${to}`)}`}
            {assignee === undefined ? '' : ` · ${assignee}`}
            {reason === undefined ? '' : ` · ${reason}`}
          </li>
        ))}
      </ol>
    </>
  );
}

/** What was said and texted after it was submitted, by time. */
function Added({ supplements, messages }: Pick<TeamTicketText, 'supplements' | 'messages'>): ReactNode {
  const { t, i18n } = useTranslation('additions');
  if (supplements.length + messages.length === 0) return null;
  const rows = [
    ...supplements.map((each) => ({ ...each, kind: t('kind.supplement'), way: '' })),
    ...messages.map((each) => ({ ...each, kind: t('kind.sms'), way: t(`way.${wayOfSms(each.state)}`) })),
  ].sort((a, b) => a.at - b.at);
  return (
    <>
      <h4>{t('list')}</h4>
      <ul className="team-history small" data-testid="team-additions">
        {rows.map(({ id, at, by, kind, text, way }) => (
          <li key={id}>
            <span className="num quiet">{formatDateTime(i18n.language, at)}</span> <span className="num">{by}</span>{' '}
            <b>{kind}</b> <ScriptText lang={langByScript(text)}>{text}</ScriptText>
            {way === '' ? '' : ` · ${way}`}
          </li>
        ))}
      </ul>
    </>
  );
}
