import { expect, it, vi } from 'vitest';
import { examsAnswerSchema, heardExamsAnswerSchema } from '../../../../src/shared/sync/exam-wire.ts';
import { trainedPeopleSchema } from '../../../../src/shared/sync/training-wire.ts';

it('hears a centre of before, which says neither its clock nor how many exams', () => {
  vi.useFakeTimers({ now: 1_795_000_000_000 });
  expect(heardExamsAnswerSchema.parse({ exams: [] })).toEqual({ exams: [], now: 1_795_000_000_000 });
  expect(heardExamsAnswerSchema.parse({ exams: [], now: 5 })).toEqual({ exams: [], now: 5 });
  vi.useRealTimers();
  // This one always says it.
  expect(examsAnswerSchema.safeParse({ exams: [] }).success).toBe(false);
  const person = { agentNo: '1001', displayName: '卓玛', practices: 2, drills: 1, lastAt: 7 };
  expect(trainedPeopleSchema.parse({ people: [person] }).people).toEqual([{ ...person, exams: 0 }]);
});
