import type { Migration } from '../../migrate.ts';

/**
 * Proposals and decisions of the whole centre. `published` is the centre's word on a proposal, NULL while it has given
 * none; `body` is what counts here, which a decision on its way to the centre may be ahead of. `phrase` is the line that
 * an approved proposal became.
 */
export const packsMigration2: Migration = {
  version: 2,
  name: '0002-shared-lines',
  up: (db) => {
    db.exec(`
      ALTER TABLE line_proposals ADD COLUMN phrase TEXT;
      ALTER TABLE line_proposals ADD COLUMN published TEXT;
      ALTER TABLE line_proposals ADD COLUMN pass INTEGER NOT NULL DEFAULT 0;
      UPDATE line_proposals SET phrase =
        (SELECT json_extract(approved_lines.body, '$.phrase') FROM approved_lines
          WHERE approved_lines.lang = line_proposals.lang AND approved_lines.moment = line_proposals.moment)
      WHERE state = 'approved' AND NOT EXISTS (
        SELECT 1 FROM line_proposals AS later
         WHERE later.lang = line_proposals.lang AND later.moment = line_proposals.moment AND later.state = 'approved'
           AND (json_extract(later.body, '$.decision.at'), later.rowid)
             > (json_extract(line_proposals.body, '$.decision.at'), line_proposals.rowid)
      );
      DROP TABLE approved_lines;
      CREATE TABLE line_decisions (mutation_id TEXT PRIMARY KEY, proposal_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE INDEX line_decisions_by_proposal ON line_decisions (proposal_id);
      CREATE TABLE cursors (stream TEXT PRIMARY KEY, cursor TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE parked (
        stream TEXT NOT NULL, id TEXT NOT NULL, schema_version INTEGER NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (stream, id)
      ) STRICT;
      CREATE TABLE passes (
        stream TEXT PRIMARY KEY, current INTEGER NOT NULL, complete INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
