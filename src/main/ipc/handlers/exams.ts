import { ok } from '../../../shared/ipc/result.ts';
import type { TopQuestion } from '../../../shared/domain/top-questions.ts';
import type { Handlers } from './handlers.ts';

type ExamCommand = Extract<keyof Handlers, `exams:${string}`>;

export function examHandlers(questions: () => Promise<TopQuestion[]>): Pick<Handlers, ExamCommand> {
  return {
    'exams:questions': async () => ok(await questions()),
    'exams:series': (_input, { sync }) => sync.training.examSeries(),
    // The hundred questions are this desk's: the centre draws from what it is told.
    'exams:openSeries': async (wanted, { sync }) => {
      const pool = (await questions()).map(({ question, domain }) => ({ text: question, area: domain }));
      return sync.training.openExamSeries({ ...wanted, pool });
    },
    'exams:list': ({ cursor }, { sync }) => sync.training.exams(cursor),
    'exams:open': (request, { sync }) => sync.training.openExam(request),
    'exams:act': ({ id, act }, { sync }) => sync.training.actInExam(id, act),
  };
}
