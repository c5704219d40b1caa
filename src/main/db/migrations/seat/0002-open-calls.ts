import type { Migration } from '../../migrate.ts';

/** The few calls that are not wrapped up are looked for at every sign-in, among all that the agent ever took. */
export const seatMigration2: Migration = {
  version: 2,
  name: '0002-open-calls',
  up: (db) => {
    db.exec(`CREATE INDEX calls_not_wrapped_up ON calls (seq) WHERE body ->> '$.wrappedUpAt' IS NULL`);
  },
};
