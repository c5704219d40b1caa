import { ok } from '../../../shared/ipc/result.ts';
import type { Handlers } from './handlers.ts';

type ExamCommand = Extract<keyof Handlers, `exams:${string}`>;

export function examHandlers(questions: () => Promise<string[]>): Pick<Handlers, ExamCommand> {
  return {
    'exams:questions': async () => ok(await questions()),
    'exams:list': (_input, { sync }) => sync.training.exams(),
    'exams:open': (request, { sync }) => sync.training.openExam(request),
    'exams:act': ({ id, act }, { sync }) => sync.training.actInExam(id, act),
  };
}
