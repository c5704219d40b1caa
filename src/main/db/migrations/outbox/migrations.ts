import type { Migration } from '../../migrate.ts';
import { outboxMigration1 } from './0001-outbox.ts';
import { outboxMigration2 } from './0002-refused-at.ts';

export const outboxMigrations: readonly Migration[] = [outboxMigration1, outboxMigration2];
