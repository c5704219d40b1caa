import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { offlineTermMs } from '../../../../src/shared/sync/wire.ts';
import {
  agentA,
  agentB,
  createTestCentre,
  makeDraft,
  must,
  password,
  startOfTime,
  type Store,
  type TestCentre,
} from './test-centre.ts';

const day = 24 * 3_600_000;
let folder: string;
let centre: TestCentre;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seat-'));
  centre = createTestCentre(folder);
  store = centre.store();
});
afterEach(async () => {
  await store.terminate();
  rmSync(folder, { recursive: true });
});

const seat = (name: string): string => join(folder, 'seats', name);
const setAside = (): string[] => (existsSync(join(folder, 'set-aside')) ? readdirSync(join(folder, 'set-aside')) : []);
/** The files of the n-th folder of set-aside/. */
const filesAside = (index = 0): string[] => readdirSync(join(folder, 'set-aside', setAside()[index] ?? '')).sort();
const flip = (path: string, at: number): void => {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(path, bytes);
};
/** Rewrites the body of both copies with a checksum that fits, as somebody would who wants to cheat. */
const tamper = (change: (body: Record<string, unknown>) => Record<string, unknown>): void => {
  for (const name of ['9527.key-a.json', '9527.key-b.json']) {
    const { body } = JSON.parse(readFileSync(seat(name), 'utf8')) as { body: string };
    const changed = JSON.stringify(change(JSON.parse(body) as Record<string, unknown>));
    const checksum = createHash('sha256').update(changed).digest('base64url');
    writeFileSync(seat(name), JSON.stringify({ checksum, body: changed }));
  }
};
const makeSeatWithTicket = async (): Promise<void> => {
  must(await centre.enter(store, agentA, startOfTime));
  must(await store.submitTicket(makeDraft(), false, startOfTime + 1000));
  await store.close();
};

describe('signing in', () => {
  it('makes a seat online and opens it offline with everything in it', async () => {
    expect(await store.peek(agentA)).toEqual({ exists: false, numbersLeft: 0 });
    const authorKey = await store.prepare(agentA);
    expect(await store.prepare(agentA)).toBe(authorKey);
    const opened = must(await centre.enter(store, agentA, startOfTime));
    expect(opened.warnings).toEqual([]);
    await store.saveDraft(makeDraft());
    await store.keepTokens('newer');
    await store.close();
    expect(await store.knownAgents()).toEqual([agentA]);
    expect(await store.peek(agentA)).toMatchObject({ exists: true, authorKey, numbersLeft: 500 });
    const again = must(await store.openOffline(agentA, password, startOfTime + day));
    expect(again).toMatchObject({ offlineUntil: startOfTime + offlineTermMs, refreshToken: 'newer', warnings: [] });
    expect(again.signIn).toMatchObject({ agent: { agentNo: '9527' }, sip: { user: '9527' } });
    expect(await store.listDrafts()).toHaveLength(1);
  });

  it('seals the data key to the centre, and recovers with it under a new password', async () => {
    await makeSeatWithTicket();
    const { sealedKey = '' } = await store.peek(agentA);
    const address = `9527\n${centre.options.deviceId}`;
    const dataKey = (await centre.open(sealedKey, 'seat-key', address))?.toString('base64url') ?? '';
    expect(await centre.open(sealedKey, 'seat-key', `1001\n${centre.options.deviceId}`)).toBeUndefined();
    const answer = centre.signIn(agentA, startOfTime + day);
    expect(await store.openOnline(agentA, 'new password', answer)).toMatchObject({
      error: { code: 'storage.wrongKey' },
    });
    const wrong = await store.recover(agentA, 'new password', Buffer.alloc(32).toString('base64url'), answer);
    expect(wrong).toMatchObject({ error: { code: 'storage.wrongKey' } });
    must(await store.recover(agentA, 'new password', dataKey, answer));
    expect(await store.listTickets(10)).toHaveLength(1);
    await store.close();
    expect(await store.openOffline(agentA, password, startOfTime + day)).toMatchObject({
      error: { code: 'auth.wrongPassword' },
    });
    must(await store.openOffline(agentA, 'new password', startOfTime + day));
  });

  it('names what is wrong: unknown agent, wrong password, no seat open', async () => {
    expect(await store.openOffline(agentA, password, startOfTime)).toMatchObject({
      error: { code: 'auth.unknownAgent' },
    });
    await makeSeatWithTicket();
    expect(await store.openOffline(agentA, 'wrong', startOfTime + 1)).toMatchObject({
      error: { code: 'auth.wrongPassword' },
    });
    await expect(store.listDrafts()).rejects.toMatchObject({ error: { code: 'auth.required' } });
    expect(await store.submitTicket(makeDraft(), false, 1)).toMatchObject({ error: { code: 'auth.required' } });
    expect(setAside()).toEqual([]);
  });

  it('refuses a sign-in answer that the centre did not sign', async () => {
    await store.prepare(agentA);
    const answer = centre.signIn(agentA, startOfTime);
    const forged = { ...answer, offlineGrant: centre.signIn(agentB, startOfTime).offlineGrant };
    expect(await store.openOnline(agentA, password, forged)).toMatchObject({ error: { code: 'server.badAnswer' } });
    expect(await store.knownAgents()).toEqual([]);
  });

  it('reopens with the handle of a killed core, without a password', async () => {
    must(await centre.enter(store, agentA, startOfTime));
    must(await store.submitTicket(makeDraft(), false, startOfTime));
    const handle = await store.exportHandle();
    await store.terminate();
    store = centre.store();
    expect(await store.openWithHandle('nonsense')).toMatchObject({ error: { code: 'storage.wrongKey' } });
    const opened = must(await store.openWithHandle(handle));
    expect(opened.agentNo).toBe(agentA);
    expect(await store.listTickets(10)).toHaveLength(1);
  });

  it('lets one process at a time work on a seat', async () => {
    must(await centre.enter(store, agentA, startOfTime));
    const second = centre.store();
    try {
      expect(await second.openOffline(agentA, password, startOfTime)).toMatchObject({
        error: { code: 'storage.busy' },
      });
      await store.close();
      must(await second.openOffline(agentA, password, startOfTime));
    } finally {
      await second.terminate();
    }
  });
});

describe('the offline term', () => {
  it('lasts eight days from the time that the server signed', async () => {
    await makeSeatWithTicket();
    const end = startOfTime + offlineTermMs;
    expect(await store.openOffline(agentA, password, end + 1)).toMatchObject({
      error: { code: 'auth.offlineTermOver', params: { until: end } },
    });
    must(await store.openOffline(agentA, password, end));
    must(await centre.enter(store, agentA, end + 5 * day));
    await store.close();
    must(await store.openOffline(agentA, password, end + 6 * day));
  });

  it('cannot be written longer', async () => {
    await makeSeatWithTicket();
    const longer = JSON.stringify({
      agentNo: '9527',
      deviceId: centre.options.deviceId,
      issuedAt: startOfTime + day,
      offlineUntil: startOfTime + 99 * day,
    });
    tamper((body) => ({ ...body, grant: { ...(body['grant'] as object), payload: longer } }));
    expect(await store.openOffline(agentA, password, startOfTime + day)).toMatchObject({
      error: { code: 'auth.offlineTermOver' },
    });
    must(await centre.enter(store, agentA, startOfTime + day));
  });

  it('notices a clock moved back, whichever file remembers', async () => {
    await makeSeatWithTicket();
    for (const name of ['9527.key-a.json', '9527.key-b.json']) copyFileSync(seat(name), seat(`${name}.kept`));
    must(await store.openOffline(agentA, password, startOfTime + 5 * day));
    must(await store.submitTicket(makeDraft(), false, startOfTime + 6 * day));
    await store.close();
    const back = await store.openOffline(agentA, password, startOfTime + 2 * day);
    expect(back).toMatchObject({ error: { code: 'auth.clockMovedBack' } });
    for (const name of ['9527.key-a.json', '9527.key-b.json']) copyFileSync(seat(`${name}.kept`), seat(name));
    const olderKeyFile = await store.openOffline(agentA, password, startOfTime + 2 * day);
    expect(olderKeyFile).toMatchObject({ error: { code: 'auth.clockMovedBack' } });
    must(await centre.enter(store, agentA, startOfTime + 2 * day));
    await store.close();
    must(await store.openOffline(agentA, password, startOfTime + 2 * day));
  });
});

describe('damage', () => {
  it('repairs one copy of the key file from the other', async () => {
    await makeSeatWithTicket();
    writeFileSync(seat('9527.key-a.json'), 'rubbish');
    expect(must(await store.openOffline(agentA, password, startOfTime)).warnings).toEqual([]);
    await store.close();
    expect(readFileSync(seat('9527.key-a.json'), 'utf8')).toBe(readFileSync(seat('9527.key-b.json'), 'utf8'));
    expect(setAside()).toEqual([]);
  });

  it('sets a damaged database aside whole, with its key, and starts afresh even offline', async () => {
    await makeSeatWithTicket();
    flip(seat('9527.db'), 40);
    const damaged = readFileSync(seat('9527.db'));
    const opened = must(await store.openOffline(agentA, password, startOfTime + day));
    expect(opened.warnings).toMatchObject([{ code: 'storage.damaged', params: { file: 'seat' } }]);
    expect(opened.signIn.agent.displayName).toBe('才让卓玛');
    expect(await store.listTickets(10)).toEqual([]);
    expect(filesAside()).toEqual(['9527.db', '9527.key-a.json', '9527.key-b.json']);
    expect(readFileSync(join(folder, 'set-aside', setAside()[0] ?? '', '9527.db'))).toEqual(damaged);
    expect(await store.submitTicket(makeDraft(), false, startOfTime + day)).toMatchObject({
      error: { code: 'ticket.noNumbersLeft' },
    });
    expect(await store.takeSealed(10)).toHaveLength(1);
    await store.close();
    expect(must(await store.openOffline(agentA, password, startOfTime + day)).warnings).toEqual([]);
  });

  it('takes an emptied or missing database for damage, not for a new seat', async () => {
    await makeSeatWithTicket();
    truncateSync(seat('9527.db'), 0);
    expect(must(await store.openOffline(agentA, password, startOfTime)).warnings).toMatchObject([
      { code: 'storage.damaged' },
    ]);
    await store.close();
    rmSync(seat('9527.db'));
    expect(must(await store.openOffline(agentA, password, startOfTime)).warnings).toMatchObject([
      { code: 'storage.damaged' },
    ]);
    expect(setAside()).toHaveLength(2);
  });

  it('finds damage in the middle when it is read, says so, and sets the file aside at the next opening', async () => {
    must(await centre.enter(store, agentA, startOfTime));
    for (let count = 0; count < 60; count++)
      must(await store.submitTicket(makeDraft({ description: '电'.repeat(900) }), false, startOfTime));
    await store.close();
    for (let page = 20; page < Math.floor(statSync(seat('9527.db')).size / 4096); page++)
      flip(seat('9527.db'), page * 4096 + 200);
    const opened = await store.openOffline(agentA, password, startOfTime);
    if (must(opened).warnings.length === 0) {
      await expect(store.listTickets(200)).rejects.toMatchObject({ error: { code: 'storage.damaged' } });
      await store.close();
      expect(must(await store.openOffline(agentA, password, startOfTime)).warnings).toMatchObject([
        { code: 'storage.damaged' },
      ]);
    }
    expect(filesAside()).toContain('9527.db');
    await store.close();
    expect(must(await store.openOffline(agentA, password, startOfTime)).warnings).toEqual([]);
  });

  it('refuses offline, and sets everything aside online, when both copies of the key file are damaged', async () => {
    await makeSeatWithTicket();
    writeFileSync(seat('9527.key-a.json'), 'rubbish');
    flip(seat('9527.key-b.json'), 300);
    expect(await store.openOffline(agentA, password, startOfTime)).toMatchObject({
      error: { code: 'storage.keyDamaged' },
    });
    expect(setAside()).toEqual([]);
    expect(await store.peek(agentA)).toEqual({ exists: true, numbersLeft: 0 });
    const opened = must(await centre.enter(store, agentA, startOfTime + day));
    expect(opened.warnings).toMatchObject([{ code: 'storage.keyDamaged' }]);
    expect(filesAside()).toEqual(['9527.db', '9527.key-a.json', '9527.key-b.json']);
    // What was not delivered yet lies sealed beside the seat and is delivered from there.
    expect(await store.takeSealed(10)).toHaveLength(1);
  });

  it('leaves files of a newer build alone', async () => {
    await makeSeatWithTicket();
    const db = new Database(join(folder, 'outbox.db'));
    db.pragma('user_version = 99');
    db.close();
    const before = readFileSync(seat('9527.db'));
    expect(await store.openOffline(agentA, password, startOfTime)).toMatchObject({
      error: { code: 'storage.newerVersion', params: { found: 99 } },
    });
    expect(readFileSync(seat('9527.db')).length).toBe(before.length);
    tamper((body) => ({ ...body, schemaVersion: 2 }));
    expect(await store.openOffline(agentA, password, startOfTime)).toMatchObject({
      error: { code: 'storage.newerVersion' },
    });
    expect(await centre.enter(store, agentA, startOfTime)).toMatchObject({ error: { code: 'storage.newerVersion' } });
    expect(setAside()).toEqual([]);
  });

  it('sets a damaged outbox or directory aside without touching the seat', async () => {
    await makeSeatWithTicket();
    writeFileSync(join(folder, 'outbox.db'), 'no database at all, but long enough to be taken for one. '.repeat(40));
    flip(join(folder, 'directory.db'), 50);
    const opened = must(await store.openOffline(agentA, password, startOfTime));
    expect(opened.warnings.map((warning) => warning.params?.['file'])).toEqual(['directory', 'outbox']);
    expect(await store.listTickets(10)).toHaveLength(1);
    await store.close();
    must(await centre.enter(store, agentB, startOfTime));
    expect(await store.takeSealed(10)).toHaveLength(1);
  });
});

describe('what lies on the disk', () => {
  it('shows nothing personal, while the seat is open or closed', async () => {
    must(await centre.enter(store, agentA, startOfTime));
    await store.saveDraft(makeDraft());
    const ticket = must(await store.submitTicket(makeDraft(), false, startOfTime));
    const body = {
      id: 'c-1',
      name: '李措毛',
      salutation: '女士',
      phones: ['+8613997041234'],
      isSpecialHandling: false,
      updatedAt: 1,
    };
    await store.applyPull('customers', [{ op: 'put', id: 'c-1', schemaVersion: 1, body }], 'cursor');
    const secrets = [
      '李措毛',
      '13997041234',
      '恰卜恰',
      '才让卓玛',
      'sip-secret-words',
      'refresh-',
      ticket.id,
      ticket.number,
    ];
    const search = (): void => {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        const path = join(folder, name);
        if (!statSync(path).isFile()) continue;
        const bytes = readFileSync(path);
        for (const secret of secrets) expect(bytes.includes(Buffer.from(secret)), `${secret} in ${name}`).toBe(false);
      }
    };
    search();
    await store.close();
    search();
  });
});
