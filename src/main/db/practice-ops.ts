import { practiceResultsKept, type ListenerMarks, type PracticeResult } from '../../shared/training/practice-result.ts';
import type { CallId } from '../../shared/ids.ts';
import { appError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { plain, result } from './expected-failures.ts';
import type { SeatDesk } from './seat-desk.ts';
import type { SeatOps } from './seat-ops.ts';
import type { SeatSession } from './seat-session.ts';

/** What the agent's simulations came to: his alone, and encrypted with everything else of his seat. */
export interface PracticeFile {
  /** Replaces an earlier sheet of the same call; what a listener marked stays. */
  keepPractice(kept: Omit<PracticeResult, 'heard'>): Promise<void>;
  /** Fails with practice.notFound. */
  markPractice(callId: CallId, heard: ListenerMarks): Promise<Result<void>>;
  /** Newest first. */
  practiceResults(limit: number): Promise<PracticeResult[]>;
}

export function practiceOps(desk: SeatDesk): Pick<SeatOps, keyof PracticeFile> {
  const { session } = desk;
  return {
    keepPractice: (kept) => plain(desk, () => keepPractice(session(), kept)),
    markPractice: (callId, heard) => result(desk, () => markPractice(session(), callId, heard)),
    practiceResults: (limit) => plain(desk, () => session().tables.practiceResults.list(limit)),
  };
}

function keepPractice({ tables }: SeatSession, kept: Omit<PracticeResult, 'heard'>): void {
  const { practiceResults } = tables;
  tables.inTransaction(() => {
    const heard = practiceResults.get(kept.callId)?.heard;
    practiceResults.put({ ...kept, ...(heard && { heard }) });
    practiceResults.forget(practiceResultsKept);
  });
}

function markPractice({ tables }: SeatSession, callId: CallId, heard: ListenerMarks): Result<void> {
  const known = tables.practiceResults.get(callId);
  if (!known) return err(appError('practice.notFound', 'none'));
  tables.practiceResults.put({ ...known, heard });
  return ok(undefined);
}
