import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishAtOnce } from '../../../server/sync/publish.ts';
import type { ArticleId, CallId } from '../../../src/shared/ids.ts';
import { textOf, type SignedMutation, type TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { startTestCentre, type TestCentre } from './test-centre.ts';

const [outage, card] = ['zh.power-outage', 'zh.card'] as [ArticleId, ArticleId];

describeContract('what helped', (kind) => {
  let centre: TestCentre;
  let seats: [TestSeat, TestSeat];
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    seats = [await centre.openSeat(), await centre.openSeat()];
    const articles = [outage, card].map((id) => ({ stream: 'knowledge' as const, id, body: { id } }));
    await centre.engine.transaction((client) => publishAtOnce(client, articles));
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const say = (
    seat: TestSeat,
    articleId = outage,
    more: { callId?: CallId; version?: number } = {},
  ): SignedMutation => {
    const body = { articleId, version: 1, at: Date.now(), ...more };
    return seat.signMutation(seat.compose({ kind: 'article.helped', entityId: uuidv7(), seq: 1, body }));
  };
  const counted = async (): Promise<Record<string, unknown>> => {
    const { items } = await seats[0].pullAll('uses');
    return Object.fromEntries(items.map((item) => [item.id, item.op === 'put' ? item.body : item.op]));
  };

  test('counts once for each agent, article and call, and comes back to every desk', async () => {
    const [one, two] = seats;
    const [callId, other] = [uuidv7(), uuidv7()] as [CallId, CallId];
    const first = say(one, outage, { callId });
    expect(await one.push(first)).toMatchObject([{ outcome: 'applied' }]);
    expect(await one.push(first)).toMatchObject([{ outcome: 'duplicate' }]);
    // Of the same call from a seat that lost its mark: taken, and not counted.
    expect(await one.push(say(one, outage, { callId }))).toMatchObject([{ outcome: 'applied' }]);
    expect(await counted()).toEqual({ [outage]: { id: outage, helped: 1 } });
    await one.push(say(one, outage, { callId: other }), say(one, card, { callId: other }));
    await two.push(say(two, outage, { callId }));
    expect(await counted()).toEqual({ [outage]: { id: outage, helped: 3 }, [card]: { id: card, helped: 1 } });
  });

  test('takes what is said of an article that the centre does not have, and counts it for nothing', async () => {
    const before = await counted();
    expect(await seats[0].push(say(seats[0], 'zh.made-up' as ArticleId))).toMatchObject([{ outcome: 'applied' }]);
    expect(await counted()).toEqual(before);
  });

  test('without a call counts once for each version', async () => {
    const before = await counted();
    const [one] = seats;
    await one.push(say(one, card), say(one, card), say(one, card, { version: 2 }));
    expect(await counted()).toEqual({ ...before, [card]: { id: card, helped: 3 } });
  });

  test('loses none of two desks that speak of the same articles in other orders at once', async () => {
    const before = Number((await centre.engine.query<{ n: number }>(total))[0]?.n);
    const rounds = Array.from({ length: 8 }, () => uuidv7() as CallId);
    const pushed = await Promise.all(
      rounds.flatMap((callId) =>
        seats.map((seat, nth) => {
          const both = [say(seat, outage, { callId }), say(seat, card, { callId })];
          return seat.push(...(nth === 0 ? both : both.reverse()));
        }),
      ),
    );
    expect(new Set(pushed.flat().map(({ outcome }) => outcome))).toEqual(new Set(['applied']));
    const rows = await centre.engine.query<{ n: number }>(total);
    expect(Number(rows[0]?.n)).toBe(before + 4 * rounds.length);
    const told = Object.values(await counted()) as { helped: number }[];
    expect(told.reduce((sum, { helped }) => sum + helped, 0)).toBe(before + 4 * rounds.length);
  });

  test('is told to nobody at once: desks hear of it with their regular pulls', async () => {
    const [one, two] = seats;
    const ear = two.openLive();
    const messages: string[] = [];
    ear.socket.on('message', (data) => void messages.push(textOf(data)));
    await ear.opened;
    await one.push(say(one, card, { callId: uuidv7() as CallId }));
    centre.server.centre.changes.tell(['notices']);
    await ear.hears('notices');
    expect(messages).toEqual(['{"type":"changed","streams":["notices"]}']);
    ear.socket.close();
  });
});

const total = 'SELECT count(*)::int AS n FROM article_uses';
