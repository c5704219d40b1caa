import type { z } from 'zod';
import { ok, type Result } from '../../shared/ipc/result.ts';
import {
  examAnswerSchema,
  heardExamsAnswerSchema,
  type ExamsAnswer,
  type openExamRequestSchema,
} from '../../shared/sync/exam-wire.ts';
import {
  examSeriesAnswerSchema,
  examSeriesSchema,
  type ExamSeries,
  type OpenExamSeries,
} from '../../shared/sync/exam-series-wire.ts';
import type { AskedExamAct } from '../../shared/ipc/exam-commands.ts';
import type { Exam } from '../../shared/training/exam.ts';

/** Pass tests, which live at the centre. */
export interface ExamRequests {
  /** @param cursor of the page that ended there; without one, what is not over comes first */
  exams(cursor: string | undefined): Promise<Result<ExamsAnswer>>;
  /** `server.rejected` with the field that does not fit. */
  openExam(request: z.infer<typeof openExamRequestSchema>): Promise<Result<Exam>>;
  actInExam(id: string, act: AskedExamAct): Promise<Result<Exam>>;
  /** Newest first. */
  examSeries(): Promise<Result<ExamSeries[]>>;
  /** `server.rejected` with the field that does not fit. */
  openExamSeries(request: OpenExamSeries): Promise<Result<ExamSeries>>;
}

interface Asking {
  get<T>(path: string, answer: z.ZodType<T>): Promise<Result<T>>;
  post<T>(path: string, body: unknown, answer: z.ZodType<T>): Promise<Result<T>>;
}

/** What each act is called at the centre. */
const places: Readonly<Record<AskedExamAct['type'], string>> = {
  ...{ ask: 'ask', followUp: 'followUp', steer: 'steer', end: 'end', cancel: 'cancel' },
};

export function examRequests({ get, post }: Asking): ExamRequests {
  return {
    exams: (cursor) =>
      get(`/v1/exams${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`, heardExamsAnswerSchema),
    async examSeries() {
      const answer = await get('/v1/exams/series', examSeriesAnswerSchema);
      return answer.ok ? ok(answer.value.series) : answer;
    },
    openExamSeries: (request) => post('/v1/exams/series/open', request, examSeriesSchema),
    openExam: (request) => post('/v1/exams/open', request, examAnswerSchema),
    actInExam: (id, { type, ...deed }) => post(`/v1/exams/${places[type]}`, { id, ...deed }, examAnswerSchema),
  };
}
