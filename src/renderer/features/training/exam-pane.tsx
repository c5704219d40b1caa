import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { AgentNo } from '../../../shared/ids.ts';
import {
  examCriteria,
  examResult,
  type Exam,
  type ExamMark,
  type ExamQuestion,
} from '../../../shared/training/exam.ts';
import { formatDateTime, formatDuration } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ExamForm, type ExamFormProps } from './exam-form.tsx';
import type { ExamStore } from './exam-store.ts';

export interface ExamPaneProps extends ExamFormProps {
  /** Who looks at it. */
  readonly who: AgentNo;
  /** May open tests. */
  readonly isTeacher: boolean;
  readonly onPrint: () => void;
}

/** Pass tests: those that there were, and the one that goes on. */
export function ExamPane(props: ExamPaneProps): ReactNode {
  const { store, who, isTeacher, onPrint } = props;
  const { t, i18n } = useTranslation('training');
  const { exams, chosen, error } = useStore(store);
  const { load, loadQuestions, choose } = store.actions;
  useEffect(() => {
    void load();
    if (isTeacher) void loadQuestions();
  }, [load, loadQuestions, isTeacher]);
  const exam = exams.find(({ id }) => id === chosen);
  return (
    <div className="training-file" data-testid="exams">
      <ul className="training-people" aria-label={t('exams')}>
        {isTeacher ? (
          <li>
            <button
              type="button"
              className="filter"
              aria-pressed={exam === undefined}
              data-testid="exam-new"
              onClick={() => choose(undefined)}
            >
              {t('newExam')}
            </button>
          </li>
        ) : null}
        {exams.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              className="filter"
              aria-pressed={each.id === chosen}
              data-testid={`exam-${each.trainee}`}
              onClick={() => choose(each.id)}
            >
              <span className="num">{each.trainee}</span>{' '}
              {t(each.isCancelled ? 'examCancelled' : each.endedAt === undefined ? 'examRuns' : 'examEnded')}
              <span className="num small quiet">{formatDateTime(i18n.language, each.openedAt)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="training-of" role="group" aria-label={t('pane.exam')} tabIndex={0}>
        <ErrorNote error={error} />
        {exam ? <OneExam store={store} exam={exam} who={who} onPrint={onPrint} /> : null}
        {!exam && isTeacher ? <ExamForm {...props} /> : null}
        {!exam && !isTeacher ? <p className="quiet">{t('chooseExam')}</p> : null}
      </div>
    </div>
  );
}

interface OneExamProps {
  readonly store: ExamStore;
  readonly exam: Exam;
  readonly who: AgentNo;
  readonly onPrint: () => void;
}

function OneExam({ store, exam, who, onPrint }: OneExamProps): ReactNode {
  const { t } = useTranslation('training');
  const isExaminer = exam.examiners.includes(who) && exam.endedAt === undefined;
  const isAsking = exam.questions.some(({ askedAt, answeredAt }) => askedAt !== undefined && answeredAt === undefined);
  const act = (deed: Parameters<ExamStore['actions']['act']>[1]): void => void store.actions.act(exam.id, deed);
  return (
    <div className="exam printed">
      <p className="num">
        {t('examOf', { trainee: exam.trainee, first: exam.examiners[0], second: exam.examiners[1] })}
      </p>
      <Outcome exam={exam} onPrint={onPrint} />
      <ol className="exam-list">
        {exam.questions.map((question, nth) => (
          <li key={nth} data-testid={`exam-question-${String(nth)}`}>
            <p>
              <b>{question.text}</b>
            </p>
            <Log question={question} />
            {isExaminer && question.askedAt === undefined ? (
              <Button
                disabled={isAsking}
                data-testid={`exam-ask-${String(nth)}`}
                onClick={() => act({ type: 'ask', nth })}
              >
                {t('ask')}
              </Button>
            ) : null}
            {isExaminer && question.answeredAt !== undefined ? (
              <Marking
                key={exam.id}
                mark={question.marks.find(({ by }) => by === who)}
                onMark={({ points, isFatal }) => act({ type: 'mark', nth, points, isFatal })}
              />
            ) : null}
            {examResult(exam) ? <Marks marks={question.marks} /> : null}
          </li>
        ))}
      </ol>
      {isExaminer ? (
        <div className="row">
          <Button
            kind="primary"
            data-testid="exam-end"
            disabled={exam.questions.some(({ marks }) => !marks.some(({ by }) => by === who))}
            onClick={() => act({ type: 'end' })}
          >
            {t('endExam')}
          </Button>
          <span className="small quiet grow">{t('endHow')}</span>
          <Cancel onCancel={() => act({ type: 'cancel' })} />
        </div>
      ) : null}
    </div>
  );
}

/** Asked twice: it takes the test from three people. */
function Cancel({ onCancel }: { readonly onCancel: () => void }): ReactNode {
  const { t } = useTranslation('training');
  const [isSure, setIsSure] = useState(false);
  return (
    <Button
      kind={isSure ? 'danger' : 'quiet'}
      data-testid="exam-cancel"
      onBlur={() => setIsSure(false)}
      onClick={isSure ? onCancel : () => setIsSure(true)}
    >
      {t(isSure ? 'cancelExamSure' : 'cancelExam')}
    </Button>
  );
}

function Outcome({ exam, onPrint }: Pick<OneExamProps, 'exam' | 'onPrint'>): ReactNode {
  const { t } = useTranslation('training');
  const result = examResult(exam);
  if (!result) return null;
  const verdict = result.isPassed ? 'passed' : result.isFatal ? 'failedFatal' : 'failed';
  return (
    <p className="row exam-outcome" data-testid="exam-outcome" data-passed={result.isPassed}>
      <b>{t(verdict)}</b> <span className="num">{t('examScore', { score: result.score.toFixed(1) })}</span>
      <Button className="push no-print" onClick={onPrint}>
        {t('print')}
      </Button>
    </p>
  );
}

/** How long the answer took, and what was looked for. */
function Log({ question }: { readonly question: ExamQuestion }): ReactNode {
  const { t } = useTranslation('training');
  const { askedAt, answeredAt, searches } = question;
  if (askedAt === undefined) return null;
  return (
    <p className="small quiet">
      {answeredAt === undefined ? t('answering') : t('answeredIn', { time: formatDuration(answeredAt - askedAt) })}{' '}
      {searches.length === 0
        ? t('noSearches')
        : t('searches', {
            list: searches.map(({ at, words }) => `${formatDuration(at - askedAt)} ${words}`).join(' · '),
          })}
    </p>
  );
}

const unmarked: Pick<ExamMark, 'points' | 'isFatal'> = { points: examCriteria.map(() => 5), isFatal: false };

/** Each change is kept at once: whoever is called away loses nothing. */
function Marking({
  mark,
  onMark,
}: {
  readonly mark: Pick<ExamMark, 'points' | 'isFatal'> | undefined;
  readonly onMark: (mark: Pick<ExamMark, 'points' | 'isFatal'>) => void;
}): ReactNode {
  const { t } = useTranslation('training');
  // Shown as it was set, while the centre has not answered yet: what is changed next goes on from there.
  const [given, setGiven] = useState(mark);
  const { points, isFatal } = given ?? unmarked;
  const give = (next: Pick<ExamMark, 'points' | 'isFatal'>): void => {
    setGiven(next);
    onMark(next);
  };
  return (
    <div className="row exam-marking" data-marked={mark !== undefined}>
      {examCriteria.map((criterion, index) => (
        <label key={criterion} className="row">
          <span className="small">{t(`examFor.${criterion}`)}</span>
          <select
            className="input"
            name={`exam-${criterion}`}
            value={given ? (points[index] ?? 'none') : ''}
            onChange={({ target }) => {
              const point = target.value === 'none' ? null : Number(target.value);
              give({ points: points.with(index, point), isFatal });
            }}
          >
            {given ? null : (
              <option value="" disabled>
                —
              </option>
            )}
            {[5, 4, 3, 2, 1, 0].map((point) => (
              <option key={point} value={point}>
                {point}
              </option>
            ))}
            <option value="none">{t('notApplicable')}</option>
          </select>
        </label>
      ))}
      <label className="row">
        <input
          type="checkbox"
          name="exam-fatal"
          checked={isFatal}
          onChange={({ target }) => give({ points, isFatal: target.checked })}
        />
        {t('fatal')}
      </label>
      {given ? null : <Button onClick={() => give(unmarked)}>{t('fullMarks')}</Button>}
    </div>
  );
}

function Marks({ marks }: { readonly marks: readonly ExamMark[] }): ReactNode {
  const { t } = useTranslation('training');
  return (
    <ul className="exam-marks">
      {marks.map(({ by, points, isFatal }) => (
        <li key={by} className="small num">
          {by}
          {': '}
          {examCriteria
            .map((criterion, index) => `${t(`examFor.${criterion}`)} ${String(points[index] ?? t('notApplicable'))}`)
            .join(' · ')}
          {isFatal ? ` · ${t('fatal')}` : ''}
        </li>
      ))}
    </ul>
  );
}
