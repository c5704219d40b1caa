import type Database from 'better-sqlite3';
import type { Decision } from '../../../shared/domain/line-proposal.ts';
import type { MutationId } from '../../../shared/ids.ts';

/** A decision on its way to the centre. */
export interface LineDecisionOnItsWay {
  readonly proposal: string;
  /** Absent for those that an older build made. */
  readonly decision?: Decision;
}

/** Which proposal a decision on its way to the centre is about, and what it says. */
export interface LineDecisionQueries {
  put(mutation: MutationId, proposal: string, decision: Decision | undefined): void;
  get(mutation: MutationId): LineDecisionOnItsWay | undefined;
  ofProposal(proposal: string): MutationId[];
  drop(mutation: MutationId): void;
}

export function createLineDecisionQueries(db: Database.Database): LineDecisionQueries {
  const put = db.prepare<[string, string, string | null]>(
    'INSERT INTO line_decisions (mutation_id, proposal_id, decision) VALUES (?, ?, ?)',
  );
  const get = db.prepare<[string], { proposal: string; decision: string | null }>(
    'SELECT proposal_id AS proposal, decision FROM line_decisions WHERE mutation_id = ?',
  );
  const ofProposal = db
    .prepare<[string], MutationId>('SELECT mutation_id FROM line_decisions WHERE proposal_id = ?')
    .pluck();
  const drop = db.prepare<[string]>('DELETE FROM line_decisions WHERE mutation_id = ?');
  return {
    put: (mutation, proposal, decision) => void put.run(mutation, proposal, decision ? JSON.stringify(decision) : null),
    get: (mutation) => {
      const row = get.get(mutation);
      if (!row) return undefined;
      const { proposal, decision } = row;
      return { proposal, ...(decision !== null && { decision: JSON.parse(decision) as Decision }) };
    },
    ofProposal: (proposal) => ofProposal.all(proposal),
    drop: (mutation) => void drop.run(mutation),
  };
}
