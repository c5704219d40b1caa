import { expect, test } from 'vitest';
import { agentNoSchema } from '../../../../src/shared/ids.ts';
import { examSchema, type Exam } from '../../../../src/shared/training/exam.ts';
import { dueAgain, unsentExamDeedSchema } from '../../../../src/shared/training/kept-exam-act.ts';

const examiner = agentNoSchema.parse('0031');
const exam: Exam = examSchema.parse({
  ...{ id: '0197f2a4-0000-7000-8000-000000000001', trainee: '1001', examiners: [examiner, '0032'], openedAt: 1 },
  questions: [{ text: '家里没电了怎么办', askedAt: 2, searches: [], marks: [] }],
});
const answered: Exam = { ...exam, questions: exam.questions.map((question) => ({ ...question, answeredAt: 3 })) };
const refused = (refusal: string) =>
  unsentExamDeedSchema.parse({
    ...{ examId: exam.id, at: 5, key: '0197f2a4-0000-7000-8000-000000000002', by: examiner, refusal },
    act: { type: 'mark', nth: 0, points: [5, 5, 5, 5], isFatal: false },
  });

test('what came too early is due again once the test at the centre has come to it, and nothing else is', () => {
  const early = refused('exam.notNow');
  expect(dueAgain([exam], [early])).toEqual([]);
  expect(dueAgain([answered], [early])).toEqual([early]);
  expect(dueAgain([answered], [refused('exam.over')])).toEqual([]);
  expect(dueAgain([], [early])).toEqual([]);
});
