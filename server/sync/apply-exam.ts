import type { Mutation } from '../../src/shared/sync/wire.ts';
import { examFor, examSchema } from '../../src/shared/training/exam.ts';
import { applyDeed } from '../../src/shared/training/kept-exam-act.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { tellExam } from '../training/exam-line.ts';
import { keepExam, takeExam } from '../training/exams.ts';
import { early, overtaken, refuse, type Decision } from './mutation-outcome.ts';

type ExamDeed = Extract<Mutation, { kind: 'exam.act' }>;

/** What was searched, answered or marked in a pass test, whenever it arrives; whoever takes part hears of it. */
export async function applyExamDeed(centre: Centre, client: SqlClient, mutation: ExamDeed): Promise<Decision> {
  const { id, agentNo, entityId, body } = mutation;
  if (entityId !== id) return refuse('mutation.invalid', 'entityId');
  const exam = await takeExam(client, body.examId);
  if (!exam || !examFor(exam, agentNo)) return refuse('exam.unknown', 'examId');
  const changed = applyDeed(exam, { ...body, key: id }, agentNo, centre.now());
  if (changed === 'notYours') return refuse('exam.notYours');
  // The question may be asked, or answered, by what is on its way from another desk.
  if (changed === 'notNow') return exam.endedAt === undefined ? early('exam.notNow', 'nth') : refuse('exam.over');
  if (changed === exam) return overtaken;
  // Held against what is kept: a list that would be too long is refused here, never read back as broken.
  const checked = examSchema.safeParse(changed);
  if (!checked.success) return refuse('mutation.invalid', 'words');
  await keepExam(client, checked.data);
  await tellExam(client, body.examId);
  return { outcome: 'applied', streams: [] };
}
