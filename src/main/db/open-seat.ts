import { existsSync, rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { AppError } from '../../shared/ipc/app-error.ts';
import { ok, type Result } from '../../shared/ipc/result.ts';
import { importSecretKey } from '../crypto/author-key.ts';
import type { CentreSeal } from '../crypto/centre-seal.ts';
import { createDirectory, type Directory } from './directory.ts';
import { retryParkedLines } from './lines/shared-lines.ts';
import { createLineTables, linesKey, type LineTables } from './lines/line-tables.ts';
import { directoryMigrations } from './migrations/directory/migrations.ts';
import { outboxMigrations } from './migrations/outbox/migrations.ts';
import { packsMigrations } from './migrations/packs/migrations.ts';
import { seatMigrations } from './migrations/seat/migrations.ts';
import { checkpoint, isSound } from './open-database.ts';
import { openSubmissions, type OpenSubmissions } from './open-submissions.ts';
import { openOrReplace, replace, type DatabasePlan, type OpenedDatabase } from './profile-databases.ts';
import { createSealedRowQueries, type SealedRowQueries } from './queries/sealed-rows.ts';
import { hasContent, profilePaths, seatPaths } from './seat-files.ts';
import { createSeatSession, type SeatSession } from './seat-session.ts';
import { failureOf } from './sqlite-failure.ts';
import { createSeatTables, type SeatTables } from './seat-tables.ts';
import type { SeatStoreOptions } from './seat-store.ts';
import type { UnlockedSeat } from './unlocked-seat.ts';

/** The databases of an agent at work. */
export interface OpenSeat {
  readonly session: SeatSession;
  readonly warnings: readonly AppError[];
  /** Finishes the seals, moves the logs into the databases and closes them. */
  close(): Promise<void>;
  /** Closes at once what could not be opened to the end. */
  abandon(): void;
}

/** `at` names the folder of files set aside. Fails with storage.newerVersion; throws for a full disk. */
export function openSeat(
  options: SeatStoreOptions,
  seal: CentreSeal,
  unlocked: UnlockedSeat,
  at: number,
): Result<OpenSeat> {
  const opened: Database.Database[] = [];
  let log: OpenSubmissions | undefined;
  const abandon = (): void => {
    log?.close();
    log = undefined;
    opened.splice(0).forEach((db) => db.close());
  };
  try {
    const answer = openAll(options, unlocked, at, opened);
    if (!answer.ok) {
      abandon();
      return answer;
    }
    const { seat, directory, sealedRows, lines } = answer.value;
    const { agentNo } = unlocked.file;
    log = openSubmissions(options, unlocked, seat.content, at);
    const session = createSeatSession({
      agentNo,
      deviceId: options.deviceId,
      tables: seat.content,
      submissions: log.submissions,
      directory: directory.content,
      sealedRows: sealedRows.content,
      lines: lines.content,
      seal,
      authorKey: importSecretKey({ publicKey: unlocked.file.authorKey, secretKey: unlocked.vault.authorSecret }),
      highestSeen: unlocked.vault.highestSeen,
      inPause: () => checkpoint(seat.db),
    });
    const close = async (): Promise<void> => {
      await session.idle.stop();
      settleQuietly(session);
      // A seal that fails now is made when the agent signs in again: nothing may keep him from signing off.
      await session.sealer.sealAll().catch(() => undefined);
      abandon();
    };
    const warnings = [
      ...seat.warnings,
      ...log.warnings,
      ...directory.warnings,
      ...sealedRows.warnings,
      ...lines.warnings,
    ];
    return ok({ session, warnings, close, abandon });
  } catch (error) {
    abandon();
    throw error;
  }
}

/** On a full disk the journal keeps them for the next opening: nothing may keep the agent from signing off. */
function settleQuietly({ submissions }: SeatSession): void {
  try {
    submissions.settle();
  } catch (error) {
    if (!failureOf(error)) throw error;
  }
}

interface Databases {
  readonly seat: OpenedDatabase<SeatTables>;
  readonly directory: OpenedDatabase<Directory>;
  readonly sealedRows: OpenedDatabase<SealedRowQueries>;
  readonly lines: OpenedDatabase<LineTables>;
}

function openAll(
  options: SeatStoreOptions,
  unlocked: UnlockedSeat,
  at: number,
  opened: Database.Database[],
): Result<Databases> {
  const { folder } = options;
  const profile = profilePaths(folder);
  const seat = openSeatFile(options, unlocked, at);
  if (!seat.ok) return seat;
  opened.push(seat.value.db);
  const directory = openOrReplace({
    folder,
    path: profile.directory,
    name: 'directory',
    key: Buffer.from(unlocked.vault.directoryKey, 'base64url'),
    isExclusive: false,
    migrations: directoryMigrations,
    companions: [],
    at,
    load: createDirectory,
  });
  if (!directory.ok) return directory;
  opened.push(directory.value.db);
  const sealedRows = openOrReplace({
    folder,
    path: profile.outbox,
    name: 'outbox',
    isExclusive: false,
    migrations: outboxMigrations,
    companions: [],
    at,
    load: createSealedRowQueries,
  });
  if (!sealedRows.ok) return sealedRows;
  opened.push(sealedRows.value.db);
  const lines = openOrReplace({
    folder,
    path: profile.packs,
    name: 'packs',
    key: linesKey(Buffer.from(unlocked.vault.directoryKey, 'base64url')),
    isExclusive: false,
    migrations: packsMigrations,
    companions: [],
    at,
    load: (db) => {
      const tables = createLineTables(db);
      retryParkedLines(tables, at);
      return tables;
    },
  });
  if (!lines.ok) return lines;
  opened.push(lines.value.db);
  return ok({ seat: seat.value, directory: directory.value, sealedRows: sealedRows.value, lines: lines.value });
}

function openSeatFile(
  options: SeatStoreOptions,
  unlocked: UnlockedSeat,
  at: number,
): Result<OpenedDatabase<SeatTables>> {
  const paths = seatPaths(options.folder, unlocked.file.agentNo);
  const plan: DatabasePlan<SeatTables> = {
    folder: options.folder,
    path: paths.database,
    name: 'seat',
    key: unlocked.dataKey,
    isExclusive: true,
    migrations: seatMigrations,
    companions: paths.keys,
    at,
    load: loadSeat,
  };
  // An empty file opens like a new one; the key file knows that there was more.
  const isGone = unlocked.file.hasDatabase && !hasContent(paths.database);
  const answer = isGone ? replace(plan) : openOrReplace(plan);
  if (!answer.ok || !existsSync(paths.suspect)) return answer;
  const checked = isSound(answer.value.db) ? answer : replaceOpen(plan, answer.value);
  if (checked.ok) rmSync(paths.suspect);
  return checked;
}

function replaceOpen(
  plan: DatabasePlan<SeatTables>,
  open: OpenedDatabase<SeatTables>,
): Result<OpenedDatabase<SeatTables>> {
  open.db.close();
  return replace(plan);
}

function loadSeat(db: Database.Database): SeatTables {
  const tables = createSeatTables(db);
  // What the session reads first; damage here is damage of the file.
  tables.outbox.heads();
  tables.tickets.last();
  tables.blocks.all();
  return tables;
}
