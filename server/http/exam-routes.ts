import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AgentNo } from '../../src/shared/ids.ts';
import type { ExamAct } from '../../src/shared/training/exam.ts';
import type { Centre } from '../centre.ts';
import type { ExamLine } from '../training/exam-line.ts';
import { actInExam, examsOf, openExam } from '../training/exams.ts';
import { serve } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { answer } from './request-checks.ts';

/** Pass tests: who may what in one is said by `changeExam`. */
export function addExamRoutes(app: FastifyInstance, centre: Centre, line: ExamLine): void {
  const act = async (reply: FastifyReply, id: string, by: AgentNo, deed: ExamAct): Promise<FastifyReply> => {
    const acted = await actInExam(centre, id, by, deed);
    if (acted.ok) await line.tell(id);
    return answer(reply, acted);
  };
  serve(app, centre, endpoints.exams, async ({ claims }) => ({
    exams: await examsOf(centre.engine, claims.agentNo),
  }));
  serve(app, centre, endpoints.openExam, async ({ reply, claims, body }) => {
    const opened = await openExam(centre, claims.agentNo, body);
    if (opened.ok) await line.tell(body.id);
    return answer(reply, opened);
  });
  serve(app, centre, endpoints.askExam, ({ reply, claims, body: { id, nth } }) =>
    act(reply, id, claims.agentNo, { type: 'ask', nth }),
  );
  serve(app, centre, endpoints.noteExamSearch, ({ reply, claims, body: { id, words } }) =>
    act(reply, id, claims.agentNo, { type: 'search', words }),
  );
  serve(app, centre, endpoints.answerExam, ({ reply, claims, body: { id } }) =>
    act(reply, id, claims.agentNo, { type: 'answered' }),
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
