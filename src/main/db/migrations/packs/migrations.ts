import type { Migration } from '../../migrate.ts';
import { packsMigration1 } from './0001-line-work.ts';
import { packsMigration2 } from './0002-shared-lines.ts';

export const packsMigrations: readonly Migration[] = [packsMigration1, packsMigration2];
