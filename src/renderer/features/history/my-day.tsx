import { useEffect, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { averageHandlingMs, sumFigures, type CallFigures, type CallRow } from '../../../shared/domain/call-history.ts';
import { formatDuration, formatTime } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { titleOf } from './call-list.tsx';
import type { HistoryStore } from './history-store.ts';
import './history.css';

export interface MyDayProps {
  readonly store: HistoryStore;
  /** The figures are of practice calls: a demo has no others. */
  readonly isPractice: boolean;
  readonly callBackOf: (row: CallRow) => (() => void) | undefined;
}

/** The agent's own figures of the day, and the calls he missed. */
export function MyDay({ store, isPractice, callBackOf }: MyDayProps): ReactNode {
  const { t } = useTranslation(['history', 'phone']);
  const day = useStore(store, (state) => state.day);
  useEffect(() => {
    void store.actions.loadDay();
  }, [store]);
  if (!day) return null;
  return (
    <>
      {day.missed.count > 0 ? (
        <Missed {...{ store, callBackOf }} count={day.missed.count} rows={day.missed.rows} />
      ) : null}
      <section aria-labelledby="my-day" data-testid="my-day">
        <h2 id="my-day" className="heading">
          {t('history:myDay')}
          {isPractice ? <Tag tone="draft">{t('phone:practiceCall')}</Tag> : null}
          <span className="push">
            <Button kind="quiet" keyHint="Alt H" onClick={() => void store.actions.open()}>
              {t('history:title')}
            </Button>
          </span>
        </h2>
        {day.byLanguage.length === 0 ? (
          <p className="quiet small">{t('history:noCallsYet')}</p>
        ) : (
          <Figures parts={day.byLanguage} />
        )}
      </section>
    </>
  );
}

const figureNames = ['calls', 'answered', 'talk', 'held', 'wrapUp', 'average'] as const;

function Figures({ parts }: { readonly parts: readonly CallFigures[] }): ReactNode {
  const { t } = useTranslation(['history', 'phrases']);
  return (
    <table className="figures num">
      <thead>
        <tr>
          <th scope="col">{t('history:filter.language')}</th>
          {figureNames.map((name) => (
            <th key={name} scope="col">
              {t(`history:figure.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <FigureRow
            key={part.language ?? ''}
            name={part.language ? t(`phrases:language.${part.language}`) : t('history:languageUnknown')}
            figures={part}
          />
        ))}
      </tbody>
      {parts.length > 1 ? (
        <tfoot>
          <FigureRow name={t('history:total')} figures={sumFigures(parts)} />
        </tfoot>
      ) : null}
    </table>
  );
}

function FigureRow({ name, figures }: { readonly name: string; readonly figures: CallFigures }): ReactNode {
  const average = averageHandlingMs(figures);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{figures.calls}</td>
      <td>{figures.answered}</td>
      <td>{formatDuration(figures.talkMs)}</td>
      <td>{formatDuration(figures.heldMs)}</td>
      <td>{formatDuration(figures.wrapUpMs)}</td>
      <td>{average === undefined ? '–' : formatDuration(average)}</td>
    </tr>
  );
}

interface MissedProps extends Pick<MyDayProps, 'store' | 'callBackOf'> {
  readonly count: number;
  readonly rows: readonly CallRow[];
}

const shownMissed = 4;

function Missed({ store, callBackOf, count, rows }: MissedProps): ReactNode {
  const { t, i18n } = useTranslation(['history', 'phrases', 'phone']);
  const shown = rows.slice(0, shownMissed);
  return (
    <section className="missed" aria-labelledby="missed-title" data-testid="missed-calls">
      <h2 id="missed-title" className="heading">
        <Icon name="missed" size={14} />
        {t('history:missed', { count })}
        <span className="push">
          <Button kind="quiet" keyHint="Alt M" onClick={() => void store.actions.dismissMissed()}>
            {t('history:dismissAll')}
          </Button>
        </span>
      </h2>
      <ul>
        {shown.map((row) => (
          <li key={row.id} className="row">
            <button type="button" className="missed-call" onClick={() => void store.actions.open({}, row.id)}>
              <span className="num quiet">{formatTime(i18n.language, row.startedAt)}</span>
              <ScriptText as="span" lang={langByScript(row.name ?? '')} className="clip grow">
                {titleOf(row, t('history:withheld'))}
              </ScriptText>
              {row.isPractice ? <Tag tone="draft">{t('phone:practiceCall')}</Tag> : null}
              {row.language ? <Tag tone="accent">{t(`phrases:language.${row.language}`)}</Tag> : null}
              <Tag>{t(`phone:endReason.${row.endReason ?? 'pageClosed'}`)}</Tag>
            </button>
            <CallBack row={row} onCallBack={callBackOf(row)} />
          </li>
        ))}
      </ul>
      {count > shown.length ? (
        <p className="quiet small">{t('history:andMore', { count: count - shown.length })}</p>
      ) : null}
    </section>
  );
}

/** One press for one missed call, the way the history has it. */
function CallBack({
  row,
  onCallBack,
}: {
  readonly row: CallRow;
  readonly onCallBack: (() => void) | undefined;
}): ReactNode {
  const { t } = useTranslation('history');
  if (!onCallBack) return null;
  const text = t('callBackTo', { who: titleOf(row, '') });
  return (
    <button type="button" className="icon-button call-back" aria-label={text} title={text} onClick={onCallBack}>
      <Icon name="answer" />
    </button>
  );
}
