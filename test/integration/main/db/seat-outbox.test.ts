import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { CallRecord } from '../../../../src/shared/domain/call.ts';
import type { CallId } from '../../../../src/shared/ids.ts';
import { now, useSeat } from './seat-fixture.ts';
import { agentA, agentB, makeDraft, must, password } from './test-centre.ts';

const seat = useSeat({ isSignedIn: true });

describe('the outbox', () => {
  it('takes each entity in its order, the rest oldest first', async () => {
    const [one, two] = [makeDraft(), makeDraft()];
    must(await seat.store.submitTicket(one, false, now));
    must(await seat.store.submitTicket(two, false, now));
    const [first] = await seat.store.takeOutbox(1, now);
    expect(first?.entityId).toBe(one.id);
    expect((await seat.store.takeOutbox(10, now)).map((row) => row.entityId)).toEqual([two.id]);
    expect(await seat.store.takeOutbox(10, now)).toEqual([]);
  });

  it('goes on with other tickets when one is refused', async () => {
    const drafts = [makeDraft(), makeDraft(), makeDraft()];
    for (const draft of drafts) must(await seat.store.submitTicket(draft, false, now));
    await seat.settle(await seat.store.takeOutbox(1, now), 'rejected');
    expect((await seat.store.takeOutbox(10, now)).map((row) => row.entityId)).toEqual([drafts[1]?.id, drafts[2]?.id]);
  });

  it('counts no attempt for being offline, waits after a retry, and forgets no row at a restart', async () => {
    must(await seat.store.submitTicket(makeDraft(), false, now));
    const rows = await seat.store.takeOutbox(10, now);
    await seat.store.releaseOutbox(rows.map((row) => row.id));
    expect(await seat.store.takeOutbox(10, now)).toEqual(rows);
    await seat.settle(rows, 'retry');
    expect(await seat.store.takeOutbox(10, now)).toEqual([]);
    expect(await seat.store.takeOutbox(10, now + 3_600_000)).toEqual(rows);
    await seat.reopen();
    expect(await seat.store.takeOutbox(10, now)).toEqual(rows);
    expect(await seat.store.outboxCounts()).toMatchObject({ waiting: 1 });
  });

  it('accepts an answer that comes after the row was released', async () => {
    const ticket = must(await seat.store.submitTicket(makeDraft(), false, now));
    const rows = await seat.store.takeOutbox(10, now);
    await seat.store.releaseOutbox(rows.map((row) => row.id));
    await seat.settle(rows, 'applied');
    expect(await seat.store.getTicket(ticket.id)).toMatchObject({ sync: 'synced' });
    expect(await seat.settle(rows, 'applied')).toEqual([]);
  });
});

describe('a refusal that an online sign-in may cure', () => {
  const record = (): CallRecord => {
    const id = uuidv7() as CallId;
    const facts = { callId: id, direction: 'inbound' as const, number: '1', isPractice: false, startedAt: now };
    return { id, facts, heldMs: 0, notes: '', said: [] };
  };
  const report = async (): Promise<CallId> => {
    const { id } = await seat.store.beginCall(record());
    must(await seat.store.updateCall({ id, endedAt: now }, now));
    return id;
  };

  it('keeps nothing back for good, but leaves a ticket to its agent while he is at work on it', async () => {
    const [call, other] = [await report(), await report()];
    const ticket = must(await seat.store.submitTicket(makeDraft(), false, now));
    const atWork = must(await seat.store.submitTicket(makeDraft(), false, now + 1));
    const rows = await seat.store.takeOutbox(10, now);
    await seat.settle(rows, 'rejected', { code: 'mutation.badSignature', field: 'signature' });
    await seat.settle(
      rows.filter((row) => row.entityId === other),
      'rejected',
      { code: 'call.otherAuthor' },
    );
    must(await seat.store.reopenTicket(atWork.id, now + 2));
    await seat.reopen();
    expect(await seat.store.outboxCounts()).toMatchObject({ waiting: 0, blocked: 4 });
    await seat.store.close();
    must(await seat.centre.enter(seat.store, agentA, now));
    expect(await seat.store.outboxCounts()).toMatchObject({ waiting: 2, blocked: 2 });
    expect(await seat.store.getTicket(ticket.id)).toMatchObject({ sync: 'queued' });
    const again = await seat.store.takeOutbox(10, now);
    expect(again).toEqual(rows.filter(({ entityId }) => entityId === call || entityId === ticket.id));
    await seat.settle(again, 'applied');
    expect(await seat.store.outboxCounts()).toMatchObject({ waiting: 0, blocked: 2 });
  });

  it('is asked about again once a day for rows of others', async () => {
    const day = 24 * 3_600_000;
    await report();
    await report();
    await seat.store.close();
    must(await seat.centre.enter(seat.store, agentB, now));
    const [cured, final] = await seat.store.takeSealed(10, now);
    if (!cured || !final) throw new Error('no rows');
    await seat.store.settleSealed([{ id: cured.id, outcome: 'rejected', code: 'seal.unreadable' }], now);
    await seat.store.settleSealed([{ id: final.id, outcome: 'conflict', code: 'call.otherAuthor' }], now);
    expect(await seat.store.takeSealed(10, now + day)).toEqual([]);
    expect(await seat.store.takeSealed(10, now + day + 1)).toEqual([cured]);
    expect(await seat.store.outboxCounts()).toMatchObject({ sealedOfOthers: 1 });
    await seat.store.settleSealed([{ id: cured.id, outcome: 'rejected', code: 'seal.unreadable' }], now + day + 1);
    expect(await seat.store.takeSealed(10, now + day + 2)).toEqual([]);
    expect(await seat.store.outboxCounts()).toMatchObject({ sealedOfOthers: 0 });
  });
});

describe('sealed rows', () => {
  it('carry the very payload of the outbox to the centre, whoever signs in next, unreadable on the way', async () => {
    const ticket = must(await seat.store.submitTicket(makeDraft(), false, now));
    const [own] = await seat.store.takeOutbox(10, now);
    if (!own) throw new Error('no row');
    const [signature] = await seat.store.signEach([own.payload]);
    expect(await seat.store.takeSealed(10, now)).toEqual([]);
    await seat.store.close();

    must(await seat.centre.enter(seat.store, agentB, now));
    expect(await seat.store.outboxCounts()).toEqual({
      waiting: 0,
      blocked: 0,
      sealedOfOthers: 1,
      filesWaiting: 0,
      filesStuck: 0,
    });
    const [row, ...others] = await seat.store.takeSealed(10, now);
    if (!row) throw new Error('no row');
    expect(others).toEqual([]);
    expect(row).toMatchObject({ id: own.id, agentNo: '9527' });
    const opened = await seat.centre.open(row.sealed, 'outbox', row.id);
    expect(JSON.parse(opened?.toString() ?? '')).toEqual({ id: own.id, payload: own.payload, signature });
    expect(await seat.centre.open(row.sealed, 'outbox', uuidv7())).toBeUndefined();
    expect(await seat.store.listTickets(10)).toEqual([]);
    expect(await seat.store.getTicket(ticket.id)).toBeUndefined();
    const handleOfB = JSON.parse(Buffer.from(await seat.store.exportHandle(), 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...handleOfB, agentNo: '9527' })).toString('base64url');

    await seat.store.settleSealed([{ id: row.id, outcome: 'retry' }], now);
    expect(await seat.store.takeSealed(10, now)).toHaveLength(1);
    await seat.store.settleSealed([{ id: row.id, outcome: 'applied' }], now);
    expect(await seat.store.takeSealed(10, now)).toEqual([]);
    expect(await seat.store.outboxCounts()).toEqual({
      waiting: 0,
      blocked: 0,
      sealedOfOthers: 0,
      filesWaiting: 0,
      filesStuck: 0,
    });
    expect(await seat.store.openWithHandle(forged)).toMatchObject({ error: { code: 'storage.wrongKey' } });

    must(await seat.store.openOffline(agentA, password, now));
    const again = await seat.store.takeOutbox(10, now);
    expect(again).toEqual([own]);
    expect(await seat.settle(again, 'duplicate')).toMatchObject([{ id: ticket.id, sync: 'synced' }]);
  });

  it('are gone with the acknowledgement, and not delivered by others after a refusal', async () => {
    must(await seat.store.submitTicket(makeDraft(), false, now));
    must(await seat.store.submitTicket(makeDraft(), false, now));
    await seat.reopen();
    const [first, second] = await seat.store.takeOutbox(10, now);
    if (!first || !second) throw new Error('nothing to send');
    await seat.settle([first], 'applied');
    await seat.settle([second], 'rejected', { code: 'ticket.missingField' });
    await seat.store.close();
    must(await seat.centre.enter(seat.store, agentB, now));
    expect(await seat.store.takeSealed(10, now)).toEqual([]);
  });

  it('are made at the next opening for rows that a killed desk left without', async () => {
    must(await seat.store.submitTicket(makeDraft(), false, now));
    await seat.store.terminate();
    seat.store = seat.centre.store();
    must(await seat.store.openOffline(agentA, password, now));
    await seat.store.close();
    must(await seat.centre.enter(seat.store, agentB, now));
    expect(await seat.store.takeSealed(10, now)).toHaveLength(1);
  });
});
