import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { togetherText } from '../../../../src/shared/sync/push-together-wire.ts';
import { mutationSchema } from '../../../../src/shared/sync/wire.ts';
import { customer, now, useSeat } from './seat-fixture.ts';
import { agentA, makeDraft, must, startOfTime } from './test-centre.ts';

const seat = useSeat({ isSignedIn: true });

describe('tickets', () => {
  it('numbers them from the blocks in order, across openings, until none is left', async () => {
    await seat.store.close();
    const blocks = [
      { prefix: 'W', from: 7, to: 8 },
      { prefix: 'K', from: 100, to: 100 },
    ];
    rmSync(join(seat.folder, 'seats'), { recursive: true });
    await seat.store.terminate();
    seat.store = seat.centre.store();
    must(await seat.centre.enter(seat.store, agentA, startOfTime, blocks));
    const numbers = [must(await seat.store.submitTicket(makeDraft(), false, now)).number];
    await seat.reopen();
    expect((await seat.store.peek(agentA)).numbersLeft).toBe(2);
    await seat.store.addNumberBlocks(blocks);
    for (let count = 0; count < 2; count++)
      numbers.push(must(await seat.store.submitTicket(makeDraft(), false, now)).number);
    expect(numbers).toEqual(['W-7', 'W-8', 'K-100']);
    const draft = makeDraft();
    await seat.store.saveDraft(draft);
    expect(await seat.store.submitTicket(draft, false, now)).toMatchObject({ error: { code: 'ticket.noNumbersLeft' } });
    expect(await seat.store.listDrafts()).toEqual([draft]);
    await seat.store.addNumberBlocks([{ prefix: 'W', from: 900, to: 901 }]);
    expect(must(await seat.store.submitTicket(draft, false, now)).number).toBe('W-900');
  });

  it('submits once however often it is asked, and does not let a late autosave bring the draft back', async () => {
    const draft = makeDraft();
    await seat.store.saveDraft(draft);
    const first = must(await seat.store.submitTicket(draft, true, now));
    expect(first).toMatchObject({ status: 'closed', sync: 'queued', submittedAt: now, number: 'W-20001' });
    expect(must(await seat.store.submitTicket(draft, true, now + 5000))).toEqual(first);
    await seat.store.saveDraft({ ...draft, description: 'late' });
    expect(await seat.store.listDrafts()).toEqual([]);
    expect(await seat.store.listTickets(10)).toEqual([first]);
    expect(await seat.store.getTicket(draft.id)).toEqual(first);
    expect(await seat.store.outboxCounts()).toEqual({
      waiting: 1,
      blocked: 0,
      sealedOfOthers: 0,
      filesWaiting: 0,
      filesStuck: 0,
    });
  });

  it('sends exactly the signed text of the wire schema', async () => {
    const { authorKey = '' } = await seat.store.peek(agentA);
    const ticket = must(
      await seat.store.submitTicket(makeDraft({ customerId: customer.id, dueAt: now + 1 }), false, now),
    );
    const [row] = await seat.store.takeOutbox(10, now);
    if (!row) throw new Error('nothing to send');
    const mutation = mutationSchema.parse(JSON.parse(row.payload));
    expect(mutation).toMatchObject({
      id: row.id,
      kind: 'ticket.submit',
      agentNo: '9527',
      seq: 1,
      at: now,
      entityId: ticket.id,
    });
    const { sync: _s, isPriorityChosen: _p, isDueChosen: _d, ...body } = ticket;
    expect(mutation.body).toEqual(body);
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: authorKey }, format: 'jwk' });
    const isSigned = (text: string, signature = ''): boolean =>
      verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
    const [signature] = await seat.store.signEach([row.payload]);
    expect(isSigned(row.payload, signature)).toBe(true);
    const digests = [row.payload, 'of another row'].map((text) =>
      createHash('sha256').update(text).digest('base64url'),
    );
    const together = await seat.store.signTogether(digests);
    expect(together.deviceId).toBe(mutation.deviceId);
    expect(isSigned(togetherText(digests), together.signature)).toBe(true);
    expect(isSigned(togetherText(digests.toReversed()), together.signature)).toBe(false);
    expect(await seat.store.getTicket(ticket.id)).toMatchObject({ sync: 'sending' });
  });

  it('lists by submission, newest first, in pages', async () => {
    const submitted: string[] = [];
    for (let count = 0; count < 7; count++)
      submitted.unshift(must(await seat.store.submitTicket(makeDraft(), false, now + count)).number);
    const first = await seat.store.listTickets(3);
    const second = await seat.store.listTickets(3, first.at(-1)?.submittedAt);
    const third = await seat.store.listTickets(3, second.at(-1)?.submittedAt);
    expect([...first, ...second, ...third].map((ticket) => ticket.number)).toEqual(submitted);
  });

  it('keeps a clock that goes backwards from mixing up the order', async () => {
    const numbers: string[] = [];
    for (const at of [now, now - 10_000, now + 1])
      numbers.unshift(must(await seat.store.submitTicket(makeDraft(), false, at)).number);
    expect((await seat.store.listTickets(10)).map((ticket) => ticket.number)).toEqual(numbers);
  });

  it('keeps drafts until they are discarded, and those out of sight for a while', async () => {
    const [one, two] = [makeDraft(), makeDraft({ description: 'བདེ་མོ།' })];
    await seat.store.saveDraft(one);
    await seat.store.saveDraft(two);
    await seat.store.discardDraft(one.id);
    await seat.reopen();
    expect(await seat.store.listDrafts()).toEqual([two]);
    await seat.store.saveDraft(one);
    expect(await seat.store.listDrafts()).toHaveLength(2);
  });
});

describe('a refused ticket', () => {
  it('is shown with its reason, taken up again and sent under the same number', async () => {
    const draft = makeDraft({ address: '' });
    const first = must(await seat.store.submitTicket(draft, false, now));
    const refusedRows = await seat.store.takeOutbox(10, now);
    const changed = await seat.settle(refusedRows, 'rejected', { code: 'ticket.missingField', field: 'address' });
    const refusal = { code: 'ticket.missingField', field: 'address' };
    expect(changed).toMatchObject([{ id: draft.id, sync: 'rejected', refusal }]);
    expect(await seat.store.outboxCounts()).toMatchObject({ waiting: 0, blocked: 1 });
    expect(await seat.store.takeOutbox(10, now)).toEqual([]);
    expect(must(await seat.store.submitTicket(draft, false, now)).sync).toBe('rejected');

    const reopened = must(await seat.store.reopenTicket(draft.id, now + 1));
    expect(reopened).toEqual({ ...draft, updatedAt: now + 1 });
    await seat.store.saveDraft({ ...reopened, address: '团结北路 1 号' });
    await seat.reopen();
    const kept = must(await seat.store.reopenTicket(draft.id, now + 2));
    expect(kept.address).toBe('团结北路 1 号');
    const second = must(await seat.store.submitTicket(kept, false, now + 3));
    expect(second).toMatchObject({ id: draft.id, number: first.number, sync: 'queued', submittedAt: now });
    expect(second).not.toHaveProperty('refusal');
    expect(await seat.store.listDrafts()).toEqual([]);
    expect(await seat.store.listTickets(10)).toHaveLength(1);

    const rows = await seat.store.takeOutbox(10, now);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.id).not.toBe(refusedRows[0]?.id);
    expect(JSON.parse(rows[0]?.payload ?? '')).toMatchObject({
      seq: 2,
      entityId: draft.id,
      body: { address: '团结北路 1 号' },
    });
    expect(await seat.settle(rows, 'applied')).toMatchObject([{ sync: 'synced' }]);
    expect(await seat.store.outboxCounts()).toEqual({
      waiting: 0,
      blocked: 0,
      sealedOfOthers: 0,
      filesWaiting: 0,
      filesStuck: 0,
    });
    await seat.reopen();
    expect(await seat.store.outboxCounts()).toEqual({
      waiting: 0,
      blocked: 0,
      sealedOfOthers: 0,
      filesWaiting: 0,
      filesStuck: 0,
    });
    expect(await seat.store.getTicket(draft.id)).toMatchObject({ sync: 'synced', number: first.number });
  });

  it('can be sent again as it is, and only then', async () => {
    const ticket = must(await seat.store.submitTicket(makeDraft(), false, now));
    expect(must(await seat.store.retryTicket(ticket.id))).toEqual(ticket);
    expect(await seat.store.reopenTicket(ticket.id, now)).toMatchObject({ error: { code: 'ticket.notEditable' } });
    expect(await seat.store.retryTicket(makeDraft().id)).toMatchObject({ error: { code: 'ticket.notFound' } });
    await seat.settle(await seat.store.takeOutbox(10, now), 'conflict', { code: 'ticket.changed' });
    expect(await seat.store.getTicket(ticket.id)).toMatchObject({ sync: 'conflict' });
    expect(must(await seat.store.retryTicket(ticket.id))).toEqual({ ...ticket, sync: 'queued' });
    expect(must(await seat.store.retryTicket(ticket.id))).toEqual({ ...ticket, sync: 'queued' });
    const rows = await seat.store.takeOutbox(10, now);
    expect(must(await seat.store.retryTicket(ticket.id))).toEqual({ ...ticket, sync: 'sending' });
    expect(rows).toHaveLength(1);
    expect(await seat.settle(rows, 'duplicate')).toMatchObject([{ sync: 'synced' }]);
    expect(await seat.store.retryTicket(ticket.id)).toMatchObject({ error: { code: 'ticket.notEditable' } });
  });

  it('gets another number when the centre says that its own is taken, and no number is given twice', async () => {
    const refuse = async (): Promise<void> => {
      await seat.settle(await seat.store.takeOutbox(10, now), 'rejected', { code: 'ticket.numberTaken' });
    };
    const signInAgain = async (): Promise<void> => {
      await seat.store.close();
      must(await seat.centre.enter(seat.store, agentA, now));
    };
    const [one, two] = [makeDraft(), makeDraft()];
    must(await seat.store.submitTicket(one, false, now));
    must(await seat.store.submitTicket(two, false, now + 1));
    await refuse();
    const retried = must(await seat.store.retryTicket(one.id));
    expect(retried).toMatchObject({ id: one.id, number: 'W-20003', sync: 'queued' });
    const draft = must(await seat.store.reopenTicket(two.id, now + 2));
    await signInAgain();
    const again = must(await seat.store.submitTicket(draft, false, now + 3));
    expect(again).toMatchObject({ id: two.id, number: 'W-20004', submittedAt: now + 1 });
    const bodies = (await seat.store.takeOutbox(10, now)).map(
      (row) => mutationSchema.parse(JSON.parse(row.payload)).body,
    );
    expect(bodies).toMatchObject([{ number: 'W-20003' }, { number: 'W-20004' }]);
    await signInAgain();
    expect(must(await seat.store.submitTicket(makeDraft(), false, now + 4)).number).toBe('W-20005');
    expect((await seat.store.listTickets(10)).map(({ number }) => number)).toEqual(['W-20005', 'W-20004', 'W-20003']);
  });
});

it('leaves no shared-memory file of the seat and none set aside in normal work', async () => {
  must(await seat.store.submitTicket(makeDraft(), false, now));
  await seat.reopen();
  expect(readdirSync(join(seat.folder, 'seats')).filter((name) => name.endsWith('-shm'))).toEqual([]);
  expect(existsSync(join(seat.folder, 'set-aside'))).toBe(false);
});
