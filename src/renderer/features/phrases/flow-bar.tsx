import { Suspense, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { ScriptMark } from '../../../shared/domain/script-mark.ts';
import type { StopLoss } from '../../../shared/script/flows/risk-callback.ts';
import { openQuestions } from '../../../shared/script/flow-answers.ts';
import type { ScriptState } from '../../../shared/script/flows/script-state.ts';
import { Button } from '../../ui/button.tsx';
import { lazyPart } from '../../ui/lazy-part.ts';
import { useNow } from '../../ui/use-now.ts';
import type { Colleagues } from './named-agent-ask.tsx';

/** Few callers ask for somebody. */
const NamedAgentAsk = lazyPart(async () => (await import('./named-agent-ask.tsx')).NamedAgentAsk);

export interface FlowBarProps {
  readonly script: ScriptState;
  /** The clock of a risk call at a time, ms; undefined while the time of the transfer is not known. */
  readonly stopLossAt: ((now: number) => StopLoss) | undefined;
  readonly onMark: (mark: ScriptMark) => void;
  readonly colleagues: Colleagues;
  /** Into the slot of the lines that name a colleague. */
  readonly onColleague: (colleagueNo: string) => void;
}

/** What the words wait for besides words: an answer that somebody else has to give, and the clock of a risk call. */
export function FlowBar({ script, stopLossAt, onMark, colleagues, onColleague }: FlowBarProps): ReactNode {
  const { t } = useTranslation('phrases');
  const questions = openQuestions(script);
  // A transfer that turned out to be the caller's own leaves nothing to stop.
  const isGenuine = script.riskCallback === 'done' && stopLossAt?.(0).isRunning !== false;
  const isRisk = script.riskCallback !== 'none' && !isGenuine;
  if (questions.length === 0 && !isRisk) return null;
  return (
    <div className="flow-bar" data-testid="flow-bar">
      {questions.some(({ flow }) => flow === 'namedAgent') ? (
        <Suspense>
          <NamedAgentAsk
            colleagues={colleagues}
            onKnown={(mark, colleagueNo) => {
              onColleague(colleagueNo);
              onMark(mark);
            }}
          />
        </Suspense>
      ) : null}
      {questions.map(({ flow, answers }) => (
        <div key={flow} className="row" role="group" aria-label={t(`question.${flow as QuestionFlow}`)}>
          <span className="small">{t(`question.${flow as QuestionFlow}`)}</span>
          {answers.map(({ name, mark }) => (
            <Button
              key={name}
              data-testid={`answer-${name}`}
              onClick={() => {
                onMark({ ...mark, at: Date.now() });
              }}
            >
              {t(`answer.${name}`)}
            </Button>
          ))}
        </div>
      ))}
      {isRisk ? stopLossAt ? <StopLossClock at={stopLossAt} /> : <p className="small">{t('stopLossUnknown')}</p> : null}
    </div>
  );
}

type QuestionFlow = 'followUp' | 'namedAgent' | 'noCommonLanguage' | 'handover';

/** Since the money left, and the steps with their times. */
function StopLossClock({ at }: { readonly at: (now: number) => StopLoss }): ReactNode {
  const { t } = useTranslation('phrases');
  const { elapsedMs, isRunning, checks } = at(useNow(500));
  return (
    <div className="stop-loss" data-testid="stop-loss" data-running={isRunning}>
      <p className="row">
        <span className="small">{t(isRunning ? 'stopLoss' : 'stopLossStopped')}</span>
        <b className="num" role="timer">
          {minutes(elapsedMs)}
        </b>
      </p>
      <ol className="steps" aria-label={t('stopLossChecks')}>
        {checks.map(({ check, afterMs }) => (
          <li key={check} data-done={afterMs !== undefined} data-check={check}>
            <span className="step-mark" aria-hidden="true">
              {afterMs === undefined ? '' : '✓'}
            </span>
            {t(`check.${check}`)}
            {afterMs === undefined ? null : <span className="num quiet">{minutes(afterMs)}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}

function minutes(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}
