import { z } from 'zod';
import { agentNoSchema, mutationIdSchema, type AgentNo } from '../ids.ts';
import { changeExam } from './change-exam.ts';
import { examMarkSchema, examPlaceSchema, examPointsSchema, examTextSchema, type Exam } from './exam.ts';

const nth = examPlaceSchema;

/** What happened, or was judged, in a pass test and can't be done again: no line and no crash may lose it. */
export const keptExamActSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...{ type: z.literal('search'), nth },
    words: examTextSchema.max(100),
    article: examTextSchema.min(1).max(200).optional(),
  }),
  z.strictObject({ type: z.literal('answered'), nth }),
  z.strictObject({
    ...{ type: z.literal('mark'), nth, points: examPointsSchema, isFatal: examMarkSchema.shape.isFatal },
    why: examTextSchema.max(200).optional(),
  }),
]);
export type KeptExamAct = z.infer<typeof keptExamActSchema>;

/** `at`: UTC epoch ms by the centre's clock as the desk knew it. */
export const keptExamDeedSchema = z.strictObject({
  examId: z.uuid(),
  at: z.number().int().min(0),
  act: keptExamActSchema,
});
export type KeptExamDeed = z.infer<typeof keptExamDeedSchema>;

/** One that the centre has not taken: it waits, or was refused with `refusal`, a code of the centre. */
export const unsentExamDeedSchema = keptExamDeedSchema.extend({
  key: mutationIdSchema,
  by: agentNoSchema,
  refusal: z.string().max(60).optional(),
});
export type UnsentExamDeed = z.infer<typeof unsentExamDeedSchema>;

type Deed = Pick<KeptExamDeed, 'examId' | 'act'>;

/** Whether one of these marks takes the place of the other. */
export function isSameMark(one: Deed, other: Deed): boolean {
  const areMarks = one.act.type === 'mark' && other.act.type === 'mark';
  return areMarks && one.examId === other.examId && one.act.nth === other.act.nth;
}

/** Pure: the test as it is once the centre has this deed; as `changeExam`. `clock`: UTC epoch ms of the centre. */
export function applyDeed(
  exam: Exam,
  { key, at, act }: Pick<UnsentExamDeed, 'key' | 'at' | 'act'>,
  by: AgentNo,
  clock: number,
): ReturnType<typeof changeExam> {
  return changeExam(exam, act.type === 'search' ? { ...act, at, key } : { ...act, at }, by, clock);
}

/** Pure: those that came too early, and that the centre would take now, by how the tests stand there. */
export function dueAgain(exams: readonly Exam[], unsent: readonly UnsentExamDeed[]): UnsentExamDeed[] {
  return unsent.filter((deed) => {
    const exam = deed.refusal === 'exam.notNow' && exams.find(({ id }) => id === deed.examId);
    return exam && typeof applyDeed(exam, deed, deed.by, deed.at) !== 'string';
  });
}

/** Pure: tests with what their doer did besides, and the centre does not have yet. What no longer fits changes nothing. */
export function withUnsent(exams: readonly Exam[], unsent: readonly UnsentExamDeed[]): readonly Exam[] {
  return exams.map((exam) =>
    unsent
      .filter(({ examId, refusal }) => examId === exam.id && refusal === undefined)
      .reduce<Exam>((so, deed) => {
        const changed = applyDeed(so, deed, deed.by, deed.at);
        return typeof changed === 'string' ? so : changed;
      }, exam),
  );
}
