import type { z } from 'zod';
import { assertNever } from '../../shared/assert-never.ts';
import { ok, type Result } from '../../shared/ipc/result.ts';
import { examAnswerSchema, examsAnswerSchema, type openExamRequestSchema } from '../../shared/sync/exam-wire.ts';
import type { Exam, ExamAct } from '../../shared/training/exam.ts';

/** Pass tests, which live at the centre. */
export interface ExamRequests {
  exams(): Promise<Result<Exam[]>>;
  /** `server.rejected` with the field that does not fit. */
  openExam(request: z.infer<typeof openExamRequestSchema>): Promise<Result<Exam>>;
  actInExam(id: string, act: ExamAct): Promise<Result<Exam>>;
}

interface Asking {
  get<T>(path: string, answer: z.ZodType<T>): Promise<Result<T>>;
  post<T>(path: string, body: unknown, answer: z.ZodType<T>): Promise<Result<T>>;
}

export function examRequests({ get, post }: Asking): ExamRequests {
  const act = (path: string, body: object): Promise<Result<Exam>> => post(`/v1/exams/${path}`, body, examAnswerSchema);
  return {
    async exams() {
      const answer = await get('/v1/exams', examsAnswerSchema);
      return answer.ok ? ok(answer.value.exams) : answer;
    },
    openExam: (request) => act('open', request),
    actInExam(id, deed) {
      switch (deed.type) {
        case 'ask':
          return act('ask', { id, nth: deed.nth });
        case 'search':
          return act('search', { id, words: deed.words });
        case 'answered':
          return act('answered', { id });
        case 'mark':
          return act('mark', { id, nth: deed.nth, points: deed.points, isFatal: deed.isFatal });
        case 'end':
          return act('end', { id });
        case 'cancel':
          return act('cancel', { id });
        default:
          return assertNever(deed);
      }
    },
  };
}
