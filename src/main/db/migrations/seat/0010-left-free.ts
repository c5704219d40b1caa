import type { Migration } from '../../migrate.ts';

/** Changes nothing: holds the number of a step that is made elsewhere. */
export const seatMigration10: Migration = { version: 10, name: '0010-left-free', up: () => undefined };
