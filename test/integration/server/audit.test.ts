import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyAudit } from '../../../server/audit/verify-audit.ts';
import type { CustomerId } from '../../../src/shared/ids.ts';
import { sealTo, type TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre, type TestCentre } from './test-centre.ts';

describeContract('the audit log', (kind) => {
  let centre: TestCentre;
  let seat: TestSeat;
  let leader: TestSeat;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    seat = await centre.openSeat();
    leader = await centre.openSeat({ role: 'leader' });
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  interface Noted {
    readonly kind: string;
    readonly agent_no: string;
    readonly device_id: string | null;
    readonly detail: string;
  }
  const notedAfter = (seq: number): Promise<Noted[]> =>
    centre.engine.query<Noted>('SELECT kind, agent_no, device_id, detail FROM audit WHERE seq > $1 ORDER BY seq', [
      seq,
    ]);
  const verify = (noted?: Parameters<typeof verifyAudit>[2]) =>
    verifyAudit(centre.engine, centre.server.centre.crypto, noted);
  const head = async () => {
    const verdict = await verify();
    if (verdict.kind !== 'whole') throw new Error(`broken at ${String(verdict.seq)}`);
    return verdict.head;
  };
  const reveal = (from: TestSeat, reason = 'callBack') => {
    const body = { customerId: 'c-drolma' as CustomerId, field: 'phone', reason, at: 5 } as const;
    return from.signMutation(from.compose({ kind: 'customer.reveal', entityId: 'c-drolma', seq: 1, body }));
  };
  /** As somebody with the database in his hands, who is not held up by a trigger. */
  async function tamper(sql: string): Promise<void> {
    await centre.engine.query('ALTER TABLE audit DISABLE TRIGGER audit_append_only');
    await centre.engine.query(sql);
    await centre.engine.query('ALTER TABLE audit ENABLE TRIGGER audit_append_only');
  }

  test('has who signed in and who failed to, what was shown, forced and recovered, each once', async () => {
    const before = await head();
    const { agentNo, deviceId } = seat;
    await expect(seat.signIn('wrong')).rejects.toThrow();
    await seat.signIn(password);
    const shown = reveal(seat);
    await seat.push(shown, shown);
    await seat.push(shown);
    const address = `${agentNo}\n${deviceId}`;
    const sealedKey = await sealTo(centre.sealingKey, 'tashi-desk/seat-key/1', address, randomBytes(32));
    expect(await seat.request('POST', '/v1/auth/recover-key', { deviceId, sealedKey })).toMatchObject({ status: 200 });
    await centre.engine.query(
      `INSERT INTO agent_presence (agent_no, device_id, place, signed_on_at, kind, since, seen_at)
       VALUES ($1, 'd', '', 0, 'READY', 0, $2)`,
      [agentNo, Date.now()],
    );
    expect(await leader.request('POST', '/v1/agents/force', { agentNo })).toMatchObject({ status: 204 });
    const own = { agent_no: agentNo, device_id: deviceId };
    expect(
      (await notedAfter(before.seq)).map((entry) => ({ ...entry, detail: JSON.parse(entry.detail) as unknown })),
    ).toEqual([
      { ...own, kind: 'signInRefused', detail: { code: 'auth.wrongPassword' } },
      { ...own, kind: 'signIn', detail: { role: 'agent' } },
      {
        ...own,
        kind: 'customerRevealed',
        detail: { customerId: 'c-drolma', field: 'phone', reason: 'callBack', at: 5 },
      },
      { ...own, kind: 'seatRecovered', detail: {} },
      { agent_no: leader.agentNo, device_id: null, kind: 'stateForced', detail: { forced: agentNo } },
    ]);
    expect((await head()).seq).toBe(before.seq + 5);
  });

  test('has every file of tickets that left a desk, by what was in it', async () => {
    const before = await head();
    const body = { format: 'xlsx', list: 'open', count: 12, at: 7 } as const;
    const change = seat.compose({ kind: 'ticket.export', entityId: uuidv7(), seq: 1, body });
    const mutation = seat.signMutation(change);
    for (const outcome of ['applied', 'duplicate']) expect(await seat.push(mutation)).toMatchObject([{ outcome }]);
    const none = seat.compose({ kind: 'ticket.export', entityId: uuidv7(), seq: 1, body: { ...body, count: 0 } });
    expect(await seat.push(seat.signMutation(none))).toMatchObject([{ outcome: 'rejected', field: 'count' }]);
    const [entry, ...others] = await notedAfter(before.seq);
    expect(entry).toMatchObject({ kind: 'ticketsExported', agent_no: seat.agentNo, device_id: seat.deviceId });
    expect(JSON.parse(entry?.detail ?? '')).toEqual(body);
    expect(others).toEqual([]);
  });

  test('is one chain, whoever writes at the same time', async () => {
    const before = await head();
    const seats = await Promise.all(Array.from({ length: 4 }, () => centre.openSeat()));
    await Promise.all(seats.flatMap((from) => Array.from({ length: 5 }, () => from.push(reveal(from)))));
    expect((await head()).seq).toBe(before.seq + 24);
  });

  test('can’t be changed, and can’t be emptied', async () => {
    await seat.push(reveal(seat));
    const before = await head();
    for (const sql of ["UPDATE audit SET kind = 'signIn'", 'DELETE FROM audit', 'TRUNCATE audit']) {
      await expect(centre.engine.query(sql)).rejects.toThrow('append-only');
    }
    expect(await head()).toEqual(before);
  });

  test('tells where it was broken by somebody who got past that', async () => {
    for (let nth = 0; nth < 3; nth += 1) await seat.push(reveal(seat));
    const last = await head();
    const at = last.seq - 1;
    const [kept] = await centre.engine.query<{ detail: string; agent_no: string }>(
      'SELECT * FROM audit WHERE seq = $1',
      [at],
    );
    await tamper(`UPDATE audit SET agent_no = '9999' WHERE seq = ${String(at)}`);
    expect(await verify()).toEqual({ kind: 'broken', seq: at, why: 'changed' });
    await tamper(`UPDATE audit SET agent_no = '${kept?.agent_no ?? ''}' WHERE seq = ${String(at)}`);
    expect(await verify()).toEqual({ kind: 'whole', head: last });
    // Cut off at the end, the rest is a good chain: only who noted its end knows.
    await tamper(`CREATE TABLE cut AS SELECT * FROM audit WHERE seq = ${String(last.seq)}`);
    await tamper(`DELETE FROM audit WHERE seq = ${String(last.seq)}`);
    expect(await verify()).toMatchObject({ kind: 'whole', head: { seq: at } });
    expect(await verify(last)).toEqual({ kind: 'broken', seq: last.seq, why: 'cutOff' });
    await seat.push(reveal(seat, 'other'));
    expect(await verify(last)).toEqual({ kind: 'broken', seq: last.seq, why: 'changed' });
    await tamper(`DELETE FROM audit WHERE seq = ${String(last.seq)}`);
    await tamper('INSERT INTO audit SELECT * FROM cut');
    expect(await verify(last)).toEqual({ kind: 'whole', head: last });
    await tamper(`DELETE FROM audit WHERE seq = ${String(at)}`);
    expect(await verify()).toEqual({ kind: 'broken', seq: at, why: 'missing' });
  });
});
