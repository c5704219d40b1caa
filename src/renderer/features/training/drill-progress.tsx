import type { ReactNode } from 'react';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import { paceUnitOf } from '../../../shared/script/clauses.ts';
import { drillFigures, type DrillResult } from '../../../shared/training/drill-result.ts';
import { drillWeeks } from '../../../shared/training/drill-weeks.ts';
import { formatDate, formatDateTime } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { percent } from './drill-figures.tsx';
import { TrendPlot } from './trend-plot.tsx';

const weeks = 12;
const listed = 30;

export interface DrillProgressProps {
  /** Of one person, newest first. */
  readonly results: readonly DrillResult[];
  readonly lang: CallerLanguage;
  /** UTC epoch ms. */
  readonly now: number;
}

/** Three months of reading in one language: pace, loudness and accuracy by week, and each drill by itself. */
export function DrillProgress({ results, lang, now }: DrillProgressProps): ReactNode {
  const { t, i18n } = useTranslation(['training', 'coach', 'phrases']);
  const mine = results.filter((result) => result.lang === lang);
  if (mine.length === 0) return <p className="quiet drill-none">{t('training:noDrills')}</p>;
  const means = drillWeeks(mine, now, weeks);
  const target = mine[0]?.target;
  const unit = t(`phrases:pace.${paceUnitOf(lang)}`);
  const day = (at: number | undefined): string => (at === undefined ? '' : formatDate(i18n.language, at));
  const ends = [day(means[0]?.start), day(means.at(-1)?.start)] as const;
  const db = (value: number): string => t('coach:db', { db: value.toFixed(0) });
  return (
    <div className="drill-progress" data-testid="drill-progress">
      <div className="drill-trends">
        <TrendPlot
          title={t('coach:pace')}
          points={means.map(({ pace }) => pace)}
          target={target?.pace}
          format={(value) => `${value.toFixed(0)} ${unit}`}
          ends={ends}
        />
        <TrendPlot
          title={t('coach:loudness')}
          points={means.map(({ loudnessDb }) => loudnessDb)}
          target={target?.loudnessDb}
          format={db}
          ends={ends}
        />
        <TrendPlot
          title={t('training:accuracy')}
          points={means.map(({ accuracy }) => accuracy)}
          target={undefined}
          format={percent}
          ends={ends}
        />
      </div>
      <div className="drill-table" role="group" aria-label={t('training:allDrills')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('training:when')}</th>
              <th scope="col">{t('training:text')}</th>
              <th scope="col">{t('training:accuracy')}</th>
              <th scope="col">{t('coach:pace')}</th>
              <th scope="col">{t('coach:loudness')}</th>
              <th scope="col">{t('coach:pauses')}</th>
              <th scope="col">{t('training:listener')}</th>
            </tr>
          </thead>
          <tbody>
            {mine.slice(0, listed).map((result) => {
              const figures = drillFigures(result);
              return (
                <tr key={result.drillId}>
                  <td className="num">{formatDateTime(i18n.language, result.to)}</td>
                  <td>{t(`training:size.${result.size}`)}</td>
                  <td className="num">{figures.accuracy === undefined ? '—' : percent(figures.accuracy)}</td>
                  <td className="num">{`${figures.pace.toFixed(0)} ${unit}`}</td>
                  <td className="num">{figures.loudnessDb === undefined ? '—' : db(figures.loudnessDb)}</td>
                  <td className="num">{result.voice ? percent(result.voice.pauseShare) : '—'}</td>
                  <td>{result.listener === '' ? '—' : result.listener}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
