import { describe, expect, it } from 'vitest';
import { agentNoSchema, type AgentNo } from '../../../../src/shared/ids.ts';
import {
  changeExam,
  examFor,
  examResult,
  examSchema,
  type Exam,
  type ExamAct,
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

  it('lets each side do its own part only', () => {
    expect(changeExam(opened, ask(0), trainee, 5)).toBe('notYours');
    expect(changeExam(asked, mark(0, full), trainee, 5)).toBe('notYours');
    expect(changeExam(asked, answered, first, 5)).toBe('notYours');
    expect(changeExam(asked, ask(1), stranger, 5)).toBe('notYours');
  });

  it('is given up by an examiner whenever it can’t be ended, and comes to nothing', () => {
    expect(changeExam(asked, { type: 'cancel' }, trainee, 20)).toBe('notYours');
    const marked = after(asked, [mark(0, full), second]);
    const over = after(marked, [{ type: 'cancel' }, first]);
    expect(over).toMatchObject({ endedAt: 10, isCancelled: true });
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
    expect(marked.questions[0]?.marks).toEqual([{ by: first, points: full, isFatal: false }]);
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
});
