import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { uiLocaleSchema } from '../../../shared/domain/language.ts';
import type { Scenario } from '../../../shared/domain/scenario.ts';
import { meanMark, type PracticeResult } from '../../../shared/training/practice-result.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import type { PracticeFileStore } from './practice-file-store.ts';

/** Results of the mean: about what is practised in a week. */
const recent = 5;
/** Of the list; the plot has all that are at hand. */
const listed = 10;
/** Bars that a full plot has at least: two results are no wall. */
const fewestBars = 20;

/** What the agent's simulations came to: the mean of the last ones, how the score went, and each by itself. */
export function PracticeFile({
  store,
  scenarios,
}: {
  readonly store: PracticeFileStore;
  readonly scenarios: readonly Scenario[];
}): ReactNode {
  const { t, i18n } = useTranslation('phone');
  const { results, error } = useStore(store);
  useEffect(() => void store.actions.load(), [store]);
  if (results.length === 0) return error ? <ErrorNote error={error} /> : null;
  const locale = uiLocaleSchema.catch('zh-CN').parse(i18n.language);
  const last = results.slice(0, recent);
  const mean = Math.round(last.reduce((sum, { score }) => sum + score, 0) / last.length);
  const titleOf = ({ scenarioId }: PracticeResult): string => {
    const scenario = scenarios.find(({ id }) => id === scenarioId);
    return scenario ? (scenario.title[locale] ?? scenario.title['zh-CN']) : scenarioId;
  };
  return (
    <details className="practice-file" data-testid="practice-file">
      <summary>
        {t('practiceFile')} <span className="quiet small">{t('practiceMean', { count: last.length, mean })}</span>
      </summary>
      <ErrorNote error={error} />
      {results.length > 1 ? <ScorePlot results={results} /> : null}
      <ul>
        {results.slice(0, listed).map((result) => {
          const mark = meanMark(result.heard);
          return (
            <li key={result.callId}>
              <b className="num">{t('scoreOf', { score: result.score })}</b>
              <span className="grow">
                {titleOf(result)}
                <span className="quiet small num"> {formatDateTime(i18n.language, result.to)}</span>
              </span>
              <span className="small num">
                {mark === undefined ? t('markNone') : t('markMean', { mark: mark.toFixed(1) })}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

/** Oldest on the left. The list below has the newest figures, for whoever can't see the bars. */
function ScorePlot({ results }: { readonly results: readonly PracticeResult[] }): ReactNode {
  const bars = results.toReversed();
  return (
    <svg
      className="score-plot"
      viewBox={`0 0 ${String(Math.max(fewestBars, bars.length) * 4)} 100`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {bars.map(({ callId, score }, index) => (
        <rect key={callId} x={index * 4 + 0.5} width="3" y={100 - score} height={score} />
      ))}
    </svg>
  );
}
