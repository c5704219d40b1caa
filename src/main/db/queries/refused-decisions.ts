import type Database from 'better-sqlite3';
import type { RefusedDecision } from '../../../shared/domain/line-proposal.ts';

/** What leaders decided at this machine and the centre did not take; of a proposal the last one. */
export interface RefusedDecisionQueries {
  put(refused: RefusedDecision): void;
  /** Newest first. */
  list(): RefusedDecision[];
  drop(proposal: string): void;
}

const mostListed = 200;

export function createRefusedDecisionQueries(db: Database.Database): RefusedDecisionQueries {
  const put = db.prepare<[string, number, string]>(
    'INSERT OR REPLACE INTO refused_decisions (proposal_id, at, body) VALUES (?, ?, ?)',
  );
  const list = db
    .prepare<[number], string>('SELECT body FROM refused_decisions ORDER BY at DESC, proposal_id DESC LIMIT ?')
    .pluck();
  const drop = db.prepare<[string]>('DELETE FROM refused_decisions WHERE proposal_id = ?');
  return {
    put: (refused) => void put.run(refused.proposal, refused.decision.at, JSON.stringify(refused)),
    list: () => list.all(mostListed).map((body) => JSON.parse(body) as RefusedDecision),
    drop: (proposal) => void drop.run(proposal),
  };
}
