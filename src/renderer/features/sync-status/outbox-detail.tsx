import { useEffect, useRef, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { discardedKeptMs, type RowText } from '../../../shared/sync/waiting-row.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import type { OutboxEntry } from './outbox-store.ts';
import type { OutboxSheetProps } from './outbox-sheet.tsx';
import { aboutText, whyText } from './row-words.ts';

type DetailProps = OutboxSheetProps & { readonly entry: OutboxEntry };

/** One row: what it is, since when, why it waits, and what can be done about it. */
export function OutboxDetail(props: DetailProps): ReactNode {
  const { entry, store, sync, words } = props;
  const { t, i18n } = useTranslation(['outbox', 'tickets', 'phrases', 'book', 'additions', 'tasks']);
  const report = useStore(sync, (state) => state.report);
  const text = useStore(store, (state) => (state.text?.id === entry.row.id ? state.text.parts : undefined));
  const { kind, at, about } = entry.row;
  const time = (instant: number): string => formatDateTime(i18n.language, instant);
  return (
    <section className="outbox-detail" aria-label={t(`outbox:kind.${kind}`)} data-testid="outbox-detail">
      <h3>{t(`outbox:kind.${kind}`)}</h3>
      <ScriptText as="p" lang={langByScript(about.line ?? about.title ?? '')}>
        {aboutText(t, entry.row, words)}
      </ScriptText>
      <p className="small quiet">{t('outbox:since', { time: time(at) })}</p>
      {entry.list === 'waiting' ? (
        <>
          {entry.row.tried > 0 ? <p className="small quiet">{t('outbox:tried', { count: entry.row.tried })}</p> : null}
          <p
            className={entry.row.state.kind === 'refused' ? 'refused' : 'small'}
            role="status"
            data-testid="outbox-why"
          >
            {whyText(t, i18n.language, entry.row, report, words)}
          </p>
          {entry.row.behind > 0 ? <p className="small">{t('outbox:holdsUp', { count: entry.row.behind })}</p> : null}
          <WaitingDeeds {...props} row={entry.row} />
        </>
      ) : (
        <>
          <p className="small">{t('outbox:discardedAt', { time: time(entry.row.discardedAt) })}</p>
          <p className="small quiet">{t('outbox:goesAt', { time: time(entry.row.discardedAt + discardedKeptMs) })}</p>
          {entry.row.with > 0 ? <p className="small">{t('outbox:wentWith', { count: entry.row.with })}</p> : null}
          <div className="row">
            <Button kind="primary" data-testid="outbox-restore" onClick={() => void store.actions.restore()}>
              {t('outbox:restore')}
            </Button>
          </div>
        </>
      )}
      {text ? (
        <Text parts={text} />
      ) : (
        <div className="row">
          <Button kind="quiet" data-testid="outbox-look" onClick={() => void store.actions.look()}>
            {t('outbox:look')}
          </Button>
        </div>
      )}
    </section>
  );
}

function WaitingDeeds({
  row,
  store,
  words,
  onEdit,
}: DetailProps & { readonly row: Extract<OutboxEntry, { list: 'waiting' }>['row'] }): ReactNode {
  const { t } = useTranslation(['outbox', 'tickets', 'phrases', 'book', 'additions', 'tasks']);
  const asked = useStore(store, (state) => state.asked);
  if (asked === row.id) {
    return <Question what={`${t(`outbox:kind.${row.kind}`)} ${aboutText(t, row, words)}`} {...{ row, store }} />;
  }
  const { editor, mayRetry, discard } = row;
  return (
    <>
      <div className="row outbox-deeds">
        {editor && onEdit ? (
          <Button
            kind="primary"
            data-testid="outbox-edit"
            onClick={() => {
              onEdit(row);
            }}
          >
            {t(`outbox:edit.${editor}`)}
          </Button>
        ) : null}
        {mayRetry ? (
          <Button data-testid="outbox-retry" onClick={() => void store.actions.retry()}>
            {t('outbox:retry')}
          </Button>
        ) : null}
        {discard === 'allowed' ? (
          <Button
            kind="quiet"
            data-testid="outbox-discard"
            onClick={() => {
              store.actions.ask(row.id);
            }}
          >
            {t('outbox:discard')}
          </Button>
        ) : null}
      </div>
      {discard === 'allowed' ? null : (
        <p className="small quiet" data-testid="outbox-keeps">
          {t(`outbox:keeps.${discard}`)}
        </p>
      )}
    </>
  );
}

/** Names what is lost; the keys go to the answer that loses nothing. */
function Question({
  row,
  store,
  what,
}: Pick<DetailProps, 'store'> & {
  readonly row: { readonly behind: number; readonly kind: string };
  readonly what: string;
}): ReactNode {
  const { t } = useTranslation('outbox');
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    keep.current?.focus();
  }, []);
  const goesAlong = row.kind === 'task.create' || row.kind === 'customer.create' ? row.behind : 0;
  return (
    <div className="outbox-question" role="alertdialog" aria-label={t('discardTitle')} data-testid="outbox-question">
      <p>
        <b>{t('discardTitle')}</b>
      </p>
      <p>{t('discardWhat', { what })}</p>
      {goesAlong > 0 ? <p>{t('discardWith', { count: goesAlong })}</p> : null}
      <p className="small quiet">{t('discardKept')}</p>
      <div className="row">
        <Button
          ref={keep}
          data-testid="outbox-keep"
          onClick={() => {
            store.actions.ask(undefined);
          }}
        >
          {t('keep')}
        </Button>
        <Button kind="danger" data-testid="outbox-discard-yes" onClick={() => void store.actions.discard()}>
          {t('discardYes')}
        </Button>
      </div>
    </div>
  );
}

function Text({ parts }: { readonly parts: RowText }): ReactNode {
  const { t, i18n } = useTranslation('outbox');
  if (parts.length === 0) return <p className="small quiet">{t('noText')}</p>;
  return (
    <dl className="outbox-text" data-testid="outbox-text">
      {parts.map(({ part, value }) => (
        <div key={part}>
          <dt className="small quiet">{t(`part.${part}`)}</dt>
          <ScriptText as="dd" lang={langByScript(value)}>
            {part === 'dueAt' ? formatDateTime(i18n.language, Number(value)) : value}
          </ScriptText>
        </div>
      ))}
    </dl>
  );
}
