import { useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { scoreSheet, simulationPassScore, type ScorePoint } from '../../../shared/training/score-sheet.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import type { CallId } from '../../../shared/ids.ts';
import { ListenerMarksForm } from './listener-marks.tsx';
import type { PracticeFileStore } from './practice-file-store.ts';
import { practiceCallerOf, type PracticeStore } from './practice-store.ts';

const tones: Record<ScorePoint['outcome'], Tone> = { met: 'call', missed: 'danger', notApplicable: 'plain' };

export interface ScoreSheetPaneProps {
  readonly store: PracticeStore;
  readonly file: PracticeFileStore;
  readonly callId: CallId;
  /** The caller's. */
  readonly number: string;
}

/** What could be measured of a finished practice call: each point with its moment on the timeline. */
export function ScoreSheetPane({ store, file, callId, number }: ScoreSheetPaneProps): ReactNode {
  const { t } = useTranslation('phone');
  const caller = useStore(store, (state) => practiceCallerOf(state, number));
  const sheet = useMemo(() => caller && scoreSheet(caller.facts, caller.scenario), [caller]);
  const [shown, setShown] = useState<string>();
  if (!sheet || caller?.state.kind !== 'idle') return null;
  const { points, from, to, score } = sheet;
  const isPassed = score >= simulationPassScore;
  // A ticket may be written after the caller has left.
  const place = (at: number) => `${String(Math.min(100, (100 * (at - from)) / Math.max(1, to - from)))}%`;
  return (
    <section className="pane" aria-label={t('score')} data-testid="score-sheet" data-passed={isPassed}>
      <h2 className="heading">
        {t('score')}
        <b className="push num">{t('scoreOf', { score })}</b>
        <Tag tone={isPassed ? 'call' : 'danger'}>{t(isPassed ? 'scorePassed' : 'scoreFailed')}</Tag>
      </h2>
      <div className="score-line" aria-hidden="true">
        {points.map(({ at, criterion, outcome }) =>
          at === undefined ? null : (
            <span
              key={criterion}
              data-outcome={outcome}
              data-shown={shown === criterion}
              style={{ insetInlineStart: place(at) }}
            />
          ),
        )}
      </div>
      <ul className="score-points">
        {points.map((point) => (
          <li key={point.criterion} data-criterion={point.criterion} data-outcome={point.outcome}>
            <Tag tone={tones[point.outcome]}>{t(`outcome.${point.outcome}`)}</Tag>
            <span className="grow">
              {t(`criterion.${point.criterion}`)}
              {point.criterion === 'procedure' ? <ProcedureSteps point={point} /> : null}
              {point.criterion === 'handOver' ? <HandOverMissing point={point} /> : null}
              {point.seconds === undefined ? null : (
                <span className="quiet small num"> {t('scoreSeconds', { seconds: Math.round(point.seconds) })}</span>
              )}
            </span>
            {point.at === undefined ? null : (
              <button
                type="button"
                className="score-moment num"
                aria-pressed={shown === point.criterion}
                aria-label={t('scoreMoment', { time: clockOf(point.at - from) })}
                onClick={() => {
                  setShown(point.criterion);
                }}
              >
                {clockOf(point.at - from)}
              </button>
            )}
          </li>
        ))}
      </ul>
      <p className="quiet small">{t('scoreByMarks')}</p>
      <ListenerMarksForm key={callId} store={file} callId={callId} />
    </section>
  );
}

/** How far the procedure was gone through, or that another one was. */
function ProcedureSteps({ point: { outcome, steps, at } }: { readonly point: ScorePoint }): ReactNode {
  const { t } = useTranslation('phone');
  if (outcome === 'notApplicable') return null;
  const key =
    outcome === 'met'
      ? 'procedureEnd'
      : steps !== undefined
        ? 'procedureTo'
        : at !== undefined
          ? 'procedureOther'
          : 'procedureNone';
  return <span className="quiet small"> {t(key, { count: (steps ?? 0) + (outcome === 'met' ? 0 : 1) })}</span>;
}

/** What was not said before somebody else had the caller. */
function HandOverMissing({ point: { moments = [] } }: { readonly point: ScorePoint }): ReactNode {
  const { t } = useTranslation('phone');
  return (
    <>
      {moments.includes('transfer.before') ? <span className="quiet small"> {t('handOverUntold')}</span> : null}
      {moments.includes('consult.colleague') ? <span className="quiet small"> {t('handOverUnasked')}</span> : null}
    </>
  );
}

/** `m:ss` since the answer. */
function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}
