import { randomInt, randomUUID } from 'node:crypto';
import { isTeacher } from '../../src/shared/domain/agent.ts';
import { agentNoSchema, type AgentNo } from '../../src/shared/ids.ts';
import { err, ok, type Result } from '../../src/shared/ipc/result.ts';
import { examSeriesSchema, type ExamSeries, type OpenExamSeries } from '../../src/shared/sync/exam-series-wire.ts';
import { drawExam } from '../../src/shared/training/draw-exam.ts';
import { examSchema } from '../../src/shared/training/exam.ts';
import { examEntrySchema } from '../../src/shared/training/training-entry.ts';
import { agentOf } from '../agents/agent-of.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { invalidField, type Refusal } from '../refusal.ts';

/** A year's. */
const shown = 12;

const keptSchema = examSeriesSchema.omit({ people: true });

/**
 * Opens a month's exams: one for each person, with questions of his own by lot. The same id again is the series that is
 * there; its people are told by whoever called.
 */
export async function openExamSeries(
  { engine, now }: Centre,
  by: AgentNo,
  request: OpenExamSeries,
): Promise<Result<ExamSeries, Refusal>> {
  const { id, month, minutes, passMark, people, examiners, count, pool } = request;
  return engine.transaction(async (client) => {
    const fault = await faultOf(client, by, request);
    if (fault !== undefined) return err(invalidField(fault));
    const kept = { id, month, minutes, passMark, openedAt: now(), examiners, count };
    const [fresh] = await client.query<{ id: string }>(
      `INSERT INTO exam_series (id, opened_by, opened_at, body) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING RETURNING id`,
      [id, by, kept.openedAt, JSON.stringify(kept)],
    );
    const random = (): number => randomInt(2 ** 32) / 2 ** 32;
    for (const trainee of fresh ? people : []) {
      const texts = drawExam(pool, count, await hadLast(client, trainee), random);
      const exam = examSchema.parse({
        ...{ id: randomUUID(), trainee, examiners, openedAt: kept.openedAt },
        monthly: { series: id, month, minutes, passMark },
        questions: texts.map((text) => ({ text, searches: [], marks: [] })),
      });
      await client.query(
        `INSERT INTO exams (id, trainee, first_examiner, second_examiner, opened_at, body, series)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [exam.id, trainee, ...exam.examiners, exam.openedAt, JSON.stringify(exam), id],
      );
    }
    const [series] = await seriesBy(client, 'WHERE id = $1 AND opened_by = $2', [id, by]);
    return series ? ok(series) : err(invalidField('id'));
  });
}

/** The newest first, with how far everybody is. */
export async function examSeries(client: SqlClient): Promise<ExamSeries[]> {
  return seriesBy(client, `ORDER BY opened_at DESC, id LIMIT ${String(shown)}`, []);
}

/** The field that can't be; undefined when all is well. */
async function faultOf(
  client: SqlClient,
  by: AgentNo,
  { people, examiners, count, pool }: OpenExamSeries,
): Promise<string | undefined> {
  if (new Set(examiners).size < 2) return 'examiners';
  for (const examiner of examiners) {
    const agent = await agentOf(client, examiner);
    if (!agent || !isTeacher(agent.role)) return 'examiners';
  }
  if (new Set(people).size < people.length) return 'people';
  // Who made the list of questions sits no exam of it.
  if (people.includes(by)) return 'people';
  for (const person of people) if (examiners.includes(person) || !(await agentOf(client, person))) return 'people';
  const texts = new Set(pool.map(({ text }) => text));
  if (texts.size < pool.length) return 'pool';
  return texts.size < count ? 'count' : undefined;
}

/** The questions of his last exam. */
async function hadLast(client: SqlClient, trainee: AgentNo): Promise<Set<string>> {
  const [row] = await client.query<{ body: string }>(
    'SELECT body FROM exams WHERE trainee = $1 ORDER BY opened_at DESC, id LIMIT 1',
    [trainee],
  );
  return new Set(row ? examSchema.parse(JSON.parse(row.body)).questions.map(({ text }) => text) : []);
}

interface PersonRow {
  readonly series: string;
  readonly id: string;
  readonly trainee: string;
  readonly is_over: boolean;
  readonly is_begun: boolean;
  /** What the training file says of it; of one that was given up it says nothing. */
  readonly entry: string | null;
}

/**
 * Of the sheets themselves, questions, searches and marks, none is read: what an exam came to stands in the training file
 * from its end on. Within a text of a body each quote is escaped, so that none looks like the key.
 */
async function seriesBy(client: SqlClient, which: string, values: readonly string[]): Promise<ExamSeries[]> {
  const rows = await client.query<{ id: string; body: string }>(`SELECT id, body FROM exam_series ${which}`, [
    ...values,
  ]);
  const people = await client.query<PersonRow>(
    `SELECT e.series, e.id, e.trainee, e.ended_at IS NOT NULL AS is_over,
            CASE WHEN e.ended_at IS NULL THEN position('"askedAt":' in e.body) > 0 ELSE true END AS is_begun,
            t.body AS entry
       FROM exams e
       LEFT JOIN training_results t ON t.agent_no = e.trainee AND t.entry_id = 'exam-' || e.id
      WHERE e.series = ANY ($1::text[]) ORDER BY e.trainee, e.id`,
    [rows.map(({ id }) => id)],
  );
  const bySeries = Map.groupBy(people, ({ series }) => series);
  return rows.map(({ id, body }) => ({
    ...keptSchema.parse(JSON.parse(body)),
    people: (bySeries.get(id) ?? []).map(personOf),
  }));
}

function personOf({ id, trainee, is_over: isOver, is_begun: isBegun, entry }: PersonRow): ExamSeries['people'][number] {
  const result = isOver && entry !== null ? examEntrySchema.parse(JSON.parse(entry)).result : undefined;
  const open = isBegun ? 'running' : 'waiting';
  const over = !result ? 'cancelled' : result.isPassed ? 'passed' : 'failed';
  return {
    ...{ agentNo: agentNoSchema.parse(trainee), examId: id, standing: isOver ? over : open },
    ...(result && { score: result.score }),
  };
}
