import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessTermMs } from '../../../server/auth/access-token.ts';
import { tokenOverCode } from '../../../server/live/live-channel.ts';
import { startFaultyProxy } from '../../fakes/faulty-proxy.ts';
import { numberOf, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { LiveEar, TestSeat, textOf } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre } from './test-centre.ts';
import type { TestCentre } from './test-centre.ts';

describeContract('live channel', (kind) => {
  let centre: TestCentre;
  let writer: TestSeat;
  let nextTicket: () => ReturnType<TestSeat['signMutation']>;
  beforeAll(async () => {
    centre = await startTestCentre(kind, { pingMs: 2000 });
    writer = new TestSeat(centre.url, await centre.addAgent());
    const [block] = (await writer.signIn(password)).numberBlocks;
    let used = 0;
    nextTicket = () => writer.signMutation(writer.compose(ticketSketch(sampleTicket(numberOf(block, used++)))));
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  test('every other desk hears that tickets changed, and nothing else', async () => {
    const seats = [await centre.openSeat(), await centre.openSeat()];
    const ears = seats.map((seat) => seat.openLive());
    const messages: string[] = [];
    ears[0]?.socket.on('message', (data) => void messages.push(textOf(data)));
    await Promise.all(ears.map((ear) => ear.opened));
    await writer.push(nextTicket());
    await Promise.all(ears.map((ear) => ear.hears('tickets')));
    expect(messages).toEqual(['{"type":"changed","streams":["tickets"]}']);
    for (const ear of ears) ear.socket.close();
  });

  test('what it tells of can be pulled at once', async () => {
    const seat = await centre.openSeat();
    const { cursor } = await seat.pullAll('tickets');
    const ear = seat.openLive();
    await ear.opened;
    await writer.push(nextTicket());
    await ear.hears('tickets');
    expect((await seat.pullAll('tickets', cursor)).items).toHaveLength(1);
    ear.socket.close();
  });

  test('a duplicate and a refused change tell nobody', async () => {
    const ear = (await centre.openSeat()).openLive();
    await ear.opened;
    const ticket = nextTicket();
    await writer.push(ticket);
    await ear.hears('tickets');
    let messages = 0;
    ear.socket.on('message', () => void (messages += 1));
    await writer.push(ticket);
    await writer.push(writer.signMutation(writer.compose(ticketSketch(sampleTicket('W-1')))));
    ear.forget();
    await writer.push(nextTicket());
    await ear.hears('tickets');
    expect(messages).toBe(1);
    ear.socket.close();
  });

  test('tells again once what held a change back is over', async () => {
    if (kind.name === 'pglite') return;
    const seat = await centre.openSeat();
    const { cursor } = await seat.pullAll('tickets');
    const ear = seat.openLive();
    await ear.opened;
    let end = (): void => undefined;
    const older = await new Promise<{ done: Promise<void> }>((begun) => {
      const done = centre.engine.transaction(async (client) => {
        await client.query('SELECT pg_current_xact_id()');
        const ended = new Promise<void>((resolve) => (end = resolve));
        begun({ done });
        await ended;
      });
    });
    await writer.push(nextTicket());
    await ear.hears('tickets');
    expect((await seat.pullAll('tickets', cursor)).items).toEqual([]);
    ear.forget();
    end();
    await older.done;
    await ear.hears('tickets');
    expect((await seat.pullAll('tickets', cursor)).items).toHaveLength(1);
    ear.socket.close();
  });

  test('opens only with a good token', async () => {
    for (const token of ['', 'nonsense']) expect(await writer.openLive(token).refused).toBe(401);
    const plain = await writer.request('GET', '/v1/live');
    expect(plain.status).toBe(404);
  });

  test('cuts off a peer that says something or never answers a ping', async () => {
    const seat = await centre.openSeat();
    const chatty = seat.openLive();
    await chatty.opened;
    chatty.socket.send('{"give":"all"}');
    expect(await chatty.closed).toBe(1008);
    const dead = new LiveEar(`${centre.url.replace('http', 'ws')}/v1/live`, seat.accessToken, { autoPong: false });
    await dead.opened;
    expect(await dead.closed).toBe(1006);
  });

  test('goes through a proxy and ends with the cable', async () => {
    const proxy = await startFaultyProxy(centre.url);
    const seat = await centre.openSeat();
    seat.url = proxy.url;
    const ear = seat.openLive();
    await ear.opened;
    await writer.push(nextTicket());
    await ear.hears('tickets');
    proxy.pullCable();
    expect(await ear.closed).toBe(1006);
    await proxy.close();
  });

  test('desks of a second server process on the database hear it too, also after a lost connection', async () => {
    if (!centre.cluster) return;
    const twin = await centre.startTwin();
    const seat = await centre.openSeat();
    seat.url = twin.url;
    const ear = seat.openLive();
    await ear.opened;
    await writer.push(nextTicket());
    await ear.hears('tickets');
    ear.forget();
    await centre.cluster.dropConnections();
    // The listening connection is made anew, and since notices may be lost everything is told of.
    await ear.hears('knowledge');
    ear.forget();
    await writer.push(nextTicket());
    await ear.hears('tickets');
    ear.socket.close();
  });

  test('ends when the token does, so that the desk comes with a fresh one', async () => {
    const ear = (await centre.openSeat()).openLive();
    await ear.opened;
    centre.putForward(accessTermMs);
    expect(await ear.closed).toBe(tokenOverCode);
  });
});
