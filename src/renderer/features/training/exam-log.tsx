import type { ReactNode } from 'react';
import type { CallerWish } from '../../../shared/training/caller-wish.ts';
import type { ExamQuestion } from '../../../shared/training/exam.ts';
import { formatDuration } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import type { ScenarioOf } from './exam-asking-on.tsx';

export interface ExamLogProps {
  readonly question: ExamQuestion;
  readonly scenarioOf: ScenarioOf;
}

/** How long the answer took, what was looked for and opened and when, and what the caller was told to do. */
export function ExamLog({ question, scenarioOf }: ExamLogProps): ReactNode {
  const { t } = useTranslation('training');
  const { askedAt, answeredAt, endedBy, searches, call } = question;
  if (askedAt === undefined) return null;
  const since = (at: number): string => formatDuration(Math.max(0, at - askedAt));
  const scenario = call && scenarioOf(call.scenario);
  const wishText = (wish: CallerWish): string => {
    if (wish.kind === 'silent') return t('steerSilent');
    if (wish.kind === 'hangUp') return t('steerHangUp');
    return scenario?.steps.find(({ id }) => id === wish.step)?.text ?? wish.step;
  };
  return (
    <div className="small exam-log">
      <p>
        {call ? `${t('asCall', { title: scenario?.title ?? call.scenario })} ` : ''}
        {answeredAt === undefined ? t('answering') : t('answeredIn', { time: since(answeredAt) })}{' '}
        {endedBy === undefined ? '' : `${t('endedBy', { by: endedBy })} `}
        {searches.length === 0 ? t('noSearches') : ''}
      </p>
      {searches.length === 0 ? null : (
        <ul aria-label={t('searchList')}>
          {searches.map(({ at, words, article }, index) => (
            <li key={index}>
              <span className="num">{since(at)}</span>{' '}
              {article === undefined ? t('typed', { words }) : t('opened', { article })}
            </li>
          ))}
        </ul>
      )}
      {call && call.steers.length > 0 ? (
        <ul aria-label={t('steer')}>
          {call.steers.map(({ key, at, by, wish }) => (
            <li key={key}>
              <span className="num">{since(at)}</span> {t('steeredBy', { by, wish: wishText(wish) })}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
