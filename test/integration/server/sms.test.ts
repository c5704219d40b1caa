import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SmsAnswer, SmsPort } from '../../../server/sms/sms-port.ts';
import { publish } from '../../../server/sync/publish.ts';
import type { SmsOrder } from '../../../src/shared/domain/ticket-addition.ts';
import type { SubmittedTicket } from '../../../src/shared/domain/ticket.ts';
import type { TicketId } from '../../../src/shared/ids.ts';
import { settleFeed } from '../../../server/sync/feed.ts';
import { mostPerHour, smsPatienceMs } from '../../../src/shared/sms/sms-limits.ts';
import { pullBodySchemas, type NumberBlock } from '../../../src/shared/sync/wire.ts';
import { callSketch, numberOf, sampleCall, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { samplePack, sampleSms, smsSketch } from '../../fakes/sample-sms.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre, type TestCentre } from './test-centre.ts';

/** A gateway in the hand of the test. */
class HandPort implements SmsPort {
  readonly sent: { id: string; number: string; text: string }[] = [];
  answer: () => Promise<SmsAnswer> = () => Promise.resolve({ kind: 'accepted' });
  send(id: string, number: string, text: string): Promise<SmsAnswer> {
    this.sent.push({ id, number, text });
    return this.answer();
  }
}

describeContract('text messages', (kind) => {
  let centre: TestCentre;
  let seat: TestSeat;
  let block: NumberBlock | undefined;
  let used = 0;
  const port = new HandPort();
  const publishPack = (version?: number) =>
    centre.engine.transaction((client) => publish(client, { stream: 'sms', id: 'zh-Hans', body: samplePack(version) }));
  beforeAll(async () => {
    centre = await startTestCentre(kind, { smsPort: port });
    seat = new TestSeat(centre.url, await centre.addAgent());
    [block] = (await seat.signIn(password)).numberBlocks;
    await publishPack();
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const newTicket = async (changes: Partial<SubmittedTicket> = {}): Promise<SubmittedTicket> => {
    const ticket = sampleTicket(numberOf(block, used++), changes);
    expect(await seat.push(seat.signMutation(seat.compose(ticketSketch(ticket))))).toMatchObject([
      { outcome: 'applied' },
    ]);
    return ticket;
  };
  const order = (message: SmsOrder, by = seat) => by.push(by.signMutation(by.compose(smsSketch(message))));
  const stateOf = async (ticketId: string) => {
    const item = (await seat.pullAll('tickets')).items.find(({ id }) => id === ticketId);
    return pullBodySchemas.tickets.parse(item?.op === 'put' && item.body);
  };
  /** Nobody's token outlives it. */
  const wait = async (ms: number): Promise<void> => {
    centre.putForward(ms);
    await seat.signIn(password, 1000);
  };
  const settled = (): Promise<void> => centre.server.centre.sms?.wake() ?? Promise.resolve();
  const sentOf = (message: SmsOrder) => port.sent.filter(({ id }) => id === message.id);

  test('go out once, are told at their ticket without a number, and stand in the audit log; no log has the number', async () => {
    const ticket = await newTicket();
    const message = sampleSms(ticket);
    const mutation = seat.signMutation(seat.compose(smsSketch(message)));
    expect(await seat.push(mutation, mutation)).toMatchObject([{ outcome: 'applied' }, { outcome: 'duplicate' }]);
    // The same order under another id of its change, as of a desk that was restored.
    expect(await order(message)).toMatchObject([{ outcome: 'applied' }]);
    await settled();
    expect(sentOf(message)).toEqual([{ id: message.id, number: message.number, text: message.text }]);
    const { messages } = await stateOf(ticket.id);
    expect(messages).toMatchObject([{ id: message.id, by: seat.agentNo, state: 'handedOver', text: message.text }]);
    expect(JSON.stringify(messages)).not.toContain(message.number.slice(-8));
    const audit = await centre.engine.query<{ kind: string; detail: string }>(
      "SELECT kind, detail FROM audit WHERE kind LIKE 'sms%' AND detail LIKE $1 ORDER BY seq",
      [`%${message.id}%`],
    );
    expect(audit.map((entry) => entry.kind)).toEqual(['smsOrdered', 'smsSettled']);
    expect([...centre.logLines, ...audit.map(({ detail }) => detail)].join('\n')).not.toContain('13900000071');
    // What the feed says of the ticket is kept when the centre moves it on.
    const whole = await seat.request('GET', `/v1/tickets/one?ticketId=${ticket.id}`);
    expect(whole.body).toMatchObject({ messages: [{ id: message.id, state: 'handedOver' }] });
  });

  test('come with their ticket in one push, whatever stands first', async () => {
    const ticket = sampleTicket(numberOf(block, used++));
    const message = sampleSms(ticket);
    const both = [smsSketch(message), ticketSketch(ticket)].map((sketch) => seat.signMutation(seat.compose(sketch)));
    expect(await seat.push(...both)).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }]);
  });

  test('are refused for what is wrong with them, each by its name, and then nothing goes', async () => {
    const ticket = await newTicket({ callerPhone: '+8613900000071' });
    const call = sampleCall();
    await seat.push(seat.signMutation(seat.compose(callSketch(call))));
    const many: [Partial<SmsOrder>, string, string][] = [
      [{ ticketId: uuidv7() as TicketId }, 'ticket.unknown', 'ticketId'],
      [{ number: '+869748512345' }, 'sms.notMobile', 'number'],
      [{ number: '+8613900000099' }, 'sms.foreignNumber', 'number'],
      [{ number: '+8613900000099', callId: call.id }, 'sms.foreignNumber', 'number'],
      [{ textId: 'unheardOf' }, 'sms.textNotApproved', 'textId'],
      [{ textId: 'draft', text: `草稿 ${ticket.number}。` }, 'sms.textNotApproved', 'textId'],
      [{ textVersion: 2 }, 'sms.textNotApproved', 'textId'],
      [{ lang: 'adx' }, 'sms.textNotApproved', 'textId'],
      [{ text: '中奖了' }, 'sms.textDiffers', 'text'],
      [{ values: { place: '多余' } }, 'sms.textDiffers', 'text'],
      [{ textId: 'branch', text: '地点：。' }, 'sms.textDiffers', 'text'],
      [{ textId: 'ticketDue', text: `${ticket.number} {dueDate}。` }, 'sms.textDiffers', 'text'],
      [{ timeZone: 'No/Where' }, 'sms.textDiffers', 'text'],
      [{ textId: 'branch', values: { place: 'http://x.cn' } }, 'mutation.invalid', 'values.place'],
      [{ number: '110' }, 'mutation.invalid', 'number'],
    ];
    const before = port.sent.length;
    for (const [changes, code, field] of many) {
      expect(await order(sampleSms(ticket, changes)), code).toMatchObject([{ outcome: 'rejected', code, field }]);
    }
    const message = sampleSms(ticket);
    const wrong = seat.signMutation(seat.compose(smsSketch(message), { entityId: uuidv7() }));
    expect(await seat.push(wrong)).toMatchObject([{ code: 'mutation.invalid', field: 'entityId' }]);
    await settled();
    expect(port.sent).toHaveLength(before);
  });

  test('of somebody else under the same id change nothing', async () => {
    const ticket = await newTicket();
    const message = sampleSms(ticket);
    await order(message);
    const other = await centre.openSeat();
    expect(await order({ ...message, number: '+8613900000072' }, other)).toMatchObject([
      { outcome: 'rejected', code: 'mutation.invalid', field: 'id' },
    ]);
  });

  test('go to the number of the call that they are ordered in, and take what was written in', async () => {
    const ticket = await newTicket({ dueAt: Date.UTC(2026, 10, 24, 10) });
    const call = sampleCall();
    const other = sampleCall({ facts: { ...call.facts, callId: call.id, number: '13900000072' }, id: call.id });
    await seat.push(seat.signMutation(seat.compose(callSketch(other))));
    const values = { place: '建设路 3 号' };
    const first = sampleSms(ticket, { number: '+8613900000072', callId: call.id });
    // Of a call that still goes on there is no record yet.
    const second = sampleSms(ticket, { number: '+8613900000073', callId: sampleCall().id });
    const third = sampleSms(ticket, { textId: 'branch', values, text: '地点：建设路 3 号。' });
    const fourth = sampleSms(ticket, { textId: 'ticketDue', text: `${ticket.number} 2026-11-24 18:00。` });
    for (const message of [first, second, third, fourth]) {
      expect(await order(message)).toMatchObject([{ outcome: 'applied' }]);
    }
  });

  test('wait where the gateway says so, go later under the same id, and are refused for its reason', async () => {
    const ticket = await newTicket();
    const message = sampleSms(ticket);
    port.answer = () => Promise.resolve({ kind: 'tryAgain', reason: 'http.503' });
    await order(message);
    await settled();
    expect((await stateOf(ticket.id)).messages).toMatchObject([{ state: 'waiting', reason: 'http.503' }]);
    const tries = sentOf(message).length;
    await settled();
    expect(sentOf(message)).toHaveLength(tries);
    port.answer = () => Promise.resolve({ kind: 'refused', reason: 'http.403' });
    await wait(600_000);
    await settled();
    expect(sentOf(message)).toHaveLength(tries + 1);
    expect((await stateOf(ticket.id)).messages).toMatchObject([{ state: 'refused', reason: 'http.403' }]);
    await wait(600_000);
    await settled();
    expect(sentOf(message)).toHaveLength(tries + 1);
    port.answer = () => Promise.resolve({ kind: 'accepted' });
  });

  test('that nobody knows the fate of are never sent a second time, and say so', async () => {
    const ticket = await newTicket();
    const message = sampleSms(ticket);
    port.answer = () => Promise.resolve({ kind: 'unknown', reason: 'gateway.silent' });
    await order(message);
    await settled();
    port.answer = () => Promise.resolve({ kind: 'accepted' });
    // A process that died between the port and its own note leaves this behind.
    const lost = sampleSms(ticket);
    await order(lost);
    await settled();
    await centre.engine.query("UPDATE sms_messages SET state = 'sending', due_at = $2 WHERE id = $1", [
      lost.id,
      centre.server.centre.now(),
    ]);
    await wait(60_000);
    await settled();
    expect((await stateOf(ticket.id)).messages).toMatchObject([
      { state: 'unknown', reason: 'gateway.silent' },
      // A word of before: nobody has given up yet.
      { id: lost.id, state: 'handedOver' },
    ]);
    await wait(600_000);
    await settled();
    expect((await stateOf(ticket.id)).messages?.[1]).toMatchObject({ state: 'unknown', reason: 'centre.stopped' });
    expect([sentOf(message).length, sentOf(lost).length]).toEqual([1, 1]);
  });

  test('ordered half a day ago or longer go to nobody, whenever their desk was cut off', async () => {
    const ticket = await newTicket();
    const [late, early] = [sampleSms(ticket), sampleSms(ticket)];
    const at = centre.server.centre.now() - smsPatienceMs;
    const sent = (message: SmsOrder, by: number) =>
      seat.push(seat.signMutation(seat.compose(smsSketch(message), { at: at + by })));
    expect(await sent(late, -1)).toMatchObject([{ outcome: 'rejected', code: 'sms.tooLate', field: 'id' }]);
    expect(await sent(early, 60_000)).toMatchObject([{ outcome: 'applied' }]);
    await settled();
    expect([sentOf(late).length, sentOf(early).length]).toEqual([0, 1]);
  });

  test('that the gateway took are known as that, though the database was away when it said so', async () => {
    const ticket = await newTicket();
    const message = sampleSms(ticket);
    port.answer = async () => {
      await centre.engine.query('ALTER TABLE published RENAME TO published_away');
      // Back before the centre tries again to write it down.
      setTimeout(() => void centre.engine.query('ALTER TABLE published_away RENAME TO published'), 200);
      return { kind: 'accepted' };
    };
    await order(message);
    await settled();
    port.answer = () => Promise.resolve({ kind: 'accepted' });
    expect((await stateOf(ticket.id)).messages).toMatchObject([{ id: message.id, state: 'handedOver' }]);
    expect(sentOf(message)).toHaveLength(1);
  });

  test('that waited when the database was put back are given up, and every desk hears so', async () => {
    const ticket = await newTicket();
    const message = sampleSms(ticket);
    port.answer = () => Promise.resolve({ kind: 'tryAgain', reason: 'http.503' });
    await order(message);
    await settled();
    expect((await stateOf(ticket.id)).messages).toMatchObject([{ state: 'waiting' }]);
    await centre.engine.query("UPDATE centre SET feed_source = 'the old cluster'");
    await settleFeed(centre.server.centre);
    port.answer = () => Promise.resolve({ kind: 'accepted' });
    expect((await stateOf(ticket.id)).messages).toMatchObject([{ state: 'unknown', reason: 'centre.restored' }]);
    const [entry] = await centre.engine.query<{ detail: string }>(
      "SELECT detail FROM audit WHERE kind = 'smsSettled' AND detail LIKE $1",
      [`%${message.id}%`],
    );
    expect(JSON.parse(entry?.detail ?? '{}')).toMatchObject({ state: 'unknown', reason: 'centre.restored' });
    await wait(600_000);
    await settled();
    expect(sentOf(message)).toHaveLength(1);
  });

  test('are so many in an hour, and go on after it under the same change', async () => {
    const other = new TestSeat(centre.url, await centre.addAgent());
    await other.signIn(password);
    const ticket = await newTicket();
    for (let nth = 0; nth < mostPerHour; nth += 1) {
      expect(await order(sampleSms(ticket), other)).toMatchObject([{ outcome: 'applied' }]);
    }
    const late = other.signMutation(other.compose(smsSketch(sampleSms(ticket))));
    expect(await other.push(late)).toMatchObject([{ outcome: 'rejected', code: 'sms.tooMany' }]);
    centre.putForward(3_600_000);
    await other.signIn(password);
    expect(await other.push(late)).toMatchObject([{ outcome: 'applied' }]);
  });
});

describeContract('text messages without a sending port', (kind) => {
  test('are refused until there is one, and every desk knows beforehand', async () => {
    const centre = await startTestCentre(kind);
    try {
      const seat = new TestSeat(centre.url, await centre.addAgent());
      const [block] = (await seat.signIn(password)).numberBlocks;
      const ticket = sampleTicket(numberOf(block));
      await seat.push(seat.signMutation(seat.compose(ticketSketch(ticket))));
      expect((await seat.pullAll('sms')).items).toMatchObject([{ id: 'port', body: { isOpen: false } }]);
      const mutation = seat.signMutation(seat.compose(smsSketch(sampleSms(ticket))));
      expect(await seat.push(mutation)).toMatchObject([{ outcome: 'rejected', code: 'sms.noPort' }]);
    } finally {
      await centre.stop();
      await kind.dispose();
    }
  });
});
