import type Database from 'better-sqlite3';
import type { LineDraft } from '../../../shared/domain/line-proposal.ts';
import type { AgentNo } from '../../../shared/ids.ts';

/** Each belongs to the agent who writes it: nobody else's are seen or changed. */
export interface LineDraftQueries {
  save(agentNo: AgentNo, draft: LineDraft, at: number): void;
  /** Last written first. */
  list(agentNo: AgentNo): LineDraft[];
  remove(agentNo: AgentNo, id: string): void;
}

export function createLineDraftQueries(db: Database.Database): LineDraftQueries {
  const save = db.prepare<[string, string, number, string | null, string]>(
    `INSERT INTO line_drafts (id, agent_no, saved_at, recording, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET saved_at = excluded.saved_at, recording = excluded.recording, body = excluded.body
       WHERE agent_no = excluded.agent_no`,
  );
  const list = db
    .prepare<[string], string>('SELECT body FROM line_drafts WHERE agent_no = ? ORDER BY saved_at DESC, id DESC')
    .pluck();
  const remove = db.prepare<[string, string]>('DELETE FROM line_drafts WHERE agent_no = ? AND id = ?');
  return {
    save: (agentNo, draft, at) => void save.run(draft.id, agentNo, at, draft.recording ?? null, JSON.stringify(draft)),
    list: (agentNo) => list.all(agentNo).map((body) => JSON.parse(body) as LineDraft),
    remove: (agentNo, id) => void remove.run(agentNo, id),
  };
}
