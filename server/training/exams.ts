import type { z } from 'zod';
import { isTeacher } from '../../src/shared/domain/agent.ts';
import type { AgentNo } from '../../src/shared/ids.ts';
import type { Result } from '../../src/shared/ipc/result.ts';
import { err, ok } from '../../src/shared/ipc/result.ts';
import type { ExamsAnswer, openExamRequestSchema } from '../../src/shared/sync/exam-wire.ts';
import { changeExam, type ExamAct } from '../../src/shared/training/change-exam.ts';
import { examFor, examResult, examSchema, type Exam } from '../../src/shared/training/exam.ts';
import type { ExamEntry } from '../../src/shared/training/training-entry.ts';
import { agentOf } from '../agents/agent-of.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { invalidField, refusal, type Refusal } from '../refusal.ts';

/** So many of a person's that are over make a page. */
const perPage = 20;
const cursorPattern = /^(\d{1,16})\.([\w-]{1,60})$/;

interface Row {
  readonly body: string;
}

interface EndedRow extends Row {
  readonly id: string;
  readonly ended_at: number;
}

/** That `by` may examine is the caller's to know. The same id again is the test that is there. */
export async function openExam(
  { engine, now }: Centre,
  by: AgentNo,
  { id, trainee, second, questions }: z.infer<typeof openExamRequestSchema>,
): Promise<Result<Exam, Refusal>> {
  return engine.transaction(async (client) => {
    if (trainee === by || !(await agentOf(client, trainee))) return err(invalidField('trainee'));
    const other = second === by || second === trainee ? undefined : await agentOf(client, second);
    if (!other || !isTeacher(other.role)) return err(invalidField('second'));
    const fresh: Exam = {
      ...{ id, trainee, examiners: [by, second], openedAt: now() },
      questions: questions.map((text) => ({ text, searches: [], marks: [] })),
    };
    await client.query(
      `INSERT INTO exams (id, trainee, first_examiner, second_examiner, opened_at, body)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [id, trainee, by, second, fresh.openedAt, JSON.stringify(fresh)],
    );
    const kept = await takeExam(client, id);
    return kept?.examiners[0] === by ? ok(examFor(kept, by) ?? kept) : err(invalidField('id'));
  });
}

/**
 * Those that this person takes part in, as he may see them: on the first page all that are not over, however many have
 * ended since; then those that are, the last one first. Undefined for a cursor that no page gave.
 */
export async function examsOf(
  { engine, now }: Centre,
  who: AgentNo,
  cursor: string | undefined,
): Promise<ExamsAnswer | undefined> {
  const [, endedAt, id] = cursorPattern.exec(cursor ?? `${String(Number.MAX_SAFE_INTEGER)}.x`) ?? [];
  if (endedAt === undefined || id === undefined) return undefined;
  const open =
    cursor === undefined
      ? await engine.query<Row>(
          `SELECT body FROM exams WHERE ended_at IS NULL AND ${isOf} ORDER BY opened_at DESC, id`,
          [who],
        )
      : [];
  // One more than is shown tells whether there is a next page.
  const ended = await engine.query<EndedRow>(
    `SELECT body, id, ended_at FROM exams WHERE ${isOf} AND (ended_at, id) < ($2, $3)
      ORDER BY ended_at DESC, id DESC LIMIT $4`,
    [who, Number(endedAt), id, perPage + 1],
  );
  const last = ended.length > perPage ? ended[perPage - 1] : undefined;
  return {
    exams: [...open, ...ended.slice(0, perPage)].flatMap((row) => examFor(read(row), who) ?? []),
    ...(last && { cursor: `${String(last.ended_at)}.${last.id}` }),
    now: now(),
  };
}

const isOf = '(trainee = $1 OR first_examiner = $1 OR second_examiner = $1)';

/** One after the other, whoever acts: no mark overwrites the other examiner's. */
export async function actInExam(
  { engine, now }: Centre,
  id: string,
  by: AgentNo,
  act: ExamAct,
): Promise<Result<Exam, Refusal>> {
  return engine.transaction(async (client) => {
    const exam = await takeExam(client, id);
    if (!exam || !examFor(exam, by)) return err(refusal(404, 'notFound'));
    const changed = changeExam(exam, act, by, now());
    if (changed === 'notYours') return err(refusal(403, 'auth.notAllowed'));
    if (changed === 'notNow') return err(invalidField('nth'));
    // Held against what is kept: a list that would be too long is refused here, never read back as broken.
    const checked = examSchema.safeParse(changed);
    if (!checked.success) return err(invalidField('words'));
    await keepExam(client, checked.data);
    if (exam.endedAt === undefined) await writeDown(client, checked.data, now());
    return ok(examFor(checked.data, by) ?? checked.data);
  });
}

/** What an ended test came to goes into the training file; of one that was given up nothing does. */
async function writeDown(client: SqlClient, exam: Exam, receivedAt: number): Promise<void> {
  const result = examResult(exam);
  if (!result || exam.endedAt === undefined) return;
  const { score, isPassed, isFatal } = result;
  const entry: ExamEntry = {
    kind: 'exam',
    result: {
      ...{ examId: exam.id, from: exam.openedAt, to: exam.endedAt, score, isPassed, isFatal },
      ...(exam.monthly && { month: exam.monthly.month }),
    },
  };
  await client.query(
    `INSERT INTO training_results (agent_no, entry_id, kind, seq, ended_at, body, received_at)
     VALUES ($1, $2, 'exam', 1, $3, $4, $5) ON CONFLICT DO NOTHING`,
    // No desk can name one of its own like that.
    [exam.trainee, `exam-${exam.id}`, exam.endedAt, JSON.stringify(entry), receivedAt],
  );
}

export async function keepExam(client: SqlClient, exam: Exam): Promise<void> {
  await client.query('UPDATE exams SET body = $2, ended_at = $3 WHERE id = $1', [
    ...[exam.id, JSON.stringify(exam), exam.endedAt ?? null],
  ]);
}

/** Held until the transaction ends. */
export async function takeExam(client: SqlClient, id: string): Promise<Exam | undefined> {
  const [row] = await client.query<{ body: string }>('SELECT body FROM exams WHERE id = $1 FOR UPDATE', [id]);
  return row && read(row);
}

function read({ body }: Row): Exam {
  return examSchema.parse(JSON.parse(body));
}
