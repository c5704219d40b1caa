import type { Migration } from '../../migrate.ts';
import { packsMigration1 } from './0001-line-work.ts';
import { packsMigration2 } from './0002-shared-lines.ts';
import { packsMigration3 } from './0003-refused-decisions.ts';
import { packsMigration4 } from './0004-sms.ts';

export const packsMigrations: readonly Migration[] = [
  packsMigration1,
  packsMigration2,
  packsMigration3,
  packsMigration4,
];
