import { runningExam } from '../features/training/exam-card.tsx';
import type { Stores } from './stores.ts';

type Wired = Pick<Stores, 'exams' | 'knowledge' | 'session' | 'phone'>;

/** What a trainee looks up in a pass test is written down there: what he typed, and the article that he opened with it. */
export function wireExams({ exams, knowledge, session, phone }: Wired): void {
  const running = () => runningExam(exams.getState().exams, session.getState().session?.agent.agentNo);
  knowledge.subscribe(({ open, query }, before) => {
    // What he looks up for a caller is nobody's business here.
    if (!open || open === before.open || phone.getState().calls.length > 0) return;
    const exam = running();
    const isAsked = exam?.questions.some(
      ({ askedAt, answeredAt }) => askedAt !== undefined && answeredAt === undefined,
    );
    if (!exam || !isAsked) return;
    const words = [query.trim(), open.article.title].filter((text) => text !== '').join(' → ');
    void exams.actions.act(exam.id, { type: 'search', words: words.slice(0, 100) });
  });
}
