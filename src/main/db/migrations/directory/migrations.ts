import type { Migration } from '../../migrate.ts';
import { directoryMigration1 } from './0001-directory.ts';
import { directoryMigration2 } from './0002-customer-search.ts';
import { directoryMigration3 } from './0003-tasks.ts';
import { directoryMigration4 } from './0004-colleagues.ts';
import { directoryMigration5 } from './0005-ended-tasks.ts';
import { directoryMigration6 } from './0006-voice-messages.ts';

export const directoryMigrations: readonly Migration[] = [
  directoryMigration1,
  directoryMigration2,
  directoryMigration3,
  directoryMigration4,
  directoryMigration5,
  directoryMigration6,
];
