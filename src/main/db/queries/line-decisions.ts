import type Database from 'better-sqlite3';
import type { MutationId } from '../../../shared/ids.ts';

/** Which proposal a decision on its way to the centre is about. */
export interface LineDecisionQueries {
  put(mutation: MutationId, proposal: string): void;
  proposalOf(mutation: MutationId): string | undefined;
  ofProposal(proposal: string): MutationId[];
  drop(mutation: MutationId): void;
}

export function createLineDecisionQueries(db: Database.Database): LineDecisionQueries {
  const put = db.prepare<[string, string]>('INSERT INTO line_decisions (mutation_id, proposal_id) VALUES (?, ?)');
  const proposalOf = db
    .prepare<[string], string>('SELECT proposal_id FROM line_decisions WHERE mutation_id = ?')
    .pluck();
  const ofProposal = db
    .prepare<[string], MutationId>('SELECT mutation_id FROM line_decisions WHERE proposal_id = ?')
    .pluck();
  const drop = db.prepare<[string]>('DELETE FROM line_decisions WHERE mutation_id = ?');
  return {
    put: (mutation, proposal) => void put.run(mutation, proposal),
    proposalOf: (mutation) => proposalOf.get(mutation),
    ofProposal: (proposal) => ofProposal.all(proposal),
    drop: (mutation) => void drop.run(mutation),
  };
}
