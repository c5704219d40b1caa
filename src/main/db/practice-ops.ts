import { drillResultsKept, type DrillResult } from '../../shared/training/drill-result.ts';
import { practiceResultsKept, type ListenerMarks, type PracticeResult } from '../../shared/training/practice-result.ts';
import {
  drillEntry,
  practiceEntry,
  trainingEntryId,
  type TrainingEntry,
} from '../../shared/training/training-entry.ts';
import { rolePlaysKept, type RolePlayEntry } from '../../shared/training/role-play.ts';
import type { CallId } from '../../shared/ids.ts';
import { appError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { plain, result } from './expected-failures.ts';
import type { SeatDesk } from './seat-desk.ts';
import type { SeatOps } from './seat-ops.ts';
import { confirmMutation, prepareMutation, type SeatSession } from './seat-session.ts';

/**
 * What the agent's simulations and reading drills came to: his alone, and encrypted with everything else of his seat.
 * With `reportAt`, UTC epoch ms, the centre is told in the same transaction, once for each change of what it is told.
 */
export interface PracticeFile {
  /** Replaces an earlier sheet of the same call; what a listener marked stays. */
  keepPractice(kept: Omit<PracticeResult, 'heard'>, reportAt?: number): Promise<void>;
  /** Fails with practice.notFound. */
  markPractice(callId: CallId, heard: ListenerMarks, reportAt?: number): Promise<Result<void>>;
  /** Newest first. */
  practiceResults(limit: number): Promise<PracticeResult[]>;
  /** Replaces what was kept of the same drill. */
  keepDrill(kept: DrillResult, reportAt?: number): Promise<void>;
  /** Newest first. */
  drillResults(limit: number): Promise<DrillResult[]>;
  /** Replaces what was kept of the same round. Nobody else is told: what it came to is told by its sheet. */
  keepRolePlay(entry: RolePlayEntry): Promise<void>;
  /** Newest first. */
  rolePlays(limit: number): Promise<RolePlayEntry[]>;
}

export function practiceOps(desk: SeatDesk): Pick<SeatOps, keyof PracticeFile> {
  const { session } = desk;
  return {
    keepPractice: (kept, reportAt) => plain(desk, () => keepPractice(session(), kept, reportAt)),
    markPractice: (callId, heard, reportAt) => result(desk, () => markPractice(session(), callId, heard, reportAt)),
    practiceResults: (limit) => plain(desk, () => session().tables.practiceResults.list(limit)),
    keepDrill: (kept, reportAt) => plain(desk, () => keepDrill(session(), kept, reportAt)),
    drillResults: (limit) => plain(desk, () => session().tables.drillResults.list(limit)),
    keepRolePlay: (entry) => plain(desk, () => keepRolePlay(session(), entry)),
    rolePlays: (limit) => plain(desk, () => session().tables.rolePlays.list(limit)),
  };
}

function keepPractice(session: SeatSession, kept: Omit<PracticeResult, 'heard'>, reportAt: number | undefined): void {
  const { practiceResults } = session.tables;
  const heard = practiceResults.get(kept.callId)?.heard;
  const whole = { ...kept, ...(heard && { heard }) };
  keepAndTell(session, practiceEntry(whole), reportAt, () => {
    practiceResults.put(whole);
    practiceResults.forget(practiceResultsKept);
  });
}

function markPractice(
  session: SeatSession,
  callId: CallId,
  heard: ListenerMarks,
  reportAt: number | undefined,
): Result<void> {
  const { practiceResults } = session.tables;
  const known = practiceResults.get(callId);
  if (!known) return err(appError('practice.notFound', 'none'));
  const marked = { ...known, heard };
  keepAndTell(session, practiceEntry(marked), reportAt, () => practiceResults.put(marked));
  return ok(undefined);
}

function keepDrill(session: SeatSession, kept: DrillResult, reportAt: number | undefined): void {
  const { drillResults } = session.tables;
  keepAndTell(session, drillEntry(kept), reportAt, () => {
    drillResults.put(kept);
    drillResults.forget(drillResultsKept);
  });
}

function keepRolePlay({ tables }: SeatSession, entry: RolePlayEntry): void {
  tables.inTransaction(() => {
    tables.rolePlays.put(entry);
    tables.rolePlays.forget(rolePlaysKept);
  });
}

/** The name of a listener, for one, changes nothing of what the centre is told. */
function keepAndTell(session: SeatSession, entry: TrainingEntry, reportAt: number | undefined, keep: () => void): void {
  const { tables, clock } = session;
  const entityId = trainingEntryId(entry);
  const body = JSON.stringify(entry);
  const before = tables.trainingReports.get(entityId);
  const seq = (before?.reports ?? 0) + 1;
  const mutation =
    reportAt === undefined || before?.body === body
      ? undefined
      : prepareMutation(session, { kind: 'training.keep', entityId, seq, at: reportAt, body });
  tables.inTransaction(() => {
    keep();
    if (!mutation) return;
    tables.trainingReports.put(entityId, { reports: seq, body });
    tables.outbox.insert(mutation.head, mutation.payload);
  });
  if (!mutation) return;
  confirmMutation(session, mutation);
  if (reportAt !== undefined) clock.note(reportAt);
}
