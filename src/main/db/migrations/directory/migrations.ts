import type { Migration } from '../../migrate.ts';
import { directoryMigration1 } from './0001-directory.ts';

export const directoryMigrations: readonly Migration[] = [directoryMigration1];
