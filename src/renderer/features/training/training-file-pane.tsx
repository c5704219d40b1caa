import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import { weekMeans } from '../../../shared/training/drill-weeks.ts';
import { meanMark } from '../../../shared/training/practice-result.ts';
import type { ExamEntry, TrainingEntry } from '../../../shared/training/training-entry.ts';
import { formatDate, formatDateTime } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { DrillProgress } from './drill-progress.tsx';
import type { TrainingFileStore } from './training-file-store.ts';
import { TrendPlot } from './trend-plot.tsx';

const weeks = 12;

export interface TrainingFilePaneProps {
  readonly store: TrainingFileStore;
  /** Sees everybody's: leaders and quality. */
  readonly isTeacher: boolean;
  readonly lang: CallerLanguage;
  /** UTC epoch ms. */
  readonly now: number;
  readonly scenarioTitle: (id: string) => string;
}

/** What the centre has of a person: practice calls and drills, with how they went. */
export function TrainingFilePane({ store, isTeacher, lang, now, scenarioTitle }: TrainingFilePaneProps): ReactNode {
  const { t } = useTranslation('training');
  const { entries, cursor, isReading, error } = useStore(store);
  useEffect(() => void store.actions.load(isTeacher), [store, isTeacher]);
  const drills = entries.flatMap((entry) => (entry.kind === 'drill' ? [entry.result] : []));
  const exams = entries.flatMap((entry) => (entry.kind === 'exam' ? [entry.result] : []));
  const practices = entries.flatMap((entry) => (entry.kind === 'practice' ? [entry.result] : []));
  return (
    <div className="training-file" data-testid="training-file" data-reading={isReading}>
      {isTeacher ? <People store={store} /> : null}
      <div className="training-of" role="group" aria-label={t('pane.file')} tabIndex={0}>
        <ErrorNote error={error} />
        {!isReading && !error && entries.length === 0 ? <p className="quiet">{t('noEntries')}</p> : null}
        {exams.length === 0 ? null : (
          <section>
            <h3 className="heading">{t('examsHeld')}</h3>
            <Exams exams={exams} />
          </section>
        )}
        {practices.length === 0 ? null : (
          <section>
            <h3 className="heading">{t('practices')}</h3>
            <Practices practices={practices} now={now} scenarioTitle={scenarioTitle} />
          </section>
        )}
        {drills.length === 0 ? null : (
          <section>
            <h3 className="heading">{t('title')}</h3>
            <DrillProgress results={drills} lang={lang} now={now} />
          </section>
        )}
        {cursor === undefined ? null : (
          <Button data-testid="training-more" onClick={() => void store.actions.more()}>
            {t('more')}
          </Button>
        )}
      </div>
    </div>
  );
}

function People({ store }: { readonly store: TrainingFileStore }): ReactNode {
  const { t } = useTranslation('training');
  const { people, who } = useStore(store);
  return (
    <ul className="training-people" aria-label={t('people')}>
      <li>
        <button
          type="button"
          className="filter"
          aria-pressed={who === undefined}
          onClick={() => void store.actions.choose(undefined)}
        >
          {t('mine')}
        </button>
      </li>
      {people.map(({ agentNo, displayName, practices, drills, exams }) => (
        <li key={agentNo}>
          <button
            type="button"
            className="filter"
            aria-pressed={who === agentNo}
            data-testid={`trained-${agentNo}`}
            onClick={() => void store.actions.choose(agentNo)}
          >
            <span className="num">{agentNo}</span> {displayName}
            <span className="small quiet num">{t('counts', { practices, drills, exams })}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Exams({ exams }: { readonly exams: readonly ExamEntry['result'][] }): ReactNode {
  const { t, i18n } = useTranslation('training');
  return (
    <table className="training-table" data-testid="file-exams">
      <tbody>
        {exams.map(({ examId, to, month, score, isPassed, isFatal }) => (
          <tr key={examId}>
            <td className="num">{formatDateTime(i18n.language, to)}</td>
            <td className="grow">{month === undefined ? t('pane.exam') : t('month', { month })}</td>
            <td className="num">{t('points', { score: score.toFixed(1) })}</td>
            <td>{t(isPassed ? 'passed' : isFatal ? 'failedFatal' : 'failed')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type PracticeEntry = Extract<TrainingEntry, { kind: 'practice' }>['result'];

function Practices({
  practices,
  now,
  scenarioTitle,
}: {
  readonly practices: readonly PracticeEntry[];
  readonly now: number;
  readonly scenarioTitle: (id: string) => string;
}): ReactNode {
  const { t, i18n } = useTranslation(['training', 'phone']);
  const means = weekMeans(practices, ({ score }) => score, now, weeks);
  const marks = weekMeans(practices, ({ heard }) => meanMark(heard && { ...heard, listener: '' }), now, weeks);
  const day = (at: number | undefined): string => (at === undefined ? '' : formatDate(i18n.language, at));
  const ends = [day(means[0]?.start), day(means.at(-1)?.start)] as const;
  return (
    <>
      <div className="drill-trends">
        <TrendPlot
          title={t('phone:score')}
          points={means.map(({ mean }) => mean)}
          target={undefined}
          format={(score) => t('phone:scoreOf', { score: score.toFixed(0) })}
          ends={ends}
        />
        <TrendPlot
          title={t('phone:listenerMarks')}
          points={marks.map(({ mean }) => mean)}
          target={undefined}
          format={(mark) => t('phone:markOf', { value: mark.toFixed(1) })}
          ends={ends}
        />
      </div>
      <table className="training-table">
        <tbody>
          {practices.map((practice) => {
            const mark = meanMark(practice.heard && { ...practice.heard, listener: '' });
            return (
              <tr key={practice.callId}>
                <td className="num">{formatDateTime(i18n.language, practice.to)}</td>
                <td className="grow">{scenarioTitle(practice.scenarioId)}</td>
                <td className="num">{t('phone:scoreOf', { score: practice.score })}</td>
                <td className="num">
                  {mark === undefined ? t('phone:markNone') : t('phone:markMean', { mark: mark.toFixed(1) })}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
