import type { z } from 'zod';
import { isTeacher } from '../../src/shared/domain/agent.ts';
import type { AgentNo } from '../../src/shared/ids.ts';
import type { Result } from '../../src/shared/ipc/result.ts';
import { err, ok } from '../../src/shared/ipc/result.ts';
import type { openExamRequestSchema } from '../../src/shared/sync/exam-wire.ts';
import { changeExam, examFor, examSchema, type Exam, type ExamAct } from '../../src/shared/training/exam.ts';
import { agentOf } from '../agents/agent-of.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { refusal, type Refusal } from '../refusal.ts';

/** So many of a person are shown. */
const shown = 20;

interface Row {
  readonly body: string;
}

/** That `by` may examine is the caller's to know. The same id again is the test that is there. */
export async function openExam(
  { engine, now }: Centre,
  by: AgentNo,
  { id, trainee, second, questions }: z.infer<typeof openExamRequestSchema>,
): Promise<Result<Exam, Refusal>> {
  return engine.transaction(async (client) => {
    if (trainee === by || !(await agentOf(client, trainee))) return err(invalid('trainee'));
    const other = second === by || second === trainee ? undefined : await agentOf(client, second);
    if (!other || !isTeacher(other.role)) return err(invalid('second'));
    const fresh: Exam = {
      ...{ id, trainee, examiners: [by, second], openedAt: now() },
      questions: questions.map((text) => ({ text, searches: [], marks: [] })),
    };
    await client.query(
      `INSERT INTO exams (id, trainee, first_examiner, second_examiner, opened_at, body)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [id, trainee, by, second, fresh.openedAt, JSON.stringify(fresh)],
    );
    const kept = await examOf(client, id);
    return kept?.examiners[0] === by ? ok(examFor(kept, by) ?? kept) : err(invalid('id'));
  });
}

/** Those that this person takes part in, newest first, as he may see them. */
export async function examsOf(client: SqlClient, who: AgentNo): Promise<Exam[]> {
  const rows = await client.query<Row>(
    `SELECT body FROM exams WHERE trainee = $1 OR first_examiner = $1 OR second_examiner = $1
      ORDER BY opened_at DESC, id LIMIT $2`,
    [who, shown],
  );
  return rows.flatMap((row) => examFor(read(row), who) ?? []);
}

/** One after the other, whoever acts: no mark overwrites the other examiner's. */
export async function actInExam(
  { engine, now }: Centre,
  id: string,
  by: AgentNo,
  act: ExamAct,
): Promise<Result<Exam, Refusal>> {
  return engine.transaction(async (client) => {
    const exam = await examOf(client, id);
    if (!exam || !examFor(exam, by)) return err(refusal(404, 'notFound'));
    const changed = changeExam(exam, act, by, now());
    if (changed === 'notYours') return err(refusal(403, 'auth.notAllowed'));
    if (changed === 'notNow') return err(invalid('nth'));
    // Held against what is kept: a list that would be too long is refused here, never read back as broken.
    const checked = examSchema.safeParse(changed);
    if (!checked.success) return err(invalid('words'));
    await client.query('UPDATE exams SET body = $2 WHERE id = $1', [id, JSON.stringify(checked.data)]);
    return ok(examFor(checked.data, by) ?? checked.data);
  });
}

/** Held until the transaction ends. */
async function examOf(client: SqlClient, id: string): Promise<Exam | undefined> {
  const [row] = await client.query<{ body: string }>('SELECT body FROM exams WHERE id = $1 FOR UPDATE', [id]);
  return row && read(row);
}

function read({ body }: Row): Exam {
  return examSchema.parse(JSON.parse(body));
}

function invalid(field: string): Refusal {
  return refusal(400, 'request.invalid', { field });
}
