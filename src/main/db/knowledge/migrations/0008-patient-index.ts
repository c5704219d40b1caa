import type { Migration } from '../../migrate.ts';
import { mergePatiently } from '../word-index.ts';

/** An index that is there already, and one that is being written beside it, have as many parts as a new one may have. */
export const patientIndex: Migration = {
  version: 8,
  name: '0008-patient-index',
  up(db) {
    const isThere = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").pluck();
    for (const table of ['words', 'shorts', 'words_next', 'shorts_next']) {
      if (isThere.get(table) !== undefined) mergePatiently(db, table);
    }
  },
};
