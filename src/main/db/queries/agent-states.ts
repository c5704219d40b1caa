import type Database from 'better-sqlite3';
import type { KeptState } from '../agent-state-ops.ts';

export interface AgentStateQueries {
  add(state: KeptState): void;
  newest(): KeptState | undefined;
  /** Oldest first. */
  after(seq: number, limit: number): KeptState[];
  dropBefore(seq: number): void;
  /** Leaves the newest of them. */
  dropAllBut(count: number): void;
}

interface Row {
  readonly seq: number;
  readonly body: string;
}

export function createAgentStateQueries(db: Database.Database): AgentStateQueries {
  const add = db.prepare('INSERT INTO agent_states (seq, body) VALUES (?, ?)');
  const newest = db.prepare<[], Row>('SELECT seq, body FROM agent_states ORDER BY seq DESC LIMIT 1');
  const after = db.prepare<[number, number], Row>(
    'SELECT seq, body FROM agent_states WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  const dropBefore = db.prepare('DELETE FROM agent_states WHERE seq < ?');
  const dropAllBut = db.prepare(
    'DELETE FROM agent_states WHERE seq <= (SELECT seq FROM agent_states ORDER BY seq DESC LIMIT 1 OFFSET ?)',
  );
  return {
    add: ({ seq, ...body }) => void add.run(seq, JSON.stringify(body)),
    newest: () => read(newest.get()),
    after: (seq, limit) => after.all(seq, limit).flatMap((row) => read(row) ?? []),
    dropBefore: (seq) => void dropBefore.run(seq),
    dropAllBut: (count) => void dropAllBut.run(count),
  };
}

function read(row: Row | undefined): KeptState | undefined {
  return row && { seq: row.seq, ...(JSON.parse(row.body) as Omit<KeptState, 'seq'>) };
}
