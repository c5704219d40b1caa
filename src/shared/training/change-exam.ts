import type { AgentNo, ScenarioId } from '../ids.ts';
import type { CallerWish } from './caller-wish.ts';
import { examDeadline, maxExamQuestions, maxFollowUps, maxSteers, openPlaces } from './exam.ts';
import type { Exam, ExamMark, ExamQuestion } from './exam.ts';

export type ExamAct =
  /** An examiner puts a question before the trainee, in words or as a call; one at a time. */
  | { readonly type: 'ask'; readonly nth: number; readonly scenario?: ScenarioId | undefined }
  /** He asks on, as long as that question is the one in hand. `key`: sent twice it is one. */
  | { readonly type: 'followUp'; readonly nth: number; readonly key: string; readonly text: string }
  /** He has the caller do something. */
  | { readonly type: 'steer'; readonly nth: number; readonly key: string; readonly wish: CallerWish }
  /**
   * The trainee typed something into the search, or opened an article, `at` by the centre's clock, while he had this question
   * before him; the one asked last where none is named.
   */
  | {
      readonly type: 'search';
      readonly nth?: number | undefined;
      readonly words: string;
      readonly article?: string | undefined;
      readonly key?: string | undefined;
      readonly at?: number | undefined;
    }
  /**
   * He has said all that he has to say to this question; to the one asked last where none is named. An examiner says it in
   * his place where he does not, or can't: what nobody ended could never be marked.
   */
  | { readonly type: 'answered'; readonly nth?: number | undefined; readonly at?: number | undefined }
  /** Without `at` it counts as given now. */
  | {
      readonly type: 'mark';
      readonly nth: number;
      readonly points: ExamMark['points'];
      readonly isFatal: boolean;
      readonly why?: string | undefined;
      readonly at?: number | undefined;
    }
  | { readonly type: 'end' }
  /** An examiner gives it up: nobody is held in a test that can't be ended. */
  | { readonly type: 'cancel' };

/** `notYours`: of the other side. `notNow`: the test has not come to that, or is past it. */
export type ExamRefusal = 'notYours' | 'notNow';

/**
 * Pure; the same act again changes nothing, and no time lies before another one that came first, whatever the clock did.
 *
 *   opened ──ask──▶ asked ──search · followUp · steer …──answered──▶ answered ──followUp, or ask──▶ the next one …
 *                                                   │ mark, by each examiner, until the end
 *   every question and follow-up answered and marked by both ──end──▶ ended; before that ──cancel──▶ given up
 */
export function changeExam(exam: Exam, act: ExamAct, by: AgentNo, clock: number): Exam | ExamRefusal {
  if (!isOf(exam, act, by)) return 'notYours';
  if (exam.endedAt !== undefined) {
    const ended = exam.isCancelled ? 'cancel' : 'end';
    return act.type === ended ? exam : 'notNow';
  }
  const at = Math.max(clock, lastInstant(exam));
  switch (act.type) {
    case 'ask':
      return ask(exam, act, at);
    case 'followUp':
      return followUp(exam, act, at);
    case 'steer':
      return steer(exam, act, by, at);
    case 'search':
      return search(exam, act, at);
    case 'answered':
      return answered(exam, act, by, at);
    case 'mark':
      return mark(exam, act, by, clock);
    case 'end':
      return canEnd(exam, at) ? { ...exam, endedAt: at } : 'notNow';
    case 'cancel':
      return { ...exam, endedAt: at, isCancelled: true };
  }
}

function isOf({ trainee, examiners }: Exam, { type }: ExamAct, by: AgentNo): boolean {
  const isTrainees = type === 'search' || type === 'answered';
  return (isTrainees && by === trainee) || (type !== 'search' && examiners.includes(by));
}

/** Everything that was asked is marked by both; and everything was asked, or there is no time left for it. */
function canEnd(exam: Exam, at: number): boolean {
  const isLate = isOver(exam, at);
  return exam.questions.every(({ askedAt, marks }) => marks.length === 2 || (isLate && askedAt === undefined));
}

function isOver(exam: Exam, at: number): boolean {
  return at > (examDeadline(exam) ?? Number.POSITIVE_INFINITY);
}

type Act<T extends ExamAct['type']> = Extract<ExamAct, { type: T }>;

function ask(exam: Exam, { nth, scenario }: Act<'ask'>, at: number): Exam | ExamRefusal {
  const question = exam.questions[nth];
  if (!question || openPlaces(exam).some((open) => open !== nth && exam.questions[open]?.after !== nth))
    return 'notNow';
  if (question.askedAt !== undefined) return exam;
  if (isOver(exam, at)) return 'notNow';
  const call = scenario === undefined ? undefined : { scenario, steers: [] };
  return withQuestion(exam, nth, { ...question, askedAt: at, ...(call && { call }) });
}

/** The question in hand: the one that waits for its answer, else the one that was asked last. */
export function placeInHand({ questions }: Exam): number | undefined {
  let last: number | undefined;
  for (const [nth, { askedAt, answeredAt, after }] of questions.entries()) {
    if (askedAt === undefined) continue;
    if (answeredAt === undefined) return after ?? nth;
    if (after === undefined && (last === undefined || askedAt >= (questions[last]?.askedAt ?? 0))) last = nth;
  }
  return last;
}

function followUp(exam: Exam, { nth, key, text }: Act<'followUp'>, at: number): Exam | ExamRefusal {
  if (exam.questions.some((question) => question.key === key)) return exam;
  const isFull = exam.questions.length >= maxExamQuestions + maxFollowUps;
  if (isFull || placeInHand(exam) !== nth || isOver(exam, at)) return 'notNow';
  const asked: ExamQuestion = { text, after: nth, key, askedAt: at, searches: [], marks: [] };
  return { ...exam, questions: [...exam.questions, asked] };
}

function steer(exam: Exam, { nth, key, wish }: Act<'steer'>, by: AgentNo, at: number): Exam | ExamRefusal {
  const question = exam.questions[nth];
  if (!question?.call) return 'notNow';
  const { call } = question;
  if (call.steers.some((steered) => steered.key === key)) return exam;
  if (question.answeredAt !== undefined || call.steers.length >= maxSteers) return 'notNow';
  return withQuestion(exam, nth, { ...question, call: { ...call, steers: [...call.steers, { key, at, by, wish }] } });
}

function search(exam: Exam, act: Act<'search'>, clock: number): Exam | ExamRefusal {
  const { words, article, key, at = clock } = act;
  const isKnown = key !== undefined && exam.questions.some(({ searches }) => searches.some((each) => each.key === key));
  if (isKnown) return exam;
  // One that names its question may come after the answer: an examiner ended it while the trainee's line was away.
  const nth = act.nth ?? openPlaces(exam).at(-1);
  const question = nth === undefined ? undefined : exam.questions[nth];
  if (nth === undefined || question?.askedAt === undefined) return 'notNow';
  // What he looked up after his own answer can't be of its time, whatever his desk says.
  const { answeredAt, endedBy } = question;
  const from = answeredAt !== undefined && endedBy === undefined ? answeredAt : 0;
  const found = {
    ...{ at: notBefore(question, Math.max(from, Math.min(at, clock))), words },
    ...(article !== undefined && { article }),
    ...(key !== undefined && { key }),
  };
  return withQuestion(exam, nth, { ...question, searches: [...question.searches, found] });
}

function answered(exam: Exam, act: Act<'answered'>, by: AgentNo, clock: number): Exam | ExamRefusal {
  const { nth, at = clock } = act;
  const place = nth ?? openPlaces(exam).at(-1);
  const question = place === undefined ? undefined : exam.questions[place];
  if (place === undefined || question?.askedAt === undefined) return 'notNow';
  if (question.answeredAt !== undefined) return exam;
  const endedBy = by === exam.trainee ? undefined : by;
  return withQuestion(exam, place, {
    ...{ ...question, answeredAt: notBefore(question, Math.min(at, clock)) },
    ...(endedBy !== undefined && { endedBy }),
  });
}

/** The later of two stands: one of a desk that was away longer changes nothing. */
function mark(exam: Exam, act: Act<'mark'>, by: AgentNo, clock: number): Exam | ExamRefusal {
  const { nth, points, isFatal, why } = act;
  const question = exam.questions[nth];
  if (question?.answeredAt === undefined) return 'notNow';
  // Kept for its order alone: whatever the clocks go by, what replaces a mark is later than it.
  const before = question.marks.find((each) => each.by === by)?.at ?? -1;
  // Nor is it of a time to come: a desk whose clock is ahead has no last word for days.
  const latest = Math.max(clock, before + 1);
  const at = Math.min(act.at ?? latest, latest);
  if (at < before) return exam;
  const given: ExamMark = { by, points, isFatal, ...(isFatal && why !== undefined && why !== '' && { why }), at };
  return withQuestion(exam, nth, { ...question, marks: [...question.marks.filter((each) => each.by !== by), given] });
}

/** What happened at a question happened after it was asked, and in its order. */
function notBefore({ askedAt = 0, searches }: ExamQuestion, at: number): number {
  return Math.max(at, askedAt, searches.at(-1)?.at ?? 0);
}

function lastInstant({ openedAt, questions }: Exam): number {
  return questions.reduce(
    (last, { askedAt = 0, answeredAt = 0, searches }) => Math.max(last, askedAt, answeredAt, searches.at(-1)?.at ?? 0),
    openedAt,
  );
}

function withQuestion(exam: Exam, nth: number, question: ExamQuestion): Exam {
  return { ...exam, questions: exam.questions.with(nth, question) };
}
