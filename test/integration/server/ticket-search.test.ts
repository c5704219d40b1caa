import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SubmittedTicket } from '../../../src/shared/domain/ticket.ts';
import { teamTicketsSchema, type TeamTickets } from '../../../src/shared/sync/ticket-wire.ts';
import type { NumberBlock } from '../../../src/shared/sync/wire.ts';
import { TicketIndex } from '../../../server/tickets/ticket-index.ts';
import { numberOf, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre, type TestCentre } from './test-centre.ts';

describeContract('what a team’s tickets are found by', (kind) => {
  let centre: TestCentre;
  let seat: TestSeat;
  let leader: TestSeat;
  let block: NumberBlock | undefined;
  let used = 0;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    seat = new TestSeat(centre.url, await centre.addAgent());
    [block] = (await seat.signIn(password)).numberBlocks;
    leader = await centre.openSeat({ role: 'leader' });
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const submit = async (...descriptions: string[]): Promise<SubmittedTicket[]> => {
    const tickets = descriptions.map((description) =>
      sampleTicket(numberOf(block, used++), { status: 'submitted', isClosedAtFirstContact: false, description }),
    );
    const rows = tickets.map((ticket) => seat.signMutation(seat.compose(ticketSketch(ticket))));
    expect((await seat.push(...rows)).every(({ outcome }) => outcome === 'applied')).toBe(true);
    return tickets;
  };
  const list = async (query: Record<string, string>): Promise<TeamTickets> => {
    const path = `/v1/tickets/list?${new URLSearchParams(query).toString()}`;
    return teamTicketsSchema.parse((await leader.request('GET', path)).body);
  };
  const found = async (text: string, more: Record<string, string> = {}): Promise<string[]> =>
    (await list({ text, ...more })).tickets.map(({ number }) => number);

  test('words are cut as in the desks’ own searches: the newest first, at once, nobody by his name or number', async () => {
    const [outage, tibetan, english, other] = await submit(
      '三楼停电，邻居也没有电',
      'གློག་ཆད་འདུག གྲོང་ཚོ་ཚང་མར་གློག་མེད།',
      'Meter replaced twice, still wrong',
      '電費太高，要求核對',
    );
    expect(await found('停电')).toEqual([outage?.number]);
    expect(await found('邻居 停电')).toEqual([outage?.number]);
    // One character, a word half typed, traditional for simplified.
    expect(await found('楼')).toEqual([outage?.number]);
    expect(await found('电费')).toEqual([other?.number]);
    expect(await found('གློག་ཆད')).toEqual([tibetan?.number]);
    expect(await found('replac')).toEqual([english?.number]);
    expect(await found('meter wrong')).toEqual([english?.number]);
    expect(await found(outage?.number ?? '')).toEqual([outage?.number]);
    // The parts of a word in another order, and what no ticket says.
    expect(await found('电停')).toEqual([]);
    for (const nobody of ['卓玛', '13900000071', '？！', "' & | ! \\ :*"]) expect(await found(nobody)).toEqual([]);
    expect(await leader.request('GET', `/v1/tickets/list?text=${'a'.repeat(101)}`)).toMatchObject({ status: 400 });
    expect(await found('停电', { status: 'closed' })).toEqual([]);
    const changes = { description: '三楼已经来了' };
    const request = { id: randomUUID(), ticketId: outage?.id, revision: 1, changes };
    expect(await leader.request('POST', '/v1/tickets/correct', request)).toMatchObject({ status: 200 });
    expect(await found('停电')).toEqual([]);
    expect(await found('三楼')).toEqual([outage?.number]);
  });

  test('what is common and what is rare comes page by page, each once', async () => {
    const made = await submit(...Array.from({ length: 120 }, (_, nth) => `抄表 ${nth % 40 === 0 ? '水表' : '电表'}`));
    for (const [text, count] of [
      ['抄表', 120],
      ['水表', 3],
    ] as const) {
      const numbers: string[] = [];
      let next: string | undefined;
      do {
        const page: TeamTickets = await list({ text, limit: '50', ...(next !== undefined && { before: next }) });
        numbers.push(...page.tickets.map(({ number }) => number));
        next = page.next;
      } while (next !== undefined);
      expect(numbers).toHaveLength(count);
      expect(new Set(numbers).size).toBe(count);
    }
    expect(made).toHaveLength(120);
  });

  test('what a crash left without its words, or with older ones, is found after the next start', async () => {
    const [lost, stale] = await submit('变压器冒烟', '变压器漏油');
    expect(await found('变压器')).toHaveLength(2);
    await centre.engine.query('DELETE FROM ticket_words WHERE ticket_id = $1', [lost?.id ?? '']);
    await centre.engine.query(`UPDATE ticket_words SET revision = 0, words = '' WHERE ticket_id = $1`, [
      stale?.id ?? '',
    ]);
    expect(await found('变压器')).toEqual([]);
    const next = new TicketIndex(centre.engine, pino({ level: 'silent' }));
    next.start();
    await next.whole();
    await next.stop();
    expect(new Set(await found('变压器'))).toEqual(new Set([lost?.number, stale?.number]));
  });
});
