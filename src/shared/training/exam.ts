import { z } from 'zod';
import { agentNoSchema, scenarioIdSchema, type AgentNo } from '../ids.ts';
import { callerWishSchema } from './caller-wish.ts';

/** What an answer is marked for, with how much each counts. */
export const examWeights = { correct: 40, complete: 20, looked: 20, wording: 20 } as const;
export type ExamCriterion = keyof typeof examWeights;
export const examCriteria = Object.keys(examWeights) as ExamCriterion[];
/** Of 100. */
export const passScore = 80;
export const maxExamQuestions = 30;
/** Together with the questions a test has `maxExamQuestions` + `maxFollowUps` places: fewer questions leave room for more. */
export const maxFollowUps = 30;
/** Of one call. */
export const maxSteers = 100;

/** The place of a question, follow-ups among them. */
export const examPlaceSchema = z
  .number()
  .int()
  .min(0)
  .max(maxExamQuestions + maxFollowUps - 1);
/** What is typed or sent goes on paper and into tables: no NUL, and no half of a surrogate pair. */
export const examTextSchema = z
  .string()
  .trim()
  .refine((text) => text.isWellFormed() && !text.includes('\u0000'));
export const examQuestionTextSchema = examTextSchema.min(1).max(200);

/** 5 is best; null: the criterion does not apply to this answer. One for each criterion, in their order. */
export const examPointsSchema = z.array(z.number().int().min(0).max(5).nullable()).length(examCriteria.length);

export const examMarkSchema = z.strictObject({
  by: agentNoSchema,
  points: examPointsSchema,
  /** Whatever else was right: who says this to a caller has not passed. */
  isFatal: z.boolean(),
  /** Why it is fatal; shown on the sheet. */
  why: z.string().max(200).optional(),
  /** When it was given, by the centre's clock: one that was given before it, and comes after, changes nothing. */
  at: z.number().int().min(0).optional(),
});
export type ExamMark = z.infer<typeof examMarkSchema>;

const instantSchema = z.number().int().min(0);
/** What was typed, or the article that was opened, in words. */
const examSearchSchema = z.strictObject({
  at: instantSchema,
  words: z.string().max(100),
  article: z.string().max(200).optional(),
  /** Made at the desk: told twice it is one. */
  key: z.uuid().optional(),
});
export type ExamSearch = z.infer<typeof examSearchSchema>;

/** The question is played by a practice caller, whom the examiners may steer; in the order in which they did. */
const examCallSchema = z.strictObject({
  scenario: scenarioIdSchema,
  steers: z
    .array(z.strictObject({ key: z.uuid(), at: instantSchema, by: agentNoSchema, wish: callerWishSchema }))
    .max(maxSteers)
    .readonly(),
});

export const examQuestionSchema = z.strictObject({
  text: z.string().min(1).max(200),
  askedAt: instantSchema.optional(),
  answeredAt: instantSchema.optional(),
  /** The examiner who said in the trainee's place that it is answered. */
  endedBy: agentNoSchema.optional(),
  /** What the trainee looked for in the knowledge base meanwhile. */
  searches: z.array(examSearchSchema).max(200).readonly(),
  marks: z.array(examMarkSchema).max(2).readonly(),
  /** Of a follow-up: the place of the question that it asks on. It stands behind all others, so that no place ever changes. */
  after: examPlaceSchema.optional(),
  /** Of a follow-up: made at the desk, so that handed out twice it is one. */
  key: z.uuid().optional(),
  call: examCallSchema.optional(),
});
export type ExamQuestion = z.infer<typeof examQuestionSchema>;

/** `2026-11`. */
export const examMonthSchema = z.string().regex(/^20\d{2}-(?:0[1-9]|1[0-2])$/);

/** What a monthly exam goes by. */
export const examRuleSchema = z.strictObject({
  month: examMonthSchema,
  /** From the first question on; after that nothing more is asked, and what was not asked counts as 0. */
  minutes: z.number().int().min(5).max(240),
  /** Of 100. */
  passMark: z.number().int().min(1).max(100),
});
export type ExamRule = z.infer<typeof examRuleSchema>;

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
  /** One of a monthly series. */
  monthly: examRuleSchema.extend({ series: z.uuid() }).optional(),
  questions: z
    .array(examQuestionSchema)
    .min(1)
    .max(maxExamQuestions + maxFollowUps)
    .readonly(),
});
export type Exam = z.infer<typeof examSchema>;

/** When the time of a monthly exam is over, of the centre's clock; undefined while it has none, or has not begun. */
export function examDeadline({ monthly, questions }: Exam): number | undefined {
  const begun = Math.min(...questions.flatMap(({ askedAt }) => askedAt ?? []));
  return monthly && Number.isFinite(begun) ? begun + monthly.minutes * 60_000 : undefined;
}

/** Those that wait for their answer: a question, and what was asked on it. */
export function openPlaces({ questions }: Exam): number[] {
  return questions.flatMap(({ askedAt, answeredAt }, nth) =>
    askedAt !== undefined && answeredAt === undefined ? [nth] : [],
  );
}

/** The places as they are read: each question, then what was asked on it. */
export function placesInOrder({ questions }: Exam): number[] {
  const places = questions.map((_, nth) => nth);
  return places
    .filter((nth) => questions[nth]?.after === undefined)
    .flatMap((nth) => [nth, ...places.filter((other) => questions[other]?.after === nth)]);
}

/** What one is called: 2, or 2.1 for the first that was asked on it. */
export function examNumber(exam: Exam, nth: number): string {
  const after = exam.questions[nth]?.after;
  if (after === undefined) return String(nth + 1);
  const beside = exam.questions.flatMap((question, place) => (question.after === after ? [place] : []));
  return `${String(after + 1)}.${String(beside.indexOf(nth) + 1)}`;
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
export function examResult({ questions, endedAt, isCancelled, monthly }: Exam): ExamResult | undefined {
  if (endedAt === undefined || isCancelled) return undefined;
  // What there was no time for is not answered.
  const scores = questions.map(({ marks, askedAt }) =>
    askedAt === undefined && marks.length === 0 ? 0 : mean(marks.map(markScore)),
  );
  const score = mean(scores) ?? 0;
  const isFatal = questions.some(({ marks }) => marks.some((mark) => mark.isFatal));
  return { scores, score, isFatal, isPassed: !isFatal && score >= (monthly?.passMark ?? passScore) };
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
