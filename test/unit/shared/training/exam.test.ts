import { describe, expect, it } from 'vitest';
import { agentNoSchema, scenarioIdSchema, type AgentNo } from '../../../../src/shared/ids.ts';
import { changeExam, placeInHand, type ExamAct } from '../../../../src/shared/training/change-exam.ts';
import {
  examFor,
  examNumber,
  examResult,
  examSchema,
  maxFollowUps,
  placesInOrder,
  type Exam,
  type ExamMark,
} from '../../../../src/shared/training/exam.ts';

const trainee = agentNoSchema.parse('1001');
const first = agentNoSchema.parse('0031');
const second = agentNoSchema.parse('0032');
const stranger = agentNoSchema.parse('2088');

const opened: Exam = examSchema.parse({
  ...{ id: '0197f2a4-0000-7000-8000-000000000001', trainee, examiners: [first, second], openedAt: 1 },
  questions: ['家里没电了怎么办', '电线掉地上了'].map((text) => ({ text, searches: [], marks: [] })),
});

function after(exam: Exam, ...acts: readonly (readonly [ExamAct, AgentNo])[]): Exam {
  return acts.reduce((so, [act, by], nth) => {
    const changed = changeExam(so, act, by, 10 + nth);
    if (typeof changed === 'string') throw new Error(`${act.type}: ${changed}`);
    return changed;
  }, exam);
}

const ask = (nth: number): ExamAct => ({ type: 'ask', nth });
const mark = (nth: number, points: ExamMark['points'], isFatal = false): ExamAct => ({
  ...{ type: 'mark', nth, points, isFatal },
});
const answered: ExamAct = { type: 'answered' };
const full = [5, 5, 5, 5];
const asked: Exam = after(opened, [ask(0), first], [{ type: 'search', words: '停电' }, trainee], [answered, trainee]);

describe('a pass test', () => {
  it('puts one question after the other, and keeps when each was asked and answered and what was looked for', () => {
    expect(asked.questions[0]).toMatchObject({ askedAt: 10, answeredAt: 12, searches: [{ at: 11, words: '停电' }] });
    const waiting = after(opened, [ask(0), first]);
    expect(changeExam(waiting, ask(1), first, 20)).toBe('notNow');
    expect(changeExam(waiting, ask(0), second, 20)).toBe(waiting);
    expect(changeExam(asked, answered, trainee, 20)).toBe('notNow');
    expect(changeExam(asked, ask(7), first, 20)).toBe('notNow');
  });

  it('believes no desk a search before its own answer, nor a mark of a time to come', () => {
    const late = after(asked, [{ type: 'search', nth: 0, words: '欠费', at: 11 }, trainee]);
    expect(late.questions[0]?.searches.map(({ at }) => at)).toEqual([11, 12]);
    const ended = after(opened, [ask(0), first], [{ type: 'answered', nth: 0, at: 20 }, first]);
    const meanwhile = after(ended, [{ type: 'search', nth: 0, words: '欠费', at: 10 }, trainee]);
    expect(meanwhile.questions[0]?.searches.map(({ at }) => at)).toEqual([10]);
    const ahead = changeExam(asked, { type: 'mark', nth: 0, points: full, isFatal: false, at: 9_000 }, first, 30);
    expect(ahead).toMatchObject({ questions: [{ marks: [{ at: 30 }] }, {}] });
  });

  it('lets each side do its own part only', () => {
    expect(changeExam(opened, ask(0), trainee, 5)).toBe('notYours');
    expect(changeExam(asked, mark(0, full), trainee, 5)).toBe('notYours');
    expect(changeExam(asked, { type: 'search', words: '停电' }, first, 5)).toBe('notYours');
    expect(changeExam(asked, answered, stranger, 5)).toBe('notYours');
    expect(changeExam(asked, ask(1), stranger, 5)).toBe('notYours');
  });

  it('lets an examiner end a question in the place of a trainee who does not, with his name, and then mark it', () => {
    const waiting = after(opened, [ask(0), first]);
    expect(changeExam(waiting, mark(0, full), first, 20)).toBe('notNow');
    const ended = after(waiting, [{ type: 'answered', nth: 0 }, second]);
    expect(ended.questions[0]).toMatchObject({ answeredAt: 10, endedBy: second });
    expect(examSchema.safeParse(ended).success).toBe(true);
    // Said again, by him or at last by the trainee, it stays as it was.
    for (const by of [second, trainee]) {
      expect(changeExam(ended, { type: 'answered', nth: 0 }, by, 20)).toBe(ended);
    }
    expect(changeExam(ended, mark(0, full), first, 20)).toMatchObject({ questions: [{ marks: [{ by: first }] }, {}] });
    expect(changeExam(ended, { type: 'answered', nth: 1 }, first, 20)).toBe('notNow');
    expect(asked.questions[0]).not.toHaveProperty('endedBy');
    // Also when the time of a monthly exam is over: then it can end.
    const monthly = {
      ...{ series: '0197f2a4-0000-7000-8000-00000000000f', month: '2026-11', minutes: 5, passMark: 60 },
    };
    const late = 10 * 60_000;
    const acts = [
      [{ type: 'answered', nth: 0 }, first],
      [mark(0, full), first],
      [mark(0, full), second],
      [{ type: 'end' }, first],
    ] as const;
    const over = acts.reduce<ReturnType<typeof changeExam>>(
      (so, [act, by]) => (typeof so === 'string' ? so : changeExam(so, act, by, late)),
      { ...waiting, monthly },
    );
    expect(over).toMatchObject({ endedAt: late, questions: [{ answeredAt: late, endedBy: first }, {}] });
  });

  it('is given up by an examiner whenever it can’t be ended, and comes to nothing', () => {
    expect(changeExam(asked, { type: 'cancel' }, trainee, 20)).toBe('notYours');
    const marked = after(asked, [mark(0, full), second]);
    const over = after(marked, [{ type: 'cancel' }, first]);
    expect(over).toMatchObject({ endedAt: 12, isCancelled: true });
    expect(examResult(over)).toBeUndefined();
    expect(changeExam(over, { type: 'cancel' }, second, 30)).toBe(over);
    expect(changeExam(over, { type: 'end' }, first, 30)).toBe('notNow');
    // What was not asked stays unseen, and so do the marks.
    expect(examFor(over, trainee)?.questions.map(({ text, marks }) => [text, marks])).toEqual([
      ['家里没电了怎么办', []],
      ['…', []],
    ]);
  });

  it('marks an answer once for each examiner, the last word counts, and ends when everything is marked by both', () => {
    const marked = after(asked, [mark(0, [1, 1, 1, 1]), first], [mark(0, full), first]);
    expect(marked.questions[0]?.marks).toMatchObject([{ by: first, points: full, isFatal: false }]);
    expect(changeExam(marked, { type: 'end' }, first, 20)).toBe('notNow');
    expect(changeExam(marked, mark(1, full), first, 20)).toBe('notNow');
    const whole = after(
      marked,
      ...([
        [mark(0, full), second],
        [ask(1), second],
        [answered, trainee],
      ] as const),
      ...([
        [mark(1, full), first],
        [mark(1, full), second],
        [{ type: 'end' }, second],
      ] as const),
    );
    expect(examResult(whole)).toEqual({ scores: [100, 100], score: 100, isFatal: false, isPassed: true });
    expect(changeExam(whole, mark(0, full), first, 30)).toBe('notNow');
    expect(changeExam(whole, { type: 'end' }, first, 30)).toBe(whole);
  });

  it('weighs the criteria, leaves out what does not apply, and fails by one fatal fault whatever the score', () => {
    const ended = (points: readonly ExamMark['points'][], isFatal = false): Exam => ({
      ...opened,
      endedAt: 99,
      questions: points.map((each) => ({
        ...{ text: 'x', searches: [] },
        marks: [first, second].map((by) => ({ by, points: each, isFatal })),
      })),
    });
    expect(examResult(ended([[5, 0, 0, 0]]))).toMatchObject({ scores: [40], isPassed: false });
    expect(examResult(ended([[5, 5, null, null]]))).toMatchObject({ scores: [100], isPassed: true });
    expect(examResult(ended([full, [null, null, null, null]]))).toMatchObject({ scores: [100, undefined], score: 100 });
    expect(examResult(ended([full], true))).toMatchObject({ score: 100, isFatal: true, isPassed: false });
    expect(examResult(opened)).toBeUndefined();
  });

  it('shows the trainee no later question and no mark, and an examiner not the marks of the other, before the end', () => {
    const marked = after(asked, [mark(0, full), first], [mark(0, full), second]);
    expect(examFor(marked, trainee)?.questions).toMatchObject([{ text: '家里没电了怎么办', marks: [] }, { text: '…' }]);
    expect(examFor(marked, second)?.questions[0]?.marks.map(({ by }) => by)).toEqual([second]);
    expect(examFor(marked, second)?.questions[1]?.text).toBe('电线掉地上了');
    expect(examFor({ ...marked, endedAt: 99 }, trainee)?.questions[0]?.marks).toHaveLength(2);
    expect(examFor(marked, stranger)).toBeUndefined();
  });

  const key = (nth: number): string => `0197f2a4-0000-7000-8000-${String(nth).padStart(12, '0')}`;
  const followUp = (nth: number, by = 1): ExamAct => ({
    type: 'followUp',
    nth,
    key: key(by),
    text: `追问 ${String(by)}`,
  });

  it('asks on while a question is the one in hand: at once, once for each key, behind all others', () => {
    const open = after(opened, [ask(0), first], [followUp(0), second]);
    expect(open.questions[2]).toMatchObject({ text: '追问 1', after: 0, askedAt: 11 });
    expect(changeExam(open, followUp(0), second, 99)).toBe(open);
    expect(placesInOrder(open)).toEqual([0, 2, 1]);
    expect(examNumber(open, 2)).toBe('1.1');
    // Also once it is answered, as long as nothing else was asked.
    const both = after(open, [{ type: 'answered', nth: 0 }, trainee], [followUp(0, 2), first]);
    expect(placeInHand(both)).toBe(0);
    expect(changeExam(both, ask(1), first, 99)).toBe('notNow');
    const rest = after(both, [{ type: 'answered', nth: 2 }, trainee], [answered, trainee], [ask(1), first]);
    expect(changeExam(rest, followUp(0, 3), first, 99)).toBe('notNow');
    expect(changeExam(opened, followUp(0), first, 99)).toBe('notNow');
    expect(changeExam(open, followUp(0, 4), trainee, 99)).toBe('notYours');
    const many = Array.from({ length: maxFollowUps + 29 }, (_, nth) => [followUp(0, nth), first] as const);
    const full = after(after(opened, [ask(0), first]), ...many.slice(0, 58));
    expect(changeExam(full, followUp(0, 99), first, 99)).toBe('notNow');
    expect(examSchema.safeParse(full).success).toBe(true);
  });

  it('times and marks a follow-up as any question: it is not over without, and counts in the result', () => {
    const asked = after(opened, [ask(0), first], [followUp(0), second]);
    const said = after(asked, [{ type: 'answered', nth: 2 }, trainee], [{ type: 'answered', nth: 2 }, trainee]);
    expect(said.questions[2]?.answeredAt).toBe(11);
    const whole = after(
      said,
      ...([
        [answered, trainee],
        [ask(1), first],
        [answered, trainee],
      ] as const),
      ...[0, 1].flatMap((nth) => [first, second].map((by) => [mark(nth, full), by] as const)),
    );
    expect(changeExam(whole, { type: 'end' }, first, 99)).toBe('notNow');
    const ended = after(whole, ...[first, second].map((by) => [mark(2, [0, 0, 0, 0]), by] as const), [
      { type: 'end' },
      first,
    ]);
    expect(examResult(ended)?.scores).toEqual([100, 100, 0]);
    // The trainee sees it as soon as it is asked.
    expect(examFor(asked, trainee)?.questions[2]?.text).toBe('追问 1');
  });

  it('lets an examiner steer the caller of a question, while it waits for its answer, once for each key and in order', () => {
    const scenario = scenarioIdSchema.parse('zh-outage-report');
    const steer = (by: number, step = 'angry'): ExamAct => ({
      ...{ type: 'steer', nth: 0, key: key(by), wish: { kind: 'step', step } },
    });
    const call = after(
      opened,
      [{ type: 'ask', nth: 0, scenario }, first],
      [steer(1), second],
      [steer(2, 'thanks'), first],
    );
    expect(call.questions[0]?.call?.steers).toMatchObject([
      { by: second, wish: { step: 'angry' } },
      { by: first, wish: { step: 'thanks' } },
    ]);
    expect(changeExam(call, steer(1), second, 99)).toBe(call);
    expect(changeExam(call, steer(3), trainee, 99)).toBe('notYours');
    const over = after(call, [answered, trainee]);
    expect(changeExam(over, steer(3), first, 99)).toBe('notNow');
    // What was lost on the way and comes again is no fault.
    expect(changeExam(over, steer(1), second, 99)).toBe(over);
    expect(changeExam(after(opened, [ask(0), first]), steer(1), first, 99)).toBe('notNow');
  });

  it('keeps every search once, at the time at which it was made, and no time before what came first', () => {
    const search = (by: number, at?: number): ExamAct => ({
      ...{ type: 'search', key: key(by), words: '停电', ...(at !== undefined && { at }) },
    });
    const began = changeExam(opened, ask(0), first, 100_000) as Exam;
    const looked = changeExam(began, search(1, 125_000), trainee, 130_000) as Exam;
    expect(looked.questions[0]?.searches).toMatchObject([{ at: 125_000, words: '停电' }]);
    expect(changeExam(looked, search(1), trainee, 140_000)).toBe(looked);
    // A clock that was put back by days, and a desk that says it was ages ago.
    const back = changeExam(looked, search(2), trainee, 1) as Exam;
    const said = changeExam(back, { type: 'answered', nth: 0, at: 70_000 }, trainee, 150_000) as Exam;
    expect(said.questions[0]).toMatchObject({ searches: [{ at: 125_000 }, { at: 125_000 }], answeredAt: 125_000 });
    expect((changeExam(said, ask(1), first, 5) as Exam).questions[1]?.askedAt).toBe(125_000);
    // A desk whose clock goes ahead says nothing of the future.
    const ahead = changeExam(began, search(3, 999_999), trainee, 130_000) as Exam;
    expect(ahead.questions[0]?.searches).toMatchObject([{ at: 130_000 }]);
    // One that names its question belongs there, also where it arrives after the answer; without its name it has no place.
    const late: ExamAct = { type: 'search', nth: 0, key: key(4), words: '跳闸', at: 110_000 };
    expect(changeExam(said, late, trainee, 160_000)).toMatchObject({
      questions: [{ searches: [{}, {}, { words: '跳闸' }] }, {}],
    });
    expect(changeExam(said, search(5), trainee, 160_000)).toBe('notNow');
    expect(changeExam(said, { ...late, nth: 1 }, trainee, 160_000)).toBe('notNow');
  });

  it('lets the later of two marks stand, in whichever order they arrive', () => {
    const marked = (exam: Exam, points: number, at: number): Exam =>
      changeExam(exam, { ...mark(0, [points, 5, 5, 5]), at } as ExamAct, first, 1_000) as Exam;
    const given = (exam: Exam): unknown => exam.questions[0]?.marks.map(({ points }) => points[0]);
    const later = marked(asked, 4, 500);
    expect(marked(later, 1, 400)).toBe(later);
    expect(given(marked(later, 2, 600))).toEqual([2]);
    // Told by a desk that says nothing of its time it is the newest, whatever the centre's clock shows.
    expect(given(changeExam(later, mark(0, full), first, 3) as Exam)).toEqual([5]);
  });

  it('has a time limit and a pass mark of its own where it is a monthly one', () => {
    const series = key(7);
    const monthly: Exam = { ...opened, monthly: { series, month: '2026-11', minutes: 10, passMark: 50 } };
    const began = changeExam(monthly, ask(0), first, 1_000) as Exam;
    const said = changeExam(began, answered, trainee, 2_000) as Exam;
    const marked = after(said, ...[first, second].map((by) => [mark(0, full), by] as const));
    expect(changeExam(marked, { type: 'end' }, first, 600_000)).toBe('notNow');
    const late = 1_000 + 10 * 60_000 + 1;
    expect(changeExam(marked, ask(1), first, late)).toBe('notNow');
    expect(changeExam(marked, followUp(0), first, late)).toBe('notNow');
    const ended = changeExam(marked, { type: 'end' }, first, late) as Exam;
    expect(examResult(ended)).toEqual({ scores: [100, 0], score: 50, isFatal: false, isPassed: true });
  });
});
