import { ok } from '../../../shared/ipc/result.ts';
import type { MutationId } from '../../../shared/ids.ts';
import type { TopQuestion } from '../../../shared/domain/top-questions.ts';
import { dueAgain } from '../../../shared/training/kept-exam-act.ts';
import { listExams } from '../../features/training/known-exams.ts';
import type { Handlers } from './handlers.ts';

type ExamCommand = Extract<keyof Handlers, `exams:${string}`>;

export function examHandlers(questions: () => Promise<TopQuestion[]>, now: () => number): Pick<Handlers, ExamCommand> {
  const again = new Set<MutationId>();
  return {
    'exams:questions': async () => ok(await questions()),
    'exams:series': (_input, { sync }) => sync.training.examSeries(),
    // The hundred questions are this desk's: the centre draws from what it is told.
    'exams:openSeries': async (wanted, { sync }) => {
      const pool = (await questions()).map(({ question, domain }) => ({ text: question, area: domain }));
      return sync.training.openExamSeries({ ...wanted, pool });
    },
    async 'exams:list'({ cursor }, { store, sync }) {
      const listed = await listExams(store, sync.training, cursor, now);
      if (!listed.ok || listed.value.isOld) return listed;
      // Once each: should the centre see it otherwise, it says so for good.
      const due = dueAgain(listed.value.exams, listed.value.unsent).filter(({ key }) => !again.has(key));
      for (const { key } of due) again.add(key);
      if (due.length > 0) {
        await store.readmitExamDeeds(due.map(({ key }) => key));
        sync.wake();
      }
      return listed;
    },
    'exams:open': (request, { sync }) => sync.training.openExam(request),
    async 'exams:act'({ id, act }, { sync }) {
      // What was done before comes before it.
      await sync.send();
      return sync.training.actInExam(id, act);
    },
    async 'exams:keep'({ key, ...deed }, { store, sync }) {
      await store.keepExamDeed(key, deed);
      sync.wake();
      return ok({});
    },
    'exams:words': async (_input, { store }) => ok(await store.examWords()),
    async 'exams:keepWords'(words, { store }) {
      await store.keepExamWords(words);
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
