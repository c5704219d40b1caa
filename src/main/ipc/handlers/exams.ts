import { ok } from '../../../shared/ipc/result.ts';
import type { TopQuestion } from '../../../shared/domain/top-questions.ts';
import { listExams } from '../../features/training/known-exams.ts';
import type { Handlers } from './handlers.ts';

type ExamCommand = Extract<keyof Handlers, `exams:${string}`>;

export function examHandlers(questions: () => Promise<TopQuestion[]>, now: () => number): Pick<Handlers, ExamCommand> {
  return {
    'exams:questions': async () => ok(await questions()),
    'exams:series': (_input, { sync }) => sync.training.examSeries(),
    // The hundred questions are this desk's: the centre draws from what it is told.
    'exams:openSeries': async (wanted, { sync }) => {
      const pool = (await questions()).map(({ question, domain }) => ({ text: question, area: domain }));
      return sync.training.openExamSeries({ ...wanted, pool });
    },
    'exams:list': ({ cursor }, { store, sync }) => listExams(store, sync.training, cursor, now),
    'exams:open': (request, { sync }) => sync.training.openExam(request),
    'exams:act': ({ id, act }, { sync }) => sync.training.actInExam(id, act),
    async 'exams:keep'({ key, ...deed }, { store, sync }) {
      await store.keepExamDeed(key, deed);
      sync.wake();
      return ok({});
    },
    async 'exams:dismiss'({ key }, { store, sync }) {
      await store.dismissExamDeed(key);
      // One less that asks for attention.
      sync.wake();
      return ok({});
    },
  };
}
