import type { Migration } from './migration.ts';

/** Change nothing: the numbers are taken by work that is on its way. */
export const reservedMigrations: readonly Migration[] = [22, 23, 24, 25].map((version) => ({
  version,
  name: `reserved-${String(version)}`,
  statements: [],
  down: [],
}));
