import { generateKeyPairSync } from 'node:crypto';
import Database from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import { createCentreSeal } from '../../src/main/crypto/centre-seal.ts';
import { createDirectory } from '../../src/main/db/directory.ts';
import { migrate } from '../../src/main/db/migrate.ts';
import { createLineTables } from '../../src/main/db/lines/line-tables.ts';
import { directoryMigrations } from '../../src/main/db/migrations/directory/migrations.ts';
import { outboxMigrations } from '../../src/main/db/migrations/outbox/migrations.ts';
import { packsMigrations } from '../../src/main/db/migrations/packs/migrations.ts';
import { seatMigrations } from '../../src/main/db/migrations/seat/migrations.ts';
import { createSealedRowQueries } from '../../src/main/db/queries/sealed-rows.ts';
import { createSeatSession, type SeatSession } from '../../src/main/db/seat-session.ts';
import { createSeatTables } from '../../src/main/db/seat-tables.ts';
import { createSubmissions } from '../../src/main/db/submissions.ts';
import { agentNoSchema, deviceIdSchema } from '../../src/shared/ids.ts';

/** Without a file the database takes everything itself. */
const noJournal = { append: () => false, clear: () => undefined, close: () => undefined };

/** An open seat on databases in memory: the real tables and operations, without a worker, a password or a disk. */
export interface MemorySeat {
  session: SeatSession;
  /** What a killed core leaves and the next one finds: the tables, and nothing of what was only in its memory. */
  reopen(): void;
  close(): void;
}

export function openMemorySeat(): MemorySeat {
  const databases = [seatMigrations, directoryMigrations, outboxMigrations, packsMigrations].map((migrations) => {
    const db = new Database(':memory:');
    migrate(db, migrations);
    return db;
  });
  const [seat, directory, outbox, packs] = databases as [
    Database.Database,
    Database.Database,
    Database.Database,
    Database.Database,
  ];
  const author = generateKeyPairSync('ed25519');
  const seal = createCentreSeal(generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' }).x ?? '');
  const open = (): SeatSession => {
    const tables = createSeatTables(seat);
    const session = createSeatSession({
      ...{ agentNo: agentNoSchema.parse('9527'), deviceId: deviceIdSchema.parse(uuidv7()) },
      ...{ tables, submissions: createSubmissions(noJournal, tables), directory: createDirectory(directory) },
      ...{
        sealedRows: createSealedRowQueries(outbox),
        lines: createLineTables(packs),
        seal,
        authorKey: author.privateKey,
        highestSeen: 0,
      },
      inPause: () => undefined,
    });
    void session.idle.stop();
    return session;
  };
  const memory: MemorySeat = {
    session: open(),
    reopen: () => {
      memory.session = open();
    },
    close: () => databases.forEach((db) => db.close()),
  };
  return memory;
}
