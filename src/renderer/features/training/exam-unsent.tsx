import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { examCriteria, examNumber, type Exam } from '../../../shared/training/exam.ts';
import { isCurable } from '../../../shared/sync/outbox-machine.ts';
import { isSameMark, type UnsentExamDeed } from '../../../shared/training/kept-exam-act.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import type { ExamStore } from './exam-store.ts';
import './exam-unsent.css';

export interface ExamUnsentProps {
  readonly store: ExamStore;
  /** The centre can be reached: what waits leaves in this moment, and nobody needs to be told. */
  readonly isOnline: boolean;
}

/** What the centre does not have: how much waits on this machine, and what it did not take, word for word. */
export function ExamUnsent({ store, isOnline }: ExamUnsentProps): ReactNode {
  const { t } = useTranslation('training');
  const { exams, unsent, unwritten } = useStore(store);
  const refused = unsent.filter(({ refusal }) => refusal !== undefined);
  const waiting = unsent.length - refused.length - unwritten;
  return (
    <div className="exam-notes">
      {waiting === 0 || isOnline ? null : (
        <p className="message" data-tone="hold" role="status" data-testid="exam-unsent">
          {t('unsent', { count: waiting })}
        </p>
      )}
      {unwritten === 0 ? null : (
        <p className="message" data-tone="hold" role="status" data-testid="exam-unwritten">
          {t('unwritten', { count: unwritten })}
        </p>
      )}
      {refused.length === 0 ? null : (
        <div className="message exam-refused" role="alert" data-testid="exam-refused">
          <p>{t('refused')}</p>
          <ul>
            {refused
              .filter((deed, nth) => !refused.slice(nth + 1).some((later) => isSameMark(later, deed)))
              .map((deed) => (
                <li key={deed.key}>
                  <Refused
                    deed={deed}
                    exam={exams.find(({ id }) => id === deed.examId)}
                    onRead={() => {
                      // Of a mark that was changed several times the last one is shown, and speaks for all.
                      const all = refused.filter((other) => other === deed || isSameMark(other, deed));
                      for (const { key } of all) void store.actions.dismiss(key);
                    }}
                  />
                </li>
              ))}
          </ul>
        </div>
      )}
    </div>
  );
}

interface RefusedProps {
  readonly deed: UnsentExamDeed;
  /** Undefined where this desk does not know the test any more. */
  readonly exam: Exam | undefined;
  readonly onRead: () => void;
}

/** By the code of the centre. */
const reasons = {
  'exam.unknown': 'unknown',
  'exam.notYours': 'notYours',
  'exam.notNow': 'notNow',
  'exam.over': 'over',
  'mutation.unknownKind': 'olderCentre',
} as const;

function isKnown(code: string): code is keyof typeof reasons {
  return Object.hasOwn(reasons, code);
}

function Refused({ deed, exam, onRead }: RefusedProps): ReactNode {
  const { t } = useTranslation('training');
  const { act, refusal = '' } = deed;
  const text = exam?.questions[act.nth]?.text;
  const number = exam ? examNumber(exam, act.nth) : String(act.nth + 1);
  return (
    <>
      <p>
        <span className="num">{number}</span> {text === undefined ? '' : `${text} `}
        <b>
          <Done act={act} />
        </b>
      </p>
      <p className="row small">
        <span className="grow">
          {isKnown(refusal) ? t(`refusedFor.${reasons[refusal]}`) : t('refusedElse', { code: refusal })}
        </span>
        {/* What is sent again by itself is not his to clear away. */}
        {isCurable(refusal) ? null : (
          <Button data-testid="exam-refused-read" onClick={onRead}>
            {t('refusedRead')}
          </Button>
        )}
      </p>
    </>
  );
}

/** What was entered, so that it can be said, or entered, again. */
function Done({ act }: Pick<UnsentExamDeed, 'act'>): ReactNode {
  const { t } = useTranslation('training');
  if (act.type === 'answered') return t('refusedAnswer');
  if (act.type === 'search') {
    return act.article === undefined ? t('typed', { words: act.words }) : t('opened', { article: act.article });
  }
  const points = examCriteria.map((criterion, index) => {
    const point = act.points[index] ?? null;
    return `${t(`examFor.${criterion}`)} ${point === null ? t('notApplicable') : String(point)}`;
  });
  const fatal = act.isFatal ? [`${t('fatal')} ${act.why ?? ''}`.trim()] : [];
  return [...points, ...fatal].join(' · ');
}
