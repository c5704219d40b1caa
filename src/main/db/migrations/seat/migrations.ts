import type { Migration } from '../../migrate.ts';
import { seatMigration1 } from './0001-seat.ts';

export const seatMigrations: readonly Migration[] = [seatMigration1];
