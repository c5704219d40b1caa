import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pullBodySchemas } from '../../../src/shared/sync/wire.ts';
import type { NumberBlock, PullItem, PullStream } from '../../../src/shared/sync/wire.ts';
import type { CallId, CustomerId, TicketId } from '../../../src/shared/ids.ts';
import { startFaultyProxy } from '../../fakes/faulty-proxy.ts';
import { callSketch, numberOf, sampleCall, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre } from './test-centre.ts';
import type { TestCentre } from './test-centre.ts';

describeContract('push', (kind) => {
  let centre: TestCentre;
  let seat: TestSeat;
  let block: NumberBlock | undefined;
  let used = 0;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    seat = new TestSeat(centre.url, await centre.addAgent());
    [block] = (await seat.signIn(password)).numberBlocks;
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const nextNumber = (): string => numberOf(block, used++);
  const find = async (stream: PullStream, id: string): Promise<PullItem | undefined> =>
    (await seat.pullAll(stream)).items.find((item) => item.id === id);
  const stored = async (id: string): Promise<number> =>
    (await centre.engine.query('SELECT 1 FROM tickets WHERE id = $1', [id])).length;

  test('takes a ticket and publishes its state', async () => {
    const ticket = sampleTicket(nextNumber(), { customerId: 'c-drolma' as CustomerId, dueAt: Date.now() + 60_000 });
    const mutation = seat.signMutation(seat.compose(ticketSketch(ticket)));
    expect(await seat.push(mutation)).toEqual([{ id: mutation.id, outcome: 'applied' }]);
    const item = await find('tickets', ticket.id);
    expect(item).toMatchObject({ op: 'put', schemaVersion: 1 });
    expect(pullBodySchemas.tickets.parse(item?.op === 'put' && item.body)).toMatchObject({
      id: ticket.id,
      number: ticket.number,
      customerId: 'c-drolma',
      status: 'closed',
      summary: ticket.description,
      dueAt: ticket.dueAt,
    });
  });

  test('the status is the centre’s: an open ticket is submitted whatever the desk says', async () => {
    const ticket = sampleTicket(nextNumber(), { status: 'processing', isClosedAtFirstContact: false });
    await seat.push(seat.signMutation(seat.compose(ticketSketch(ticket))));
    expect(await find('tickets', ticket.id)).toMatchObject({ body: { status: 'submitted' } });
  });

  test('the same change sent again is a duplicate, also twice in one request', async () => {
    const ticket = sampleTicket(nextNumber());
    const mutation = seat.signMutation(seat.compose(ticketSketch(ticket)));
    const outcomes = await seat.push(mutation, mutation);
    expect(outcomes.map((entry) => entry.outcome)).toEqual(['applied', 'duplicate']);
    expect(await seat.push(mutation)).toEqual([{ id: mutation.id, outcome: 'duplicate' }]);
    expect(await stored(ticket.id)).toBe(1);
  });

  test('ten senders of one change at once apply it once', async () => {
    const ticket = sampleTicket(nextNumber());
    const mutation = seat.signMutation(seat.compose(ticketSketch(ticket)));
    const answers = await Promise.all(Array.from({ length: 10 }, () => seat.push(mutation)));
    const outcomes = answers.flat().map((entry) => entry.outcome);
    expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(9);
  });

  test('an answer lost after the commit does no harm, nor does a request that arrives twice', async () => {
    const proxy = await startFaultyProxy(centre.url);
    const bad = Object.assign(new TestSeat(proxy.url, seat.agentNo, seat.deviceId), { accessToken: seat.accessToken });
    const mutation = seat.signMutation(seat.compose(ticketSketch(sampleTicket(nextNumber()))));
    proxy.dropAnswers(1);
    await expect(bad.push(mutation)).rejects.toThrow();
    expect(await bad.push(mutation)).toEqual([{ id: mutation.id, outcome: 'duplicate' }]);
    const other = seat.signMutation(seat.compose(ticketSketch(sampleTicket(nextNumber()))));
    proxy.repeatNext(1);
    expect(await bad.push(other)).toEqual([{ id: other.id, outcome: 'duplicate' }]);
    proxy.failNext(1);
    await expect(bad.push(other)).rejects.toThrow('503');
    await proxy.close();
  });

  test('one bad item stops no other', async () => {
    const good = [sampleTicket(nextNumber()), sampleTicket(nextNumber())];
    const bad = sampleTicket('W-1');
    const outcomes = await seat.push(
      ...[good[0], bad, good[1]].map((ticket) => seat.signMutation(seat.compose(ticketSketch(ticket ?? bad)))),
    );
    expect(outcomes.map((entry) => entry.outcome)).toEqual(['applied', 'rejected', 'applied']);
  });

  test('refuses what is not signed by its author, and remembers nothing of it', async () => {
    const stranger = new TestSeat(centre.url, seat.agentNo, seat.deviceId);
    const mutation = seat.compose(ticketSketch(sampleTicket(nextNumber())));
    const good = seat.signMutation(mutation);
    const forgeries = [
      stranger.signMutation(mutation),
      { ...good, payload: good.payload.replace('昨', '今').replace('本月', '上月') },
      { ...good, signature: Buffer.alloc(64).toString('base64url') },
      { ...good, signature: 'AAAA' },
    ];
    for (const forged of forgeries) {
      expect(await seat.push(forged)).toMatchObject([{ outcome: 'rejected', code: 'mutation.badSignature' }]);
    }
    expect(await seat.push(good)).toEqual([{ id: good.id, outcome: 'applied' }]);
  });

  test('takes only the token’s own agent, and only the id it was signed with', async () => {
    const other = await centre.openSeat();
    const mutation = other.signMutation(other.compose(ticketSketch(sampleTicket(nextNumber()))));
    expect(await seat.push(mutation)).toMatchObject([{ outcome: 'rejected', code: 'mutation.wrongAgent' }]);
    const own = seat.signMutation(seat.compose(ticketSketch(sampleTicket(nextNumber()))));
    const renamed = { ...own, id: uuidv7() as typeof own.id };
    expect(await seat.push(renamed)).toMatchObject([{ outcome: 'rejected', code: 'mutation.idMismatch' }]);
    const garbage = { ...own, ...seat.signText('not json') };
    expect(await seat.push(garbage)).toMatchObject([{ outcome: 'rejected', code: 'mutation.invalid' }]);
    await centre.engine.query('DELETE FROM author_keys WHERE agent_no = $1', [other.agentNo]);
    expect(await other.push(mutation)).toMatchObject([{ outcome: 'rejected', code: 'mutation.badSignature' }]);
  });

  test('an older author key of the same seat still counts', async () => {
    const mutation = seat.signMutation(seat.compose(ticketSketch(sampleTicket(nextNumber()))));
    const renewed = new TestSeat(centre.url, seat.agentNo, seat.deviceId);
    await renewed.signIn(password, 500);
    expect(await renewed.push(mutation)).toEqual([{ id: mutation.id, outcome: 'applied' }]);
  });

  test('one id never carries two changes', async () => {
    const first = seat.compose(ticketSketch(sampleTicket(nextNumber())));
    await seat.push(seat.signMutation(first));
    const second = seat.compose(ticketSketch(sampleTicket(nextNumber())), { id: first.id });
    expect(await seat.push(seat.signMutation(second))).toMatchObject([
      { outcome: 'rejected', code: 'mutation.idReused' },
    ]);
  });

  test('nobody uses up the id of another’s change', async () => {
    const reveal = { customerId: 'c-squat' as CustomerId, field: 'phone', reason: 'callback', at: Date.now() };
    const sketches = [
      ticketSketch(sampleTicket(nextNumber())),
      { kind: 'customer.reveal', entityId: uuidv7(), seq: 1, body: reveal } as const,
    ];
    const squatter = await centre.openSeat();
    const otherDevice = new TestSeat(centre.url, seat.agentNo);
    await otherDevice.signIn(password);
    for (const sketch of sketches) {
      const own = seat.signMutation(seat.compose(sketch));
      for (const other of [squatter, otherDevice]) {
        const body = { ...reveal, reason: 'squat' };
        const taken = { kind: 'customer.reveal', entityId: uuidv7(), seq: 1, body } as const;
        const first = other.signMutation(other.compose(taken, { id: own.id }));
        expect(await other.push(first)).toEqual([{ id: own.id, outcome: 'applied' }]);
      }
      expect(await seat.push(own)).toEqual([{ id: own.id, outcome: 'applied' }]);
      expect(await seat.push(own)).toEqual([{ id: own.id, outcome: 'duplicate' }]);
    }
    const rows = await centre.engine.query('SELECT 1 FROM reveals WHERE customer_id = $1', ['c-squat']);
    expect(rows).toHaveLength(5);
  });

  test('names the field that does not fit, and says the same when asked again', async () => {
    const ticket = sampleTicket(nextNumber(), { callerName: 'x'.repeat(61) });
    const mutation = seat.signMutation(seat.compose(ticketSketch(ticket)));
    const expected = [{ id: mutation.id, outcome: 'rejected', code: 'mutation.invalid', field: 'callerName' }];
    expect(await seat.push(mutation)).toEqual(expected);
    expect(await seat.push(mutation)).toEqual(expected);
    const misnamed = seat.compose(ticketSketch(sampleTicket(nextNumber())), { entityId: 'another' });
    expect(await seat.push(seat.signMutation(misnamed))).toMatchObject([
      { code: 'mutation.invalid', field: 'entityId' },
    ]);
  });

  test('refuses a kind it does not know without remembering: a newer server will take it', async () => {
    const mutation = { ...seat.compose(ticketSketch(sampleTicket(nextNumber()))), kind: 'ticket.merge' };
    const signed = { id: mutation.id, ...seat.signText(JSON.stringify(mutation)) };
    expect(await seat.push(signed)).toMatchObject([
      { outcome: 'rejected', code: 'mutation.unknownKind', field: 'kind' },
    ]);
    expect(await centre.engine.query('SELECT 1 FROM applied_mutations WHERE id = $1', [mutation.id])).toHaveLength(0);
  });

  test('refuses a text that the database can’t hold instead of asking for it for ever', async () => {
    const body = { customerId: 'c-drolma' as CustomerId, field: 'pho\u0000ne', reason: 'check', at: Date.now() };
    const sketch = { kind: 'customer.reveal', entityId: uuidv7(), seq: 1, body } as const;
    const mutation = seat.signMutation(seat.compose(sketch));
    expect(await seat.push(mutation)).toMatchObject([{ outcome: 'rejected', code: 'mutation.invalid' }]);
    expect(await seat.push(mutation)).toMatchObject([{ outcome: 'rejected', code: 'mutation.invalid' }]);
    const ticket = sampleTicket(nextNumber(), { description: 'a\u0000b' });
    const odd = seat.signMutation(seat.compose(ticketSketch(ticket)));
    expect(await seat.push(odd)).toEqual([{ id: odd.id, outcome: 'applied' }]);
    expect(await find('tickets', ticket.id)).toMatchObject({ body: { summary: 'a\u0000b' } });
  });

  test('a fault ticket needs a phone and an address; the mended one is taken under the same ticket id', async () => {
    const ticket = sampleTicket(nextNumber(), { type: 'faultRepair', subType: 'low-voltage', address: ' ' });
    const first = seat.signMutation(seat.compose(ticketSketch(ticket)));
    const missing = [{ id: first.id, outcome: 'rejected', code: 'ticket.missingField', field: 'address' }];
    expect(await seat.push(first)).toEqual(missing);
    expect(await seat.push(first)).toEqual(missing);
    const phoneless = seat.compose(ticketSketch({ ...ticket, address: '恰卜恰镇', callerPhone: '' }, 2));
    expect(await seat.push(seat.signMutation(phoneless))).toMatchObject([{ field: 'callerPhone' }]);
    const mended = seat.signMutation(seat.compose(ticketSketch({ ...ticket, address: '恰卜恰镇' }, 3)));
    expect(await seat.push(mended)).toEqual([{ id: mended.id, outcome: 'applied' }]);
    expect(await stored(ticket.id)).toBe(1);
  });

  test('a number belongs to one ticket of the seat it was given to', async () => {
    const taken = sampleTicket(nextNumber());
    await seat.push(seat.signMutation(seat.compose(ticketSketch(taken))));
    const other = new TestSeat(centre.url, await centre.addAgent());
    const [foreign] = (await other.signIn(password)).numberBlocks;
    for (const number of [taken.number, numberOf(foreign), 'W-1', 'X-20001', '20001', `W-${'9'.repeat(15)}`]) {
      const mutation = seat.signMutation(seat.compose(ticketSketch(sampleTicket(number))));
      expect(await seat.push(mutation), number).toEqual([
        { id: mutation.id, outcome: 'rejected', code: 'ticket.numberTaken', field: 'number' },
      ]);
    }
  });

  test('the newest version wins, gaps hold nothing up, and a late old one is acknowledged without effect', async () => {
    const ticket = sampleTicket(nextNumber());
    const version = (seq: number): ReturnType<TestSeat['signMutation']> =>
      seat.signMutation(seat.compose(ticketSketch({ ...ticket, description: `第 ${String(seq)} 版` }, seq)));
    for (const seq of [1, 4, 2, 3]) expect(await seat.push(version(seq))).toMatchObject([{ outcome: 'applied' }]);
    expect(await find('tickets', ticket.id)).toMatchObject({ body: { summary: '第 4 版' } });
  });

  test('the status stays that of the centre, and a ticket of another author is a conflict', async () => {
    const ticket = sampleTicket(nextNumber(), { status: 'submitted', isClosedAtFirstContact: false });
    await seat.push(seat.signMutation(seat.compose(ticketSketch(ticket))));
    await centre.engine.query("UPDATE tickets SET status = 'dispatched' WHERE id = $1", [ticket.id]);
    const later = seat.signMutation(seat.compose(ticketSketch(ticket, 2)));
    expect(await seat.push(later)).toEqual([{ id: later.id, outcome: 'applied' }]);
    expect(await seat.push(later)).toEqual([{ id: later.id, outcome: 'duplicate' }]);
    expect(await find('tickets', ticket.id)).toMatchObject({ body: { status: 'dispatched' } });
    const other = new TestSeat(centre.url, await centre.addAgent());
    const [foreign] = (await other.signIn(password)).numberBlocks;
    const hijack = other.signMutation(
      other.compose(ticketSketch(sampleTicket(numberOf(foreign), { id: ticket.id }), 9)),
    );
    expect(await other.push(hijack)).toMatchObject([{ outcome: 'conflict', code: 'ticket.otherAuthor' }]);
  });

  test('a call is published without anything said in it, its topic from its tickets', async () => {
    const call = sampleCall();
    expect(await seat.push(seat.signMutation(seat.compose(callSketch(call))))).toMatchObject([{ outcome: 'applied' }]);
    const first = await find('calls', call.id);
    expect(pullBodySchemas.calls.parse(first?.op === 'put' && first.body)).toEqual({
      id: call.id,
      customerId: 'c-drolma',
      agentNo: seat.agentNo,
      language: 'adx',
      at: call.facts.startedAt,
      durationS: 90,
      topic: '已解答',
    });
    const ticket = sampleTicket(nextNumber(), { callId: call.id, subType: 'tariff' });
    await seat.push(seat.signMutation(seat.compose(ticketSketch(ticket))));
    expect(await find('calls', call.id)).toMatchObject({ body: { topic: 'tariff' } });
    expect(JSON.stringify((await seat.pullAll('calls')).items)).not.toContain(call.notes);
  });

  test('a practice call and a call of another seat are refused', async () => {
    const practice = seat.signMutation(seat.compose(callSketch(sampleCall({}, true))));
    expect(await seat.push(practice)).toMatchObject([{ outcome: 'rejected', code: 'call.practice' }]);
    const call = sampleCall();
    await seat.push(seat.signMutation(seat.compose(callSketch(call))));
    const other = await centre.openSeat();
    const hijack = other.signMutation(other.compose(callSketch(call, 2)));
    expect(await other.push(hijack)).toMatchObject([{ outcome: 'conflict', code: 'call.otherAuthor' }]);
  });

  test('every reveal is a line of the audit', async () => {
    const entityId = uuidv7();
    const body = { customerId: 'c-audit' as CustomerId, field: 'phone', reason: 'callback', at: Date.now() };
    for (const seq of [2, 1]) {
      const mutation = seat.signMutation(seat.compose({ kind: 'customer.reveal', entityId, seq, body }));
      expect(await seat.push(mutation)).toMatchObject([{ outcome: 'applied' }]);
    }
    const rows = await centre.engine.query('SELECT * FROM reveals WHERE customer_id = $1', ['c-audit']);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ agent_no: seat.agentNo, field: 'phone', reason: 'callback', revealed_at: body.at });
  });

  test('every reveal of the number of a call as well, also before its record comes', async () => {
    const body = { callId: uuidv7() as CallId, reason: 'callBack', at: Date.now() };
    const mutation = seat.signMutation(seat.compose({ kind: 'call.reveal', entityId: uuidv7(), seq: 1, body }));
    for (const outcome of ['applied', 'duplicate']) expect(await seat.push(mutation)).toMatchObject([{ outcome }]);
    const rows = await centre.engine.query('SELECT * FROM call_reveals WHERE call_id = $1', [body.callId]);
    expect(rows).toMatchObject([{ agent_no: seat.agentNo, reason: 'callBack', revealed_at: body.at }]);
  });

  test('refuses a request of the wrong form as a whole', async () => {
    const mutation = seat.signMutation(seat.compose(ticketSketch(sampleTicket(nextNumber()))));
    const bodies: [string, unknown][] = [
      ['mutations', { protocolVersion: 1, mutations: [] }],
      ['mutations', { protocolVersion: 1, mutations: Array.from({ length: 201 }, () => mutation) }],
      ['protocolVersion', { protocolVersion: 2, mutations: [mutation] }],
      ['mutations.0.id', { protocolVersion: 1, mutations: [{ ...mutation, id: 'x' as TicketId }] }],
    ];
    for (const [field, body] of bodies) {
      const answer = await seat.request('POST', '/v1/push', body);
      expect(answer, field).toMatchObject({ status: 400, body: { code: 'request.invalid', params: { field } } });
    }
    expect((await seat.request('POST', '/v1/push', { protocolVersion: 1, mutations: [mutation] }, '')).status).toBe(
      401,
    );
  });

  test('a database that fails for the moment asks to try again and keeps nothing half done', async () => {
    const ticket = sampleTicket(nextNumber(), { callId: uuidv7() as CallId });
    const mutation = seat.signMutation(seat.compose(ticketSketch(ticket)));
    await centre.engine.query('ALTER TABLE published RENAME TO published_away');
    expect(await seat.push(mutation)).toEqual([{ id: mutation.id, outcome: 'retry' }]);
    await centre.engine.query('ALTER TABLE published_away RENAME TO published');
    expect(await stored(ticket.id)).toBe(0);
    expect(await seat.push(mutation)).toEqual([{ id: mutation.id, outcome: 'applied' }]);
    expect(centre.logLines.join('')).not.toContain('13900000071');
  });
});
