import type { AgentNo } from '../../../shared/ids.ts';
import { openPlaces, type Exam } from '../../../shared/training/exam.ts';

/** The test that this agent is in as the trainee; undefined while there is none. A monthly one waits until it is begun. */
export function runningExam(exams: readonly Exam[], who: AgentNo | undefined): Exam | undefined {
  return exams.find(
    ({ trainee, endedAt, monthly, questions }) =>
      trainee === who && endedAt === undefined && (!monthly || questions.some(({ askedAt }) => askedAt !== undefined)),
  );
}

/** Whether a question waits for his answer. */
export function isAsked(exam: Exam | undefined): boolean {
  return exam !== undefined && openPlaces(exam).length > 0;
}

/** The question that is played as a call, as long as it waits for its answer. */
export function examCallOf(
  exam: Exam | undefined,
): { nth: number; call: NonNullable<Exam['questions'][number]['call']> } | undefined {
  for (const nth of exam ? openPlaces(exam) : []) {
    const call = exam?.questions[nth]?.call;
    if (call) return { nth, call };
  }
  return undefined;
}
