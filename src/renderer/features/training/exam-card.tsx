import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { AgentNo } from '../../../shared/ids.ts';
import type { Exam } from '../../../shared/training/exam.ts';
import { formatDuration } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import type { ExamStore } from './exam-store.ts';

/** The test that this agent is in as the trainee; undefined while there is none. */
export function runningExam(exams: readonly Exam[], who: AgentNo | undefined): Exam | undefined {
  return exams.find(({ trainee, endedAt }) => trainee === who && endedAt === undefined);
}

/** One question at a time, in the place of practice: the knowledge base on the right stays. */
export function ExamCard({ store, exam }: { readonly store: ExamStore; readonly exam: Exam }): ReactNode {
  const { t } = useTranslation('phone');
  const error = useStore(store, (state) => state.error);
  const nth = exam.questions.findIndex(({ askedAt, answeredAt }) => askedAt !== undefined && answeredAt === undefined);
  const question = exam.questions[nth];
  const answered = exam.questions.filter(({ answeredAt }) => answeredAt !== undefined).length;
  return (
    <section className="pane exam-card" aria-label={t('exam')} data-testid="exam-card">
      <h2 className="heading">{t('exam')}</h2>
      <p className="small quiet">{t('examHow')}</p>
      {question ? (
        <>
          <p className="small quiet num">{t('examNth', { nth: nth + 1, of: exam.questions.length })}</p>
          <p className="exam-question" role="status">
            {question.text}
          </p>
          <Elapsed since={question.askedAt ?? 0} />
          <Button
            kind="primary"
            data-testid="exam-answered"
            onClick={() => void store.actions.act(exam.id, { type: 'answered' })}
          >
            {t('examAnswered')}
          </Button>
        </>
      ) : (
        <p role="status">{t(answered === exam.questions.length ? 'examMarking' : 'examWaiting')}</p>
      )}
      <ErrorNote error={error} />
    </section>
  );
}

/** By this desk's clock: the centre's own counts. */
function Elapsed({ since }: { readonly since: number }): ReactNode {
  const now = useNow(1000);
  return <p className="num quiet">{formatDuration(Math.max(0, now - since))}</p>;
}
