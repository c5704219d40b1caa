import type { Migration } from '../../migrate.ts';
import { directoryMigration1 } from './0001-directory.ts';
import { directoryMigration2 } from './0002-customer-search.ts';

export const directoryMigrations: readonly Migration[] = [directoryMigration1, directoryMigration2];
