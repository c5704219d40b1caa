import { ok, type Result } from '../../../shared/ipc/result.ts';
import type { ExamsAnswer } from '../../../shared/sync/exam-wire.ts';
import type { UnsentExamDeed } from '../../../shared/training/kept-exam-act.ts';
import type { ExamShelf } from '../../db/exam-ops.ts';
import type { ExamRequests } from '../../sync/exam-requests.ts';
import { endsConnection } from '../../sync/server-session.ts';

export interface ListedExams extends ExamsAnswer {
  readonly unsent: UnsentExamDeed[];
  readonly isOld: boolean;
}

/**
 * A page of the agent's tests as the centre has them, with what of his it does not have. Where it is away, those that went on
 * when it was heard of last. `now`: UTC epoch ms of this machine.
 */
export async function listExams(
  store: ExamShelf,
  centre: Pick<ExamRequests, 'exams'>,
  cursor: string | undefined,
  now: () => number,
): Promise<Result<ListedExams>> {
  // Looked at first: what arrives meanwhile is told twice rather than not at all.
  const unsent = await store.unsentExamDeeds();
  const answer = await centre.exams(cursor);
  if (answer.ok) {
    if (cursor === undefined) {
      const exams = answer.value.exams.filter(({ endedAt }) => endedAt === undefined);
      await store.keepKnownExams({ exams, aheadMs: answer.value.now - now() });
    }
    return ok({ ...answer.value, unsent, isOld: false });
  }
  const known = cursor === undefined && endsConnection(answer.error) ? await store.knownExams() : undefined;
  return known ? ok({ exams: known.exams, now: now() + known.aheadMs, unsent, isOld: true }) : answer;
}
