import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../../../src/main/db/migrate.ts';
import { seatMigrations } from '../../../../src/main/db/migrations/seat/migrations.ts';
import { openDatabase } from '../../../../src/main/db/open-database.ts';
import { openSubmissions, type OpenSubmissions } from '../../../../src/main/db/open-submissions.ts';
import { createSeatTables, type SeatTables } from '../../../../src/main/db/seat-tables.ts';
import type { Submission } from '../../../../src/main/db/submissions.ts';
import type { UnlockedSeat } from '../../../../src/main/db/unlocked-seat.ts';
import type { MutationId } from '../../../../src/shared/ids.ts';
import { makeDraft } from './test-centre.ts';

/** The parts as the worker joins them, without its pauses: here nothing is taken over unless the test says so. */
interface Desk {
  readonly db: Database.Database;
  readonly tables: SeatTables;
  readonly log: OpenSubmissions;
}

const dataKey = randomBytes(32);
const unlocked = { file: { agentNo: '9527' }, dataKey } as UnlockedSeat;
let folder: string;
let desk: Desk;

const pathOf = (name: string): string => join(folder, 'seats', name);

function open(): Desk {
  const db = openDatabase(pathOf('9527.db'), { key: dataKey, isExclusive: true });
  migrate(db, seatMigrations);
  const tables = createSeatTables(db);
  const options = { folder, deviceId: '', sealingKey: '', signingKey: '' } as unknown as Parameters<
    typeof openSubmissions
  >[0];
  return { db, tables, log: openSubmissions(options, unlocked, tables, 1) };
}

function close({ db, log }: Desk): void {
  log.close();
  db.close();
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'submissions-'));
  mkdirSync(join(folder, 'seats'));
  desk = open();
});
afterEach(() => {
  close(desk);
  rmSync(folder, { recursive: true });
});

let count = 0;
function submission(): Submission {
  count += 1;
  const { isPriorityChosen, isDueChosen, ...content } = makeDraft();
  const body = { ...content, number: `W-${count}`, status: 'submitted', isClosedAtFirstContact: false, submittedAt: 1 };
  const text = JSON.stringify(body);
  const frame = '{"kind":"ticket.submit","body":';
  return {
    ...{ seq: count, block: 1, ordinal: count, isPriorityChosen, isDueChosen },
    head: { seq: count, id: uuidv7() as MutationId, kind: 'ticket.submit', entityId: content.id },
    payload: `${frame}${text}}`,
    ticketAt: frame.length,
  };
}

function numbersIn({ tables }: Desk): string[] {
  return tables.tickets.list(100).map(({ ticket }) => ticket.number);
}

describe('submissions', () => {
  it('stand in the database after settling, with their outbox rows word by word, and the journal is empty', () => {
    const kept = [submission(), submission()];
    for (const one of kept) desk.log.submissions.keep(one);
    expect(numbersIn(desk)).toEqual([]);
    expect(kept.every(({ head }) => desk.log.submissions.has(head.entityId as never))).toBe(true);
    desk.log.submissions.settle();
    expect(numbersIn(desk).length).toBe(2);
    expect(kept.map(({ head }) => desk.tables.outbox.payload(head.seq))).toEqual(kept.map(({ payload }) => payload));
    expect(readFileSync(pathOf('9527.journal'))).toHaveLength(0);
  });

  it('are taken over when the desk died before, and remove their drafts', () => {
    const one = submission();
    desk.tables.drafts.save({ ...makeDraft(), id: one.head.entityId as never }, 1);
    desk.log.submissions.keep(one);
    close(desk);
    desk = open();
    expect(desk.tables.tickets.get(one.head.entityId as never)?.ticket.sync).toBe('queued');
    expect(desk.tables.outbox.payload(one.head.seq)).toBe(one.payload);
    expect(desk.tables.drafts.list()).toEqual([]);
  });

  it('are taken over once, also when the desk died between the database and the journal', () => {
    const one = submission();
    desk.log.submissions.keep(one);
    copyFileSync(pathOf('9527.journal'), join(folder, 'kept'));
    desk.log.submissions.settle();
    desk.tables.outbox.remove(one.head.seq);
    close(desk);
    copyFileSync(join(folder, 'kept'), pathOf('9527.journal'));
    desk = open();
    expect(desk.tables.tickets.list(100)).toHaveLength(1);
    expect(desk.tables.outbox.heads()).toEqual([]);
    expect(readFileSync(pathOf('9527.journal'))).toHaveLength(0);
  });

  it('beyond what waits for a pause are in the database at once, in one go', () => {
    for (let i = 0; i < 300; i += 1) desk.log.submissions.keep(submission());
    expect(desk.tables.tickets.list(1000)).toHaveLength(256);
    close(desk);
    desk = open();
    expect(desk.tables.tickets.list(1000)).toHaveLength(300);
  });

  it('up to a damage are taken over, and the journal is set aside whole', () => {
    const [first, second] = [submission(), submission()];
    desk.log.submissions.keep(first);
    desk.log.submissions.keep(second);
    close(desk);
    const bytes = readFileSync(pathOf('9527.journal'));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(pathOf('9527.journal'), bytes);
    desk = open();
    expect(desk.log.warnings).toMatchObject([{ code: 'storage.damaged', params: { file: 'journal' } }]);
    expect(desk.tables.tickets.list(100).map(({ ticket }) => ticket.id)).toEqual([first.head.entityId]);
    const [place = ''] = readdirSync(join(folder, 'set-aside'));
    expect(readFileSync(join(folder, 'set-aside', place, '9527.journal'))).toEqual(bytes);
    desk.log.submissions.keep(second);
    close(desk);
    desk = open();
    expect(desk.tables.tickets.list(100)).toHaveLength(2);
  });

  it('go straight into the database while the journal can keep nothing', () => {
    const [first, second] = [submission(), submission()];
    desk.log.submissions.keep(first);
    // A closed file fails every write, as a full disk or a broken one does.
    desk.log.close();
    desk.log.submissions.keep(second);
    expect(desk.tables.tickets.list(100).map(({ ticket }) => ticket.id)).toEqual([
      second.head.entityId,
      first.head.entityId,
    ]);
    desk.db.close();
    desk = open();
    expect(desk.tables.tickets.list(100)).toHaveLength(2);
  });
});
