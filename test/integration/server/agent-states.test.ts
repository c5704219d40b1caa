import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepLine } from '../../../server/auth/agent-line.ts';
import type { AgentNo } from '../../../src/shared/ids.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import { createAgentFloor } from './agent-floor.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre } from './test-centre.ts';
import type { TestCentre } from './test-centre.ts';

const minute = 60_000;
const graceMs = 90_000;
const leader = '0031' as AgentNo;

describeContract('where agents stand', (kind) => {
  let centre: TestCentre;
  let watcher: TestSeat;
  beforeAll(async () => {
    centre = await startTestCentre(kind, { pingMs: 3_600_000 });
    watcher = await centre.openSeat();
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const { now, signedOn, signOn, report, everybody, colleague, history } = createAgentFloor(() => ({
    centre,
    watcher,
  }));

  test('a report is kept by the server’s clock, whatever the desk’s says', async () => {
    const seat = await centre.openSeat();
    const ear = await signOn(seat, 'A1', now() - 20 * minute);
    await ear.told('seated');
    // A desk whose clock is a day behind tells of a break that began ten minutes ago.
    const clock = now() - 86_400_000;
    signedOn.set(ear, clock - 20 * minute);
    await report(ear, 1, { kind: 'BREAK', reason: 'meal', since: clock - 10 * minute }, clock);
    const seen = await colleague(seat.agentNo);
    expect(seen).toMatchObject({ kind: 'BREAK', seatLabel: '普通话席', languages: ['zh-Hans'] });
    expect(Math.abs((seen?.since ?? 0) - (now() - 10 * minute))).toBeLessThan(5000);
    ear.socket.close();
  });

  test('states follow one another without gap or overlap, and none is kept twice', async () => {
    const seat = await centre.openSeat();
    const begin = now() - 30 * minute;
    const ear = await signOn(seat, 'A1', begin);
    await report(ear, 10, { kind: 'WARM_UP', since: begin });
    await report(ear, 11, { kind: 'READY', since: begin + minute });
    await report(ear, 12, { kind: 'TALKING', since: begin + 2 * minute, isOnCall: true });
    // Said again after a lost acknowledgement, and an old one that was late.
    await report(ear, 12, { kind: 'TALKING', since: begin + 2 * minute, isOnCall: true });
    await report(ear, 11, { kind: 'READY', since: begin + minute });
    await report(ear, 14, { kind: 'ACW', since: begin + 4 * minute, queued: { kind: 'BREAK', reason: 'rest' } });
    const rows = await history(seat.agentNo);
    expect(rows.map((row) => row.kind)).toEqual(['WARM_UP', 'READY', 'TALKING', 'ACW']);
    rows.forEach((row, index) => expect(row.until).toBe(rows[index + 1]?.since ?? null));
    expect(await colleague(seat.agentNo)).toMatchObject({ kind: 'ACW' });
    ear.socket.close();
  });

  test('whose desk is silent for too long is gone; back, the desk says better, and nothing was lost', async () => {
    const seat = await centre.openSeat();
    const begin = now() - 5 * minute;
    const ear = await signOn(seat, 'A1', begin);
    await report(ear, 1, { kind: 'BREAK', reason: 'rest', since: begin });
    await centre.server.board.look();
    ear.socket.close();
    await ear.closed;
    const lastSeen = now();
    centre.putForward(graceMs - 5000);
    await centre.server.board.look();
    expect(await colleague(seat.agentNo)).toMatchObject({ kind: 'BREAK' });
    centre.putForward(10_000);
    await centre.server.board.look();
    const gone = await colleague(seat.agentNo);
    expect(gone?.kind).toBe('OFFLINE');
    expect(Math.abs((gone?.since ?? 0) - lastSeen)).toBeLessThan(5000);
    expect((await history(seat.agentNo)).map(({ until }) => until)).toEqual([gone?.since]);

    const back = await signOn(seat, 'A1', begin);
    await back.told('seated');
    await report(back, 1, { kind: 'BREAK', reason: 'rest', since: begin });
    expect(Math.abs(((await colleague(seat.agentNo))?.since ?? 0) - begin)).toBeLessThan(5000);
    expect((await history(seat.agentNo)).map(({ kind: stood, until }) => [stood, until])).toEqual([['BREAK', null]]);
    back.socket.close();
  });

  test('what changed while the centre was away comes in its order', async () => {
    const seat = await centre.openSeat();
    const begin = now();
    const ear = await signOn(seat, 'A1', begin);
    await report(ear, 1, { kind: 'READY', since: begin });
    ear.socket.close();
    await ear.closed;
    centre.putForward(10 * minute);
    await centre.server.board.look();
    const back = await signOn(seat, 'A1', begin);
    await report(back, 2, { kind: 'TALKING', since: begin + 3 * minute, isOnCall: true });
    await report(back, 3, { kind: 'ACW', since: begin + 5 * minute });
    await report(back, 4, { kind: 'READY', since: begin + 6 * minute });
    const rows = await history(seat.agentNo);
    expect(rows.map((row) => [row.kind, Math.round(((row.until ?? now()) - row.since) / minute)])).toEqual([
      ['READY', 3],
      ['TALKING', 2],
      ['ACW', 1],
      ['READY', 4],
    ]);
    back.socket.close();
  });

  test('signing in again within the grace goes on with the same state and its time', async () => {
    const seat = await centre.openSeat();
    const begin = now() - 7 * minute;
    const ear = await signOn(seat, 'A1', begin);
    await report(ear, 1, { kind: 'BREAK', reason: 'meeting', since: begin });
    ear.socket.close();
    await ear.closed;
    centre.putForward(60_000);
    const { standing } = await seat.signIn(password);
    expect(standing).toMatchObject({ kind: 'BREAK', reason: 'meeting' });
    expect(Math.abs((standing?.since ?? 0) - begin)).toBeLessThan(5000);
    // The desk goes on with it under a new number: still one break.
    const back = await signOn(seat, 'A1');
    await report(back, 2, { kind: 'BREAK', reason: 'meeting', since: standing?.since ?? 0 });
    expect(await history(seat.agentNo)).toHaveLength(1);
    back.socket.close();
    await back.closed;
    centre.putForward(graceMs + 1000);
    expect((await seat.signIn(password)).standing).toBeUndefined();
  });

  test('a day without the centre comes with the next sign-in, and the night is nobody’s', async () => {
    const seat = await centre.openSeat();
    const evening = now();
    const first = await signOn(seat, 'A1', evening);
    await report(first, 1, { kind: 'READY', since: evening });
    first.socket.close();
    await first.closed;
    centre.putForward(12 * 60 * minute);
    await seat.signIn(password);
    const morning = now();
    const ear = await signOn(seat, 'A1', morning);
    // Two states of the evening that never left, the second of them ended by a power cut.
    signedOn.set(ear, evening);
    await report(ear, 2, { kind: 'TALKING', since: evening + 10 * minute, isOnCall: true });
    await report(ear, 3, { kind: 'OFFLINE', since: evening + 15 * minute });
    signedOn.set(ear, morning);
    await report(ear, 4, { kind: 'WARM_UP', since: morning });
    const rows = await history(seat.agentNo);
    expect(rows.map((row) => [row.kind, Math.round(((row.until ?? now()) - row.since) / minute)])).toEqual([
      ['READY', 10],
      ['TALKING', 5],
      ['OFFLINE', 705],
      ['WARM_UP', 0],
    ]);
    expect(await colleague(seat.agentNo)).toMatchObject({ kind: 'WARM_UP' });
    ear.socket.close();
  });

  test('who has signed out has nothing to go on with, and nobody becomes ready by changing seats', async () => {
    const seat = await centre.openSeat();
    const elsewhere = new TestSeat(centre.url, seat.agentNo);
    const ear = await signOn(seat);
    await report(ear, 1, { kind: 'READY' });
    expect((await elsewhere.signIn(password)).standing).toBeUndefined();
    expect((await seat.signIn(password)).standing).toMatchObject({ kind: 'READY' });
    await report(ear, 2, { kind: 'OFFLINE' });
    expect((await seat.signIn(password)).standing).toBeUndefined();
    ear.socket.close();
  });

  test('a sign-on elsewhere takes over, and both desks are told', async () => {
    const first = await centre.openSeat();
    const second = new TestSeat(centre.url, first.agentNo);
    await second.signIn(password);
    const began = now() - 10 * minute;
    const old = await signOn(first, '甲-12', began);
    expect(await old.told('seated')).not.toHaveProperty('from');
    await report(old, 1, { kind: 'TALKING', isOnCall: true });
    const took = now();
    const fresh = await signOn(second, '乙-3', took);
    const { from } = await fresh.told('seated');
    expect(from?.place).toBe('甲-12');
    expect(Math.abs((from?.since ?? 0) - began)).toBeLessThan(5000);
    const told = await old.told('takenOver');
    expect(told.place).toBe('乙-3');
    expect(Math.abs(told.at - took)).toBeLessThan(5000);

    await report(fresh, 1, { kind: 'READY' });
    // The older desk ends its call: that is its history, and no longer where the agent stands.
    await report(old, 2, { kind: 'OFFLINE' });
    expect(await colleague(first.agentNo)).toMatchObject({ kind: 'READY' });
    const rows = await history(first.agentNo);
    expect(rows.filter((row) => row.device_id === first.deviceId).map((row) => row.kind)).toEqual([
      'TALKING',
      'OFFLINE',
    ]);
    expect(rows.filter((row) => row.device_id === second.deviceId)).toMatchObject([{ kind: 'READY', until: null }]);
    for (const ear of [old, fresh]) ear.socket.close();
  });

  test('the later sign-on has the agent, whichever desk comes first', async () => {
    const first = await centre.openSeat();
    const second = new TestSeat(centre.url, first.agentNo);
    await second.signIn(password);
    // Both signed on without the server; the second one an hour after the first.
    const fresh = await signOn(second, '乙-3', now() - minute);
    await fresh.told('seated');
    await report(fresh, 1, { kind: 'READY', since: now() - minute });
    const old = await signOn(first, '甲-12', now() - 61 * minute);
    expect(await old.told('takenOver')).toMatchObject({ place: '乙-3' });
    expect(await colleague(first.agentNo)).toMatchObject({ kind: 'READY' });
    for (const ear of [old, fresh]) ear.socket.close();
  });

  test('signing on again at the same desk takes nothing over', async () => {
    const seat = await centre.openSeat();
    const ear = await signOn(seat);
    await ear.told('seated');
    await report(ear, 1, { kind: 'READY' });
    const again = await signOn(seat);
    expect(await again.told('seated')).not.toHaveProperty('from');
    await report(ear, 2, { kind: 'NOT_READY' });
    expect(await colleague(seat.agentNo)).toMatchObject({ kind: 'NOT_READY' });
    for (const one of [ear, again]) one.socket.close();
  });

  test('a leader’s word is told until the desk shows it', async () => {
    const seat = await centre.openSeat();
    expect(await centre.server.board.force(seat.agentNo, leader)).toBe(false);
    const ear = await signOn(seat);
    await report(ear, 1, { kind: 'TALKING', isOnCall: true });
    expect(await centre.server.board.force(seat.agentNo, leader)).toBe(true);
    const { id, by } = await ear.told('forced');
    expect(by).toBe(leader);
    ear.socket.close();
    const back = await signOn(seat);
    expect(await back.told('forced')).toMatchObject({ id });
    await report(back, 2, { kind: 'TALKING', isOnCall: true, queued: { kind: 'NOT_READY', reason: 'FORCED' } });
    back.socket.close();
    const later = await signOn(seat);
    await later.told('seated');
    await report(later, 3, { kind: 'NOT_READY', reason: 'FORCED' });
    // Everything that was to be told has been told before the acknowledgement.
    let isTold = false;
    void later.told('forced').then(() => (isTold = true));
    await report(later, 4, { kind: 'READY' });
    expect(isTold).toBe(false);
    later.socket.close();
  });

  test('colleagues are known by number, languages and extension, and moves are told to those who watch', async () => {
    const seat = await centre.openSeat();
    await keepLine(centre.engine, centre.server.centre.crypto, seat.agentNo, { user: '8042', password: 'secret' });
    const all = await everybody();
    expect(JSON.stringify(all)).not.toContain('测试');
    expect(JSON.stringify(all)).not.toContain('secret');
    expect(all.map(({ agentNo }) => agentNo)).not.toContain(watcher.agentNo);
    expect(await colleague(seat.agentNo)).toEqual({
      ...{ agentNo: seat.agentNo, role: 'agent', seatLabel: '普通话席', languages: ['zh-Hans'] },
      ...{ extension: '8042', kind: 'OFFLINE' },
    });
    const [watching, other] = [watcher.openLive(), (await centre.openSeat()).openLive()];
    await Promise.all([watching.opened, other.opened]);
    watching.say({ type: 'watchColleagues' });
    let isToldOther = false;
    void other.told('colleagues').then(() => (isToldOther = true));
    const ear = await signOn(seat);
    await report(ear, 1, { kind: 'READY' });
    await watching.told('colleagues');
    expect(await colleague(seat.agentNo)).toMatchObject({ kind: 'READY' });
    expect(isToldOther).toBe(false);
    expect((await watcher.request('GET', '/v1/colleagues', undefined, '')).status).toBe(401);
    for (const one of [watching, other, ear]) one.socket.close();
  });

  test('a state before the desk has signed on, and what is not of the protocol, ends the channel', async () => {
    const seat = await centre.openSeat();
    const hasty = seat.openLive();
    await hasty.opened;
    const at = now();
    const ready = { kind: 'READY', since: at, isOnCall: false } as const;
    hasty.say({ type: 'agentState', seq: 1, report: ready, signedOnAt: at, now: at });
    expect(await hasty.closed).toBe(1008);
    for (const text of ['{"type":"pull"}', 'READY', JSON.stringify({ type: 'signedOn', place: 'x'.repeat(81) })]) {
      const odd = seat.openLive();
      await odd.opened;
      odd.socket.send(text);
      expect(await odd.closed).toBe(1008);
    }
    expect(await colleague(seat.agentNo)).toMatchObject({ kind: 'OFFLINE' });
  });

  test('desks at two server processes hear of each other', async () => {
    if (kind.name === 'pglite') return;
    const twin = await centre.startTwin();
    const first = await centre.openSeat();
    const second = new TestSeat(twin.url, first.agentNo);
    await second.signIn(password);
    const old = await signOn(first, '甲-12', now() - minute);
    await report(old, 1, { kind: 'READY' });
    const fresh = await signOn(second, '乙-3');
    expect(await fresh.told('seated')).toMatchObject({ from: { place: '甲-12' } });
    expect(await old.told('takenOver')).toMatchObject({ place: '乙-3' });
    await report(fresh, 1, { kind: 'READY' });
    expect(await centre.server.board.force(first.agentNo, leader)).toBe(true);
    await fresh.told('forced');
    for (const ear of [old, fresh]) ear.socket.close();
  });
});
