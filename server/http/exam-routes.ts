import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AgentNo } from '../../src/shared/ids.ts';
import type { ExamAct } from '../../src/shared/training/change-exam.ts';
import type { Centre } from '../centre.ts';
import { refusal } from '../refusal.ts';
import type { ExamLine } from '../training/exam-line.ts';
import { examSeries, openExamSeries } from '../training/exam-series.ts';
import { actInExam, examsOf, openExam } from '../training/exams.ts';
import { serve } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { answer, refuse } from './request-checks.ts';

/** Pass tests: who may what in one is said by `changeExam`. */
export function addExamRoutes(app: FastifyInstance, centre: Centre, line: ExamLine): void {
  const act = async (reply: FastifyReply, id: string, by: AgentNo, deed: ExamAct): Promise<FastifyReply> => {
    const acted = await actInExam(centre, id, by, deed);
    if (acted.ok) await line.tell(id);
    return answer(reply, acted);
  };
  serve(app, centre, endpoints.exams, async ({ reply, claims, query }) => {
    const page = await examsOf(centre, claims.agentNo, query.cursor);
    return page ?? refuse(reply, refusal(404, 'notFound'));
  });
  serve(app, centre, endpoints.openExam, async ({ reply, claims, body }) => {
    const opened = await openExam(centre, claims.agentNo, body);
    if (opened.ok) await line.tell(body.id);
    return answer(reply, opened);
  });
  serve(app, centre, endpoints.examSeries, async () => ({ series: await examSeries(centre.engine) }));
  serve(app, centre, endpoints.openExamSeries, async ({ reply, claims, body }) => {
    const opened = await openExamSeries(centre, claims.agentNo, body);
    if (opened.ok) await Promise.all(opened.value.people.map(({ examId }) => line.tell(examId)));
    return answer(reply, opened);
  });
  serve(app, centre, endpoints.askExam, ({ reply, claims, body: { id, ...asked } }) =>
    act(reply, id, claims.agentNo, { type: 'ask', ...asked }),
  );
  serve(app, centre, endpoints.followUpExam, ({ reply, claims, body: { id, ...asked } }) =>
    act(reply, id, claims.agentNo, { type: 'followUp', ...asked }),
  );
  serve(app, centre, endpoints.steerExam, ({ reply, claims, body: { id, ...steered } }) =>
    act(reply, id, claims.agentNo, { type: 'steer', ...steered }),
  );
  serve(app, centre, endpoints.noteExamSearch, ({ reply, claims, body: { id, agoMs = 0, ...searched } }) =>
    act(reply, id, claims.agentNo, { type: 'search', at: centre.now() - agoMs, ...searched }),
  );
  serve(app, centre, endpoints.answerExam, ({ reply, claims, body: { id, agoMs = 0, ...answered } }) =>
    act(reply, id, claims.agentNo, { type: 'answered', at: centre.now() - agoMs, ...answered }),
  );
  serve(app, centre, endpoints.markExam, ({ reply, claims, body: { id, ...mark } }) =>
    act(reply, id, claims.agentNo, { type: 'mark', ...mark }),
  );
  serve(app, centre, endpoints.endExam, ({ reply, claims, body: { id } }) =>
    act(reply, id, claims.agentNo, { type: 'end' }),
  );
  serve(app, centre, endpoints.cancelExam, ({ reply, claims, body: { id } }) =>
    act(reply, id, claims.agentNo, { type: 'cancel' }),
  );
}
