import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { examNumber, openPlaces, type Exam } from '../../../shared/training/exam.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import { formatDuration } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import type { ExamStore } from './exam-store.ts';
import { ExamUnsent } from './exam-unsent.tsx';

/** The caller of a question that is played as a call. */
export interface ExamCaller {
  /** He rings, talks, or will ring again. */
  readonly isThere: boolean;
  readonly canRing: boolean;
  readonly error: AppError | undefined;
  readonly onRing: () => void;
}

export interface ExamCardProps {
  readonly store: ExamStore;
  readonly exam: Exam;
  /** Undefined while no question is played as a call. */
  readonly caller: ExamCaller | undefined;
  /** The centre can be reached. */
  readonly isOnline: boolean;
}

/** What is asked now, in the place of practice: one question, and what is asked on it. The knowledge base on the right stays. */
export function ExamCard({ store, exam, caller, isOnline }: ExamCardProps): ReactNode {
  const { t } = useTranslation('phone');
  const { error, aheadMs } = useStore(store);
  const open = openPlaces(exam);
  const isAllAnswered = exam.questions.every(({ answeredAt }) => answeredAt !== undefined);
  const asked = exam.questions.filter(({ after }) => after === undefined).length;
  return (
    <section className="pane exam-card" aria-label={t('exam')} data-testid="exam-card">
      <h2 className="heading">{t('exam')}</h2>
      <p className="small quiet">{t('examHow')}</p>
      {open.length === 0 ? <p role="status">{t(isAllAnswered ? 'examMarking' : 'examWaiting')}</p> : null}
      {open.map((nth) => {
        const question = exam.questions[nth];
        const isFollowUp = question?.after !== undefined;
        return (
          <div key={nth} className="exam-asked" data-testid={`exam-asked-${String(nth)}`}>
            <p className="small quiet num">
              {t(isFollowUp ? 'examFollowUp' : 'examNth', { nth: examNumber(exam, nth), of: asked })}
            </p>
            <p className="exam-question" role="status">
              {question?.text}
            </p>
            <Elapsed since={(question?.askedAt ?? 0) - aheadMs} />
            <Button
              kind={nth === open.at(-1) ? 'primary' : 'plain'}
              data-testid={`exam-answered-${String(nth)}`}
              onClick={() => void store.actions.act(exam.id, { type: 'answered', nth })}
            >
              {t('examAnswered')}
            </Button>
          </div>
        );
      })}
      {caller ? <Caller caller={caller} /> : null}
      <ExamUnsent store={store} isOnline={isOnline} />
      {error?.code === 'server.rejected' ? (
        <p className="message" role="alert">
          {t('examPast')}
        </p>
      ) : (
        <ErrorNote error={error} />
      )}
    </section>
  );
}

/** Whoever lost his call has it back. */
function Caller({ caller: { isThere, canRing, error, onRing } }: { readonly caller: ExamCaller }): ReactNode {
  const { t } = useTranslation('phone');
  return (
    <>
      <p className="small quiet">{t('examAsCall')}</p>
      {isThere ? null : (
        <Button data-testid="exam-ring" disabled={!canRing} onClick={onRing}>
          {t('examRing')}
        </Button>
      )}
      <ErrorNote error={error} />
    </>
  );
}

/** By the centre's clock, which counts. */
function Elapsed({ since }: { readonly since: number }): ReactNode {
  const now = useNow(1000);
  return <p className="num quiet">{formatDuration(Math.max(0, now - since))}</p>;
}
