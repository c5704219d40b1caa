import type { Migration } from '../../migrate.ts';
import { outboxMigration1 } from './0001-outbox.ts';

export const outboxMigrations: readonly Migration[] = [outboxMigration1];
