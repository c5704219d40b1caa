import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDeviceId } from '../../../../src/main/profile/device.ts';
import { offlineTermMs } from '../../../../src/shared/sync/wire.ts';
import { useSeat } from './seat-fixture.ts';
import { makeSeatWithTicket, setAside, tamper } from './seat-tricks.ts';
import { agentA, agentB, makeDraft, must, password, startOfTime } from './test-centre.ts';

const day = 24 * 3_600_000;

const seat = useSeat({ isSignedIn: false });

describe('signing in', () => {
  it('makes a seat online and opens it offline with everything in it', async () => {
    expect(await seat.store.peek(agentA)).toEqual({ exists: false, numbersLeft: 0 });
    const authorKey = await seat.store.prepare(agentA);
    expect(await seat.store.prepare(agentA)).toBe(authorKey);
    const opened = must(await seat.centre.enter(seat.store, agentA, startOfTime));
    expect(opened.warnings).toEqual([]);
    await seat.store.saveDraft(makeDraft());
    await seat.store.keepTokens('newer');
    await seat.store.close();
    expect(await seat.store.knownAgents()).toEqual([agentA]);
    expect(await seat.store.peek(agentA)).toMatchObject({ exists: true, authorKey, numbersLeft: 500 });
    const again = must(await seat.store.openOffline(agentA, password, startOfTime + day));
    expect(again).toMatchObject({ offlineUntil: startOfTime + offlineTermMs, refreshToken: 'newer', warnings: [] });
    expect(again.signIn).toMatchObject({ agent: { agentNo: '9527' }, sip: { user: '9527' } });
    expect(await seat.store.listDrafts()).toHaveLength(1);
  });

  it('seals the data key to the centre, and recovers with it under a new password', async () => {
    await makeSeatWithTicket(seat);
    const { sealedKey = '' } = await seat.store.peek(agentA);
    const address = `9527\n${seat.centre.options.deviceId}`;
    const dataKey = (await seat.centre.open(sealedKey, 'seat-key', address))?.toString('base64url') ?? '';
    expect(await seat.centre.open(sealedKey, 'seat-key', `1001\n${seat.centre.options.deviceId}`)).toBeUndefined();
    const answer = seat.centre.signIn(agentA, startOfTime + day);
    expect(await seat.store.openOnline(agentA, 'new password', answer)).toMatchObject({
      error: { code: 'storage.wrongKey' },
    });
    const wrong = await seat.store.recover(agentA, 'new password', Buffer.alloc(32).toString('base64url'), answer);
    expect(wrong).toMatchObject({ error: { code: 'storage.wrongKey' } });
    must(await seat.store.recover(agentA, 'new password', dataKey, answer));
    expect(await seat.store.listTickets(10)).toHaveLength(1);
    await seat.store.close();
    expect(await seat.store.openOffline(agentA, password, startOfTime + day)).toMatchObject({
      error: { code: 'auth.wrongPassword' },
    });
    must(await seat.store.openOffline(agentA, 'new password', startOfTime + day));
  });

  it('names what is wrong: unknown agent, wrong password, no seat open', async () => {
    expect(await seat.store.openOffline(agentA, password, startOfTime)).toMatchObject({
      error: { code: 'auth.unknownAgent' },
    });
    await makeSeatWithTicket(seat);
    expect(await seat.store.openOffline(agentA, 'wrong', startOfTime + 1)).toMatchObject({
      error: { code: 'auth.wrongPassword' },
    });
    await expect(seat.store.listDrafts()).rejects.toMatchObject({ error: { code: 'auth.required' } });
    expect(await seat.store.submitTicket(makeDraft(), false, 1)).toMatchObject({ error: { code: 'auth.required' } });
    expect(setAside(seat)).toEqual([]);
  });

  it('refuses a sign-in answer that the centre did not sign', async () => {
    await seat.store.prepare(agentA);
    const answer = seat.centre.signIn(agentA, startOfTime);
    const forged = { ...answer, offlineGrant: seat.centre.signIn(agentB, startOfTime).offlineGrant };
    expect(await seat.store.openOnline(agentA, password, forged)).toMatchObject({
      error: { code: 'server.badAnswer' },
    });
    expect(await seat.store.knownAgents()).toEqual([]);
  });

  it('reopens with the handle of a killed core, without a password', async () => {
    must(await seat.centre.enter(seat.store, agentA, startOfTime));
    must(await seat.store.submitTicket(makeDraft(), false, startOfTime));
    const handle = await seat.store.exportHandle();
    await seat.store.terminate();
    seat.store = seat.centre.store();
    expect(await seat.store.openWithHandle('nonsense')).toMatchObject({ error: { code: 'storage.wrongKey' } });
    const opened = must(await seat.store.openWithHandle(handle));
    expect(opened.agentNo).toBe(agentA);
    expect(await seat.store.listTickets(10)).toHaveLength(1);
  });

  it('keeps the id of the device when only its own file is damaged', async () => {
    await makeSeatWithTicket(seat);
    writeFileSync(seat.seatFile('9527.key-a.json'), 'half');
    writeFileSync(join(seat.folder, 'device.json'), 'half');
    expect(loadDeviceId(seat.folder)).toBe(seat.centre.options.deviceId);
    expect(loadDeviceId(seat.folder)).toBe(seat.centre.options.deviceId);
  });

  it('lets one process at a time work on a seat', async () => {
    must(await seat.centre.enter(seat.store, agentA, startOfTime));
    const second = seat.centre.store();
    try {
      expect(await second.openOffline(agentA, password, startOfTime)).toMatchObject({
        error: { code: 'storage.busy' },
      });
      await seat.store.close();
      must(await second.openOffline(agentA, password, startOfTime));
    } finally {
      await second.terminate();
    }
  });
});

describe('the offline term', () => {
  it('lasts eight days from the time that the server signed', async () => {
    await makeSeatWithTicket(seat);
    const end = startOfTime + offlineTermMs;
    expect(await seat.store.openOffline(agentA, password, end + 1)).toMatchObject({
      error: { code: 'auth.offlineTermOver', params: { until: end } },
    });
    must(await seat.store.openOffline(agentA, password, end));
    must(await seat.centre.enter(seat.store, agentA, end + 5 * day));
    await seat.store.close();
    must(await seat.store.openOffline(agentA, password, end + 6 * day));
  });

  it('cannot be written longer', async () => {
    await makeSeatWithTicket(seat);
    const longer = JSON.stringify({
      agentNo: '9527',
      deviceId: seat.centre.options.deviceId,
      issuedAt: startOfTime + day,
      offlineUntil: startOfTime + 99 * day,
    });
    tamper(seat, (body) => ({ ...body, grant: { ...(body['grant'] as object), payload: longer } }));
    expect(await seat.store.openOffline(agentA, password, startOfTime + day)).toMatchObject({
      error: { code: 'auth.offlineTermOver' },
    });
    must(await seat.centre.enter(seat.store, agentA, startOfTime + day));
  });

  it('notices a clock moved back, whichever file remembers', async () => {
    await makeSeatWithTicket(seat);
    for (const name of ['9527.key-a.json', '9527.key-b.json'])
      copyFileSync(seat.seatFile(name), seat.seatFile(`${name}.kept`));
    must(await seat.store.openOffline(agentA, password, startOfTime + 5 * day));
    must(await seat.store.submitTicket(makeDraft(), false, startOfTime + 6 * day));
    await seat.store.close();
    const back = await seat.store.openOffline(agentA, password, startOfTime + 2 * day);
    expect(back).toMatchObject({ error: { code: 'auth.clockMovedBack' } });
    for (const name of ['9527.key-a.json', '9527.key-b.json'])
      copyFileSync(seat.seatFile(`${name}.kept`), seat.seatFile(name));
    const olderKeyFile = await seat.store.openOffline(agentA, password, startOfTime + 2 * day);
    expect(olderKeyFile).toMatchObject({ error: { code: 'auth.clockMovedBack' } });
    must(await seat.centre.enter(seat.store, agentA, startOfTime + 2 * day));
    await seat.store.close();
    must(await seat.store.openOffline(agentA, password, startOfTime + 2 * day));
  });
});

describe('what lies on the disk', () => {
  it('shows nothing personal, while the seat is open or closed', async () => {
    must(await seat.centre.enter(seat.store, agentA, startOfTime));
    await seat.store.saveDraft(makeDraft());
    const ticket = must(await seat.store.submitTicket(makeDraft(), false, startOfTime));
    const body = {
      id: 'c-1',
      name: '李措毛',
      salutation: '女士',
      phones: ['+8613997041234'],
      isSpecialHandling: false,
      updatedAt: 1,
    };
    await seat.store.applyPull('customers', [{ op: 'put', id: 'c-1', schemaVersion: 1, body }], 'cursor');
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
      for (const name of readdirSync(seat.folder, { recursive: true, encoding: 'utf8' })) {
        const path = join(seat.folder, name);
        if (!statSync(path).isFile()) continue;
        const bytes = readFileSync(path);
        for (const secret of secrets) expect(bytes.includes(Buffer.from(secret)), `${secret} in ${name}`).toBe(false);
      }
    };
    search();
    await seat.store.close();
    search();
  });
});

describe('a leader at somebody else’s desk', () => {
  const makeLeader = async () => {
    const authorKey = await seat.store.prepare(agentB);
    expect(authorKey).not.toBe('');
    const answer = seat.centre.signIn(agentB, startOfTime);
    must(await seat.store.openOnline(agentB, password, { ...answer, agent: { ...answer.agent, role: 'leader' } }));
    await seat.store.close();
  };

  it('confirms by the seat that he has there, without opening it or closing the other', async () => {
    await makeLeader();
    must(await seat.centre.enter(seat.store, agentA, startOfTime));
    must(await seat.store.confirmLeader(agentB, password, startOfTime + day));
    await seat.store.saveDraft(makeDraft());
    expect(await seat.store.listDrafts()).toHaveLength(1);
  });

  it.each([
    ['a wrong password', agentB, 'wrong', startOfTime + day, 'auth.wrongPassword'],
    ['somebody who is no leader', agentA, password, startOfTime + day, 'auth.notALeader'],
    ['a term that is over', agentB, password, startOfTime + offlineTermMs + 1, 'auth.offlineTermOver'],
  ] as const)('refuses %s', async (_, agentNo, typed, at, code) => {
    await makeLeader();
    must(await seat.centre.enter(seat.store, agentA, startOfTime));
    expect(await seat.store.confirmLeader(agentNo, typed, at)).toMatchObject({ error: { code } });
  });

  it('does not know one who never was there', async () => {
    expect(await seat.store.confirmLeader(agentB, password, startOfTime)).toMatchObject({
      error: { code: 'auth.leaderUnknownHere' },
    });
  });
});
