import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { AgentNo } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import { placeInHand } from '../../../shared/training/change-exam.ts';
import {
  examDeadline,
  examNumber,
  examResult,
  openPlaces,
  placesInOrder,
  type Exam,
} from '../../../shared/training/exam.ts';
import { formatDateTime, formatDuration } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import { AskingOn, Steering, type ScenarioOf } from './exam-asking-on.tsx';
import { ExamForm, type ExamFormProps } from './exam-form.tsx';
import { ExamLog } from './exam-log.tsx';
import { ExamMarking } from './exam-marking.tsx';
import { ExamResultSheet, type ExamResultSheetProps } from './exam-result-sheet.tsx';
import type { ExamDeed } from './exam-store.ts';
import { ExamUnsent } from './exam-unsent.tsx';

export interface ExamPaneProps extends ExamFormProps {
  /** Who looks at it. */
  readonly who: AgentNo;
  /** May open tests. */
  readonly canOpen: boolean;
  readonly scenarioOf: ScenarioOf;
  /** Monthly exams, with a way to one of those that this person takes part in; undefined for whoever does not teach. */
  readonly monthly: ((isMine: (id: string) => boolean, onShow: (id: string) => void) => ReactNode) | undefined;
  readonly onPrint: () => void;
  readonly onSave: ExamResultSheetProps['onSave'];
  /** The centre can be reached. */
  readonly isOnline: boolean;
}

/** Pass tests: those that there were, and the one that goes on. */
export function ExamPane(props: ExamPaneProps): ReactNode {
  const { store, canOpen, monthly, isOnline } = props;
  const { t } = useTranslation('training');
  const { exams, chosen, error } = useStore(store);
  const [isMonthly, setMonthly] = useState(false);
  const { load, loadQuestions, choose } = store.actions;
  useEffect(() => {
    void load();
    void loadQuestions();
  }, [load, loadQuestions]);
  const exam = exams.find(({ id }) => id === chosen);
  const show = (id: string | undefined): void => {
    setMonthly(false);
    choose(id);
  };
  return (
    <div className="training-file" data-testid="exams">
      <ExamList
        {...props}
        isMonthly={isMonthly}
        onShow={show}
        onMonthly={monthly === undefined ? undefined : () => setMonthly(true)}
      />
      <div className="training-of" role="group" aria-label={t('pane.exam')} tabIndex={0}>
        <ExamError error={error} />
        <ExamUnsent store={store} isOnline={isOnline} />
        {isMonthly ? monthly?.((mine) => exams.some(({ id }) => id === mine), show) : null}
        {!isMonthly && exam ? <OneExam key={exam.id} {...props} exam={exam} /> : null}
        {!isMonthly && !exam && canOpen ? <ExamForm {...props} /> : null}
        {!isMonthly && !exam && !canOpen ? <p className="quiet">{t('chooseExam')}</p> : null}
      </div>
    </div>
  );
}

/** What the centre refuses in a test is past, or not yet; anything else says what it is. */
export function ExamError({ error }: { readonly error: AppError | undefined }): ReactNode {
  const { t } = useTranslation('training');
  if (error?.code !== 'server.rejected') return <ErrorNote error={error} />;
  return (
    <p className="message" role="alert">
      {t('notNow')}
    </p>
  );
}

interface ExamListProps extends ExamPaneProps {
  readonly isMonthly: boolean;
  readonly onShow: (id: string | undefined) => void;
  readonly onMonthly: (() => void) | undefined;
}

/** What is not over comes first, whole; the others page by page. */
function ExamList({ store, canOpen, isMonthly, onShow, onMonthly }: ExamListProps): ReactNode {
  const { t, i18n } = useTranslation('training');
  const { exams, chosen, cursor } = useStore(store);
  const stateOf = ({ isCancelled, endedAt, monthly, questions }: Exam): string => {
    if (isCancelled) return t('examCancelled');
    if (endedAt !== undefined) return t('examEnded');
    const isBegun = !monthly || questions.some(({ askedAt }) => askedAt !== undefined);
    return t(isBegun ? 'examRuns' : 'examWaits');
  };
  return (
    <ul className="training-people" aria-label={t('exams')}>
      {canOpen ? (
        <li>
          <button
            type="button"
            className="filter"
            aria-pressed={!isMonthly && chosen === undefined}
            data-testid="exam-new"
            onClick={() => onShow(undefined)}
          >
            {t('newExam')}
          </button>
        </li>
      ) : null}
      {onMonthly ? (
        <li>
          <button
            type="button"
            className="filter"
            aria-pressed={isMonthly}
            data-testid="exam-monthly"
            onClick={onMonthly}
          >
            {t('monthly')}
          </button>
        </li>
      ) : null}
      {exams.map((each) => (
        <li key={each.id}>
          <button
            type="button"
            className="filter"
            aria-pressed={!isMonthly && each.id === chosen}
            data-testid={`exam-${each.trainee}`}
            onClick={() => onShow(each.id)}
          >
            <span className="num">{each.trainee}</span> {stateOf(each)}
            <span className="num small quiet">
              {each.monthly ? t('month', { month: each.monthly.month }) : formatDateTime(i18n.language, each.openedAt)}
            </span>
          </button>
        </li>
      ))}
      {cursor === undefined ? null : (
        <li>
          <Button kind="quiet" data-testid="exam-more" onClick={() => void store.actions.more()}>
            {t('more')}
          </Button>
        </li>
      )}
    </ul>
  );
}

interface OneExamProps extends ExamPaneProps {
  readonly exam: Exam;
}

function OneExam(props: OneExamProps): ReactNode {
  const { store, exam, who } = props;
  const { t } = useTranslation('training');
  const isExaminer = exam.examiners.includes(who) && exam.endedAt === undefined;
  if (examResult(exam)) return <ExamResultSheet {...props} />;
  const act = (deed: ExamDeed): Promise<boolean> => store.actions.act(exam.id, deed);
  return (
    <div className="exam">
      <p className="num">
        {t('examOf', { trainee: exam.trainee, first: exam.examiners[0], second: exam.examiners[1] })}{' '}
        <TimeLeft exam={exam} aheadMs={store.getState().aheadMs} />
      </p>
      <ol className="exam-list exam-sheet-list">
        {placesInOrder(exam).map((nth) => (
          <li
            key={nth}
            data-testid={`exam-question-${String(nth)}`}
            data-follow-up={exam.questions[nth]?.after === undefined ? undefined : true}
          >
            <p className="row">
              <span className="num">{examNumber(exam, nth)}</span> <b className="grow">{exam.questions[nth]?.text}</b>
            </p>
            <OneQuestion {...props} nth={nth} isExaminer={isExaminer} onAct={act} />
          </li>
        ))}
      </ol>
      {isExaminer ? <Ending exam={exam} who={who} onAct={act} /> : null}
    </div>
  );
}

interface OneQuestionProps extends OneExamProps {
  readonly nth: number;
  readonly isExaminer: boolean;
  readonly onAct: (act: ExamDeed) => Promise<boolean>;
}

/** What was done about it, and what an examiner can do now. */
function OneQuestion({ store, exam, who, nth, isExaminer, scenarioOf, onAct }: OneQuestionProps): ReactNode {
  const { t } = useTranslation('training');
  const questions = useStore(store, (state) => state.questions);
  const question = exam.questions[nth];
  if (!question) return null;
  const known = questions.find((each) => each.question === question.text);
  const scenario = known?.scenario;
  const isFree = openPlaces(exam).length === 0;
  const isOpen = question.askedAt !== undefined && question.answeredAt === undefined;
  return (
    <>
      <ExamLog question={question} scenarioOf={scenarioOf} />
      {isExaminer && question.askedAt === undefined ? (
        <div className="row">
          <Button
            disabled={!isFree}
            data-testid={`exam-ask-${String(nth)}`}
            onClick={() => void onAct({ type: 'ask', nth })}
          >
            {t('ask')}
          </Button>
          {scenario === undefined || !scenarioOf(scenario) ? null : (
            <Button
              disabled={!isFree}
              data-testid={`exam-call-${String(nth)}`}
              onClick={() => void onAct({ type: 'ask', nth, scenario })}
            >
              {t('askAsCall')}
            </Button>
          )}
        </div>
      ) : null}
      {isExaminer && isOpen ? (
        <div className="row">
          <Button data-testid={`exam-end-${String(nth)}`} onClick={() => void onAct({ type: 'answered', nth })}>
            {t('endForHim')}
          </Button>
        </div>
      ) : null}
      {isExaminer && isOpen && question.call ? (
        <Steering
          nth={nth}
          scenario={scenarioOf(question.call.scenario)}
          told={question.call.steers.length}
          onAct={onAct}
        />
      ) : null}
      {isExaminer && placeInHand(exam) === nth ? (
        <AskingOn typed={store.words} examId={exam.id} nth={nth} prepared={known?.followUps ?? []} onAct={onAct} />
      ) : null}
      {isExaminer && question.answeredAt !== undefined ? (
        <ExamMarking
          mark={question.marks.find(({ by }) => by === who)}
          onMark={(mark) => void onAct({ type: 'mark', nth, ...mark })}
        />
      ) : null}
    </>
  );
}

/** Of a monthly exam, once it has begun. */
function TimeLeft({ exam, aheadMs }: { readonly exam: Exam; readonly aheadMs: number }): ReactNode {
  const { t } = useTranslation('training');
  const now = useNow(1000);
  const deadline = examDeadline(exam);
  if (deadline === undefined || exam.endedAt !== undefined) return null;
  const left = deadline - (now + aheadMs);
  return <b className="num">{left > 0 ? t('timeLeft', { time: formatDuration(left) }) : t('timeOver')}</b>;
}

function Ending({ exam, who, onAct }: Pick<OneQuestionProps, 'exam' | 'who' | 'onAct'>): ReactNode {
  const { t } = useTranslation('training');
  const isMarked = exam.questions.every(
    ({ askedAt, marks }) => marks.some(({ by }) => by === who) || (exam.monthly && askedAt === undefined),
  );
  return (
    <div className="row">
      <Button kind="primary" data-testid="exam-end" disabled={!isMarked} onClick={() => void onAct({ type: 'end' })}>
        {t('endExam')}
      </Button>
      <span className="small quiet grow">{t('endHow')}</span>
      <Cancel onCancel={() => void onAct({ type: 'cancel' })} />
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
