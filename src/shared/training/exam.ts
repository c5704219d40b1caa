import { z } from 'zod';
import { agentNoSchema, type AgentNo } from '../ids.ts';

/** What an answer is marked for, with how much each counts. */
export const examWeights = { correct: 40, complete: 20, looked: 20, wording: 20 } as const;
export type ExamCriterion = keyof typeof examWeights;
export const examCriteria = Object.keys(examWeights) as ExamCriterion[];
/** Of 100. */
export const passScore = 80;
export const maxExamQuestions = 30;

/** 5 is best; null: the criterion does not apply to this answer. One for each criterion, in their order. */
export const examPointsSchema = z.array(z.number().int().min(0).max(5).nullable()).length(examCriteria.length);

export const examMarkSchema = z.strictObject({
  by: agentNoSchema,
  points: examPointsSchema,
  /** Whatever else was right: who says this to a caller has not passed. */
  isFatal: z.boolean(),
});
export type ExamMark = z.infer<typeof examMarkSchema>;

const instantSchema = z.number().int().min(0);
const examSearchSchema = z.strictObject({ at: instantSchema, words: z.string().max(100) });

export const examQuestionSchema = z.strictObject({
  text: z.string().min(1).max(200),
  askedAt: instantSchema.optional(),
  answeredAt: instantSchema.optional(),
  /** What the trainee looked for in the knowledge base meanwhile. */
  searches: z.array(examSearchSchema).max(200).readonly(),
  marks: z.array(examMarkSchema).max(2).readonly(),
});
export type ExamQuestion = z.infer<typeof examQuestionSchema>;

/** A pass test of one trainee before two examiners. Times in UTC epoch ms of the centre. */
export const examSchema = z.strictObject({
  id: z.uuid(),
  trainee: agentNoSchema,
  /** Who opened it comes first. */
  examiners: z.tuple([agentNoSchema, agentNoSchema]),
  openedAt: instantSchema,
  endedAt: instantSchema.optional(),
  /** Given up before its end: it comes to nothing. */
  isCancelled: z.literal(true).optional(),
  questions: z.array(examQuestionSchema).min(1).max(maxExamQuestions).readonly(),
});
export type Exam = z.infer<typeof examSchema>;

export type ExamAct =
  /** An examiner puts a question before the trainee; one at a time. */
  | { readonly type: 'ask'; readonly nth: number }
  /** The trainee looks something up. */
  | { readonly type: 'search'; readonly words: string }
  /** He has said all that he has to say. */
  | { readonly type: 'answered' }
  | { readonly type: 'mark'; readonly nth: number; readonly points: ExamMark['points']; readonly isFatal: boolean }
  | { readonly type: 'end' }
  /** An examiner gives it up: nobody is held in a test that can't be ended. */
  | { readonly type: 'cancel' };

/** `notYours`: of the other side. `notNow`: the test has not come to that, or is past it. */
export type ExamRefusal = 'notYours' | 'notNow';

/**
 * Pure; the same act again changes nothing.
 *
 *   opened ──ask──▶ asked ──search…──answered──▶ answered ──ask──▶ the next one …
 *                                                   │ mark, by each examiner, until the end
 *   every question answered and marked by both ──end──▶ ended; before that ──cancel──▶ given up
 */
export function changeExam(exam: Exam, act: ExamAct, by: AgentNo, at: number): Exam | ExamRefusal {
  const isOfTrainee = act.type === 'search' || act.type === 'answered';
  if (isOfTrainee ? by !== exam.trainee : !exam.examiners.includes(by)) return 'notYours';
  if (exam.endedAt !== undefined) {
    const ended = exam.isCancelled ? 'cancel' : 'end';
    return act.type === ended ? exam : 'notNow';
  }
  const now = askedNow(exam);
  switch (act.type) {
    case 'ask': {
      const question = exam.questions[act.nth];
      if (!question || (now !== undefined && now !== act.nth)) return 'notNow';
      return question.askedAt === undefined ? withQuestion(exam, act.nth, { ...question, askedAt: at }) : exam;
    }
    case 'search':
      return withNow(exam, (question) => ({ ...question, searches: [...question.searches, { at, words: act.words }] }));
    case 'answered':
      return withNow(exam, (question) => ({ ...question, answeredAt: at }));
    case 'mark': {
      const question = exam.questions[act.nth];
      if (question?.answeredAt === undefined) return 'notNow';
      const mark = { by, points: act.points, isFatal: act.isFatal };
      const marks = [...question.marks.filter((given) => given.by !== by), mark];
      return withQuestion(exam, act.nth, { ...question, marks });
    }
    case 'end':
      return exam.questions.every(({ marks }) => marks.length === 2) ? { ...exam, endedAt: at } : 'notNow';
    case 'cancel':
      return { ...exam, endedAt: at, isCancelled: true };
  }
}

/** The question that waits for its answer. */
function askedNow({ questions }: Exam): number | undefined {
  const nth = questions.findIndex(({ askedAt, answeredAt }) => askedAt !== undefined && answeredAt === undefined);
  return nth < 0 ? undefined : nth;
}

function withNow(exam: Exam, change: (question: ExamQuestion) => ExamQuestion): Exam | ExamRefusal {
  const nth = askedNow(exam);
  const question = nth === undefined ? undefined : exam.questions[nth];
  return nth === undefined || !question ? 'notNow' : withQuestion(exam, nth, change(question));
}

function withQuestion(exam: Exam, nth: number, question: ExamQuestion): Exam {
  return { ...exam, questions: exam.questions.with(nth, question) };
}

/**
 * What one of them may see: the trainee no question before it is asked, and no mark before the end; an examiner the marks of
 * the other one only at the end, so that each judges by himself. Undefined for anybody else.
 */
export function examFor(exam: Exam, who: AgentNo): Exam | undefined {
  const isExaminer = exam.examiners.includes(who);
  if (!isExaminer && who !== exam.trainee) return undefined;
  if (exam.endedAt !== undefined && !exam.isCancelled) return exam;
  return {
    ...exam,
    questions: exam.questions.map((question) => ({
      ...question,
      text: isExaminer || question.askedAt !== undefined ? question.text : '…',
      marks: isExaminer ? question.marks.filter(({ by }) => by === who) : [],
    })),
  };
}

export interface ExamResult {
  /** 0–100 of each question, the mean of both examiners; undefined where nothing of it applies. */
  readonly scores: readonly (number | undefined)[];
  /** 0–100 of the whole. */
  readonly score: number;
  readonly isFatal: boolean;
  readonly isPassed: boolean;
}

/** Pure: what an ended test came to; undefined before, and for one that was given up. */
export function examResult({ questions, endedAt, isCancelled }: Exam): ExamResult | undefined {
  if (endedAt === undefined || isCancelled) return undefined;
  const scores = questions.map(({ marks }) => mean(marks.map(markScore)));
  const score = mean(scores) ?? 0;
  const isFatal = questions.some(({ marks }) => marks.some((mark) => mark.isFatal));
  return { scores, score, isFatal, isPassed: !isFatal && score >= passScore };
}

/** 0–100 of what applies. */
function markScore({ points }: ExamMark): number | undefined {
  let [got, most] = [0, 0];
  for (const [index, criterion] of examCriteria.entries()) {
    const point = points[index] ?? null;
    if (point === null) continue;
    got += examWeights[criterion] * point;
    most += examWeights[criterion] * 5;
  }
  return most === 0 ? undefined : (100 * got) / most;
}

function mean(figures: readonly (number | undefined)[]): number | undefined {
  const known = figures.filter((figure) => figure !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, figure) => sum + figure, 0) / known.length;
}
