import type { Migration } from '../../migrate.ts';

/** Changes nothing: the number is taken by work that is on its way. */
export const seatMigration13: Migration = {
  version: 13,
  name: '0013-reserved',
  up: () => undefined,
};
