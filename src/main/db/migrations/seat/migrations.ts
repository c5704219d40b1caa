import type { Migration } from '../../migrate.ts';
import { seatMigration1 } from './0001-seat.ts';
import { seatMigration2 } from './0002-open-calls.ts';
import { seatMigration3 } from './0003-call-lines.ts';
import { seatMigration4 } from './0004-customer-edits.ts';
import { seatMigration5 } from './0005-agent-states.ts';
import { seatMigration6 } from './0006-tasks.ts';
import { seatMigration7 } from './0007-open-tickets.ts';
import { seatMigration8 } from './0008-article-marks.ts';
import { seatMigration9 } from './0009-ticket-forms.ts';
import { seatMigration10 } from './0010-attachments.ts';
import { seatMigration11 } from './0011-ticket-book.ts';
import { seatMigration12 } from './0012-practice-results.ts';
import { seatMigration13 } from './0013-sent-rows.ts';
import { seatMigration14 } from './0014-ticket-filters.ts';
import { seatMigration15 } from './0015-drill-results.ts';
import { seatMigration16 } from './0016-training-reports.ts';
import { seatMigration17 } from './0017-role-plays.ts';
import { seatMigration18 } from './0018-ticket-additions.ts';
import { seatMigration19 } from './0019-discarded-rows.ts';
import { seatMigration20 } from './0020-drill-recordings.ts';

export const seatMigrations: readonly Migration[] = [
  seatMigration1,
  seatMigration2,
  seatMigration3,
  seatMigration4,
  seatMigration5,
  seatMigration6,
  seatMigration7,
  seatMigration8,
  seatMigration9,
  seatMigration10,
  seatMigration11,
  seatMigration12,
  seatMigration13,
  seatMigration14,
  seatMigration15,
  seatMigration16,
  seatMigration17,
  seatMigration18,
  seatMigration19,
  seatMigration20,
];
