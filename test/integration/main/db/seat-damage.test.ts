import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../src/main/db/open-database.ts';
import { now, useSeat } from './seat-fixture.ts';
import { flip, makeSeatWithTicket, setAside, tamper } from './seat-tricks.ts';
import { agentA, agentB, makeDraft, must, password, startOfTime } from './test-centre.ts';

const day = 24 * 3_600_000;

const seat = useSeat({ isSignedIn: false });
/** The files of the first folder of set-aside/. */
const filesAside = (): string[] => readdirSync(join(seat.folder, 'set-aside', setAside(seat)[0] ?? '')).sort();

describe('damage', () => {
  it('repairs one copy of the key file from the other', async () => {
    await makeSeatWithTicket(seat);
    writeFileSync(seat.seatFile('9527.key-a.json'), 'rubbish');
    expect(must(await seat.store.openOffline(agentA, password, startOfTime)).warnings).toEqual([]);
    await seat.store.close();
    expect(readFileSync(seat.seatFile('9527.key-a.json'), 'utf8')).toBe(
      readFileSync(seat.seatFile('9527.key-b.json'), 'utf8'),
    );
    expect(setAside(seat)).toEqual([]);
  });

  it('sets a damaged database aside whole, with its key, and starts afresh even offline', async () => {
    await makeSeatWithTicket(seat);
    flip(seat.seatFile('9527.db'), 40);
    const damaged = readFileSync(seat.seatFile('9527.db'));
    const opened = must(await seat.store.openOffline(agentA, password, startOfTime + day));
    expect(opened.warnings).toMatchObject([{ code: 'storage.damaged', params: { file: 'seat' } }]);
    expect(opened.signIn.agent.displayName).toBe('才让卓玛');
    expect(await seat.store.listTickets(10)).toEqual([]);
    expect(filesAside()).toEqual(['9527.db', '9527.key-a.json', '9527.key-b.json']);
    expect(readFileSync(join(seat.folder, 'set-aside', setAside(seat)[0] ?? '', '9527.db'))).toEqual(damaged);
    expect(await seat.store.submitTicket(makeDraft(), false, startOfTime + day)).toMatchObject({
      error: { code: 'ticket.noNumbersLeft' },
    });
    expect(await seat.store.takeSealed(10, now)).toHaveLength(1);
    await seat.store.close();
    expect(must(await seat.store.openOffline(agentA, password, startOfTime + day)).warnings).toEqual([]);
  });

  it('takes an emptied or missing database for damage, not for a new seat', async () => {
    await makeSeatWithTicket(seat);
    truncateSync(seat.seatFile('9527.db'), 0);
    expect(must(await seat.store.openOffline(agentA, password, startOfTime)).warnings).toMatchObject([
      { code: 'storage.damaged' },
    ]);
    await seat.store.close();
    rmSync(seat.seatFile('9527.db'));
    expect(must(await seat.store.openOffline(agentA, password, startOfTime)).warnings).toMatchObject([
      { code: 'storage.damaged' },
    ]);
    expect(setAside(seat)).toHaveLength(2);
  });

  it('finds damage in the middle when it is read, says so, and sets the file aside at the next opening', async () => {
    must(await seat.centre.enter(seat.store, agentA, startOfTime));
    const { dataKey } = JSON.parse(Buffer.from(await seat.store.exportHandle(), 'base64url').toString()) as {
      dataKey: string;
    };
    for (let count = 0; count < 30; count++) {
      must(await seat.store.submitTicket(makeDraft({ description: '电'.repeat(900) }), false, startOfTime));
    }
    await seat.store.close();
    const db = openDatabase(seat.seatFile('9527.db'), { key: Buffer.from(dataKey, 'base64url'), isExclusive: true });
    const page = db
      .prepare("SELECT min(pageno) FROM dbstat WHERE name = 'tickets' AND pagetype = 'leaf'")
      .pluck()
      .get();
    db.close();
    flip(seat.seatFile('9527.db'), (Number(page) - 1) * 4096 + 200);
    expect(must(await seat.store.openOffline(agentA, password, startOfTime)).warnings).toEqual([]);
    expect(await seat.store.listTickets(1)).toHaveLength(1);
    await expect(seat.store.listTickets(200)).rejects.toMatchObject({ error: { code: 'storage.damaged' } });
    await seat.store.close();
    const opened = must(await seat.store.openOffline(agentA, password, startOfTime));
    expect(opened.warnings).toMatchObject([{ code: 'storage.damaged' }]);
    expect(filesAside()).toContain('9527.db');
    await seat.store.close();
    expect(must(await seat.store.openOffline(agentA, password, startOfTime)).warnings).toEqual([]);
  });

  it('refuses offline, and sets everything aside online, when both copies of the key file are damaged', async () => {
    await makeSeatWithTicket(seat);
    writeFileSync(seat.seatFile('9527.key-a.json'), 'rubbish');
    flip(seat.seatFile('9527.key-b.json'), 300);
    expect(await seat.store.openOffline(agentA, password, startOfTime)).toMatchObject({
      error: { code: 'storage.keyDamaged' },
    });
    expect(setAside(seat)).toEqual([]);
    expect(await seat.store.peek(agentA)).toEqual({ exists: true, numbersLeft: 0 });
    const opened = must(await seat.centre.enter(seat.store, agentA, startOfTime + day));
    expect(opened.warnings).toMatchObject([{ code: 'storage.keyDamaged' }]);
    expect(filesAside()).toEqual(['9527.db', '9527.journal', '9527.key-a.json', '9527.key-b.json']);
    // What was not delivered yet lies sealed beside the seat and is delivered from there.
    expect(await seat.store.takeSealed(10, now)).toHaveLength(1);
  });

  it('leaves files of a newer build alone', async () => {
    await makeSeatWithTicket(seat);
    const db = new Database(join(seat.folder, 'outbox.db'));
    db.pragma('user_version = 99');
    db.close();
    const before = readFileSync(seat.seatFile('9527.db'));
    expect(await seat.store.openOffline(agentA, password, startOfTime)).toMatchObject({
      error: { code: 'storage.newerVersion', params: { found: 99 } },
    });
    expect(readFileSync(seat.seatFile('9527.db')).length).toBe(before.length);
    tamper(seat, (body) => ({ ...body, schemaVersion: 2 }));
    expect(await seat.store.openOffline(agentA, password, startOfTime)).toMatchObject({
      error: { code: 'storage.newerVersion' },
    });
    expect(await seat.centre.enter(seat.store, agentA, startOfTime)).toMatchObject({
      error: { code: 'storage.newerVersion' },
    });
    expect(setAside(seat)).toEqual([]);
  });

  it('sets a damaged outbox or directory aside without touching the seat', async () => {
    await makeSeatWithTicket(seat);
    writeFileSync(
      join(seat.folder, 'outbox.db'),
      'no database at all, but long enough to be taken for one. '.repeat(40),
    );
    flip(join(seat.folder, 'directory.db'), 50);
    const opened = must(await seat.store.openOffline(agentA, password, startOfTime));
    expect(opened.warnings.map((warning) => warning.params?.['file'])).toEqual(['directory', 'outbox']);
    expect(await seat.store.listTickets(10)).toHaveLength(1);
    await seat.store.close();
    must(await seat.centre.enter(seat.store, agentB, startOfTime));
    expect(await seat.store.takeSealed(10, now)).toHaveLength(1);
  });
});
