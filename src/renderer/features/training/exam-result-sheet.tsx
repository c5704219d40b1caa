import { useState, type ReactNode } from 'react';
import type { AgentNo } from '../../../shared/ids.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import {
  examCriteria,
  examNumber,
  examResult,
  examWeights,
  passScore,
  placesInOrder,
  type Exam,
  type ExamMark,
  type ExamQuestion,
} from '../../../shared/training/exam.ts';
import { formatLocalMinute } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ExamLog } from './exam-log.tsx';
import type { ScenarioOf } from './exam-asking-on.tsx';

export interface ExamResultSheetProps {
  readonly exam: Exam;
  readonly scenarioOf: ScenarioOf;
  readonly onPrint: () => void;
  /** Saves what would be printed under this name; undefined where the browser's print does that. */
  readonly onSave: ((name: string) => Promise<Result<'saved' | 'left'>>) | undefined;
}

/** What an ended test came to, on the screen and on paper: everything that was asked, looked up and judged. */
export function ExamResultSheet({ exam, scenarioOf, onPrint, onSave }: ExamResultSheetProps): ReactNode {
  const { t } = useTranslation('training');
  const result = examResult(exam);
  if (!result) return null;
  const verdict = result.isPassed ? 'passed' : result.isFatal ? 'failedFatal' : 'failed';
  const { trainee, examiners, openedAt, endedAt = 0, monthly } = exam;
  return (
    <div className="exam printed" data-testid="exam-sheet">
      <h3 className="exam-title">{monthly ? t('sheetOfMonth', { month: monthly.month }) : t('sheetOf')}</h3>
      <dl className="exam-facts num">
        <Fact name={t('trainee')}>{trainee}</Fact>
        <Fact name={t('examiners')}>{examiners.join(t('join'))}</Fact>
        <Fact name={t('from')}>{formatLocalMinute(openedAt)}</Fact>
        <Fact name={t('to')}>{formatLocalMinute(endedAt)}</Fact>
        {monthly ? <Fact name={t('limit')}>{t('minutes', { count: monthly.minutes })}</Fact> : null}
      </dl>
      <p className="row exam-outcome" data-testid="exam-outcome" data-passed={result.isPassed}>
        <b>{t(verdict)}</b>{' '}
        <span className="num">
          {t('examScore', { score: result.score.toFixed(1), pass: monthly?.passMark ?? passScore })}
        </span>
        <Button className="push no-print" onClick={onPrint}>
          {t(onSave ? 'printOnly' : 'print')}
        </Button>
        {onSave ? <SavePdf onSave={() => onSave(pdfName(exam))} /> : null}
      </p>
      <ol className="exam-list exam-sheet-list">
        {placesInOrder(exam).map((nth) => {
          const question = exam.questions[nth];
          if (!question) return null;
          const score = result.scores[nth];
          return (
            <li
              key={nth}
              data-testid={`exam-question-${String(nth)}`}
              data-follow-up={question.after === undefined ? undefined : true}
            >
              <p className="row">
                <span className="num">{examNumber(exam, nth)}</span>
                <b className="grow">{question.text}</b>
                <span className="num">
                  {score === undefined ? t('notApplicable') : t('points', { score: score.toFixed(1) })}
                </span>
              </p>
              <ExamLog question={question} scenarioOf={scenarioOf} />
              <Marks question={question} examiners={examiners} />
            </li>
          );
        })}
      </ol>
      <div className="exam-foot">
        <p className="small quiet">{t('howCounted')}</p>
        <ul className="exam-signatures">
          {[t('trainee'), t('examinerNth', { nth: 1 }), t('examinerNth', { nth: 2 }), t('date')].map((who) => (
            <li key={who}>{who}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** Number and day of the trainee: a name that every system takes. */
function pdfName({ trainee, openedAt }: Exam): string {
  return `exam-${trainee}-${formatLocalMinute(openedAt).slice(0, 10)}.pdf`;
}

function SavePdf({ onSave }: { readonly onSave: () => Promise<Result<'saved' | 'left'>> }): ReactNode {
  const { t } = useTranslation('training');
  const [outcome, setOutcome] = useState<Result<'saved' | 'left'>>();
  const [isSaving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    setSaving(true);
    setOutcome(await onSave());
    setSaving(false);
  };
  return (
    <>
      <Button
        className="no-print"
        data-testid="exam-pdf"
        aria-disabled={isSaving}
        onClick={isSaving ? undefined : () => void save()}
      >
        {t('savePdf')}
      </Button>
      <span className="no-print" role="status">
        {outcome?.ok && outcome.value === 'saved' ? t('pdfSaved') : null}
        {outcome && !outcome.ok ? <ErrorNote error={outcome.error} /> : null}
      </span>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt className="small quiet">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What each examiner gave for each criterion, and what it weighs. */
function Marks({
  question,
  examiners,
}: {
  readonly question: ExamQuestion;
  readonly examiners: readonly AgentNo[];
}): ReactNode {
  const { t } = useTranslation('training');
  const given = examiners.flatMap((by) => question.marks.find((mark) => mark.by === by) ?? []);
  if (given.length === 0) return null;
  const fatal = given.filter(({ isFatal }) => isFatal);
  return (
    <>
      <table className="training-table exam-marks">
        <thead>
          <tr>
            <th scope="col">{t('examiner')}</th>
            {examCriteria.map((criterion) => (
              <th key={criterion} scope="col" className="num">
                {t(`examFor.${criterion}`)} {t('weight', { percent: examWeights[criterion] })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {given.map(({ by, points }) => (
            <tr key={by}>
              <th scope="row" className="num">
                {by}
              </th>
              {examCriteria.map((criterion, index) => (
                <td key={criterion} className="num">
                  {points[index] ?? t('notApplicable')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {fatal.map((mark) => (
        <p key={mark.by} className="small exam-fatal">
          {fatalText(mark, t('fatal'), t('noWhy'))}
        </p>
      ))}
    </>
  );
}

function fatalText({ by, why }: ExamMark, fatal: string, none: string): string {
  return `${fatal} · ${by}: ${why ?? none}`;
}
