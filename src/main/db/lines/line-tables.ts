import { hkdfSync } from 'node:crypto';
import type Database from 'better-sqlite3';
import { createLineDecisionQueries, type LineDecisionQueries } from '../queries/line-decisions.ts';
import { createLineDraftQueries, type LineDraftQueries } from '../queries/line-drafts.ts';
import { createLineProposalQueries, type LineProposalQueries } from '../queries/line-proposals.ts';
import { createPassQueries, type PassQueries } from '../queries/passes.ts';
import { createPullStateQueries, type PullStateQueries } from '../queries/pull-state.ts';
import { createRecordingQueries, type RecordingQueries } from '../queries/recordings.ts';
import { createSmsQueries, type SmsQueries } from '../queries/sms.ts';
import { createRefusedDecisionQueries, type RefusedDecisionQueries } from '../queries/refused-decisions.ts';

/** The work on the centre's lines at this machine, shared by its agents. */
export interface LineTables {
  readonly drafts: LineDraftQueries;
  readonly proposals: LineProposalQueries;
  readonly decisions: LineDecisionQueries;
  readonly refusedDecisions: RefusedDecisionQueries;
  readonly recordings: RecordingQueries;
  readonly sms: SmsQueries;
  readonly pullState: PullStateQueries;
  readonly passes: PassQueries;
  /** All of it is on the disk when this returns, or none is after it threw. */
  inTransaction<T>(work: () => T): T;
}

export function createLineTables(db: Database.Database): LineTables {
  const transaction = db.transaction((work: () => unknown) => work());
  return {
    drafts: createLineDraftQueries(db),
    proposals: createLineProposalQueries(db),
    decisions: createLineDecisionQueries(db),
    refusedDecisions: createRefusedDecisionQueries(db),
    recordings: createRecordingQueries(db),
    sms: createSmsQueries(db),
    pullState: createPullStateQueries(db),
    passes: createPassQueries(db),
    inTransaction: <T>(work: () => T) => transaction.immediate(work) as T,
  };
}

/** The key of packs.db: every agent of the machine has the directory's, nobody else does. */
export function linesKey(directoryKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', directoryKey, '', 'tashi-desk/packs/1', 32));
}
