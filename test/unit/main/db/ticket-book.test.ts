import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settleOutbox, takeOutbox } from '../../../../src/main/db/outbox-ops.ts';
import { payloadOf } from '../../../../src/main/db/seat-session.ts';
import {
  noteExport,
  ticketCounts,
  ticketDay,
  ticketDetail,
  ticketPage,
  ticketPlaces,
  ticketsToExport,
} from '../../../../src/main/db/ticket-book-ops.ts';
import { reopenTicket, submitTicket } from '../../../../src/main/db/ticket-ops.ts';
import type { TicketFilter, TicketLine } from '../../../../src/shared/domain/ticket-book.ts';
import type { Ticket, TicketDraft } from '../../../../src/shared/domain/ticket.ts';
import { ticketIdSchema } from '../../../../src/shared/ids.ts';
import { openMemorySeat, type MemorySeat } from '../../../fakes/memory-seat.ts';

const start = 1_790_000_000_000;
const hour = 3_600_000;
let seat: MemorySeat;
let clock: number;
beforeEach(() => {
  seat = openMemorySeat();
  clock = start;
  seat.session.tables.blocks.add([{ prefix: 'W', from: 20_001, to: 29_999 }]);
  seat.session.numbers.setBlocks(seat.session.tables.blocks.all());
});
afterEach(() => seat.close());

function submit(change: Partial<TicketDraft> = {}, isClosed = false): Ticket {
  clock += 1000;
  const draft: TicketDraft = {
    ...{ id: ticketIdSchema.parse(uuidv7()), type: 'faultRepair', subType: 'single-no-power', callerName: '李措毛' },
    ...{ callerPhone: '+8613997041234', area: 'guide', address: '河西镇', description: '一户无电', priority: 'medium' },
    ...{ isPriorityChosen: false, isDueChosen: true, createdAt: clock, updatedAt: clock, ...change },
  };
  const submitted = submitTicket(seat.session, draft, isClosed, clock);
  if (!submitted.ok) throw new Error(submitted.error.code);
  seat.session.submissions.settle();
  return submitted.value;
}

const numbers = (rows: readonly Pick<TicketLine, 'number'>[]): string[] => rows.map(({ number }) => number);
const page = (filter: TicketFilter): string[] => numbers(ticketPage(seat.session, filter, clock));
const find = (text: string): string[] => page({ list: 'all', text });
const setStatus = (ticket: Ticket, status: Ticket['status']): void =>
  seat.session.tables.tickets.setStatus(ticket.id, status, clock);

describe('a list', () => {
  it('is read page by page from its places, each ticket once, without a place being skipped', () => {
    const all = Array.from({ length: 250 }, () => submit().number).reverse();
    const filter = { list: 'all' } as const;
    const { total, pages } = ticketPlaces(seat.session, filter, clock);
    expect(total).toBe(250);
    expect(pages).toHaveLength(3);
    expect(pages.flatMap((from) => numbers(ticketPage(seat.session, filter, clock, from)))).toEqual(all);
    expect(page(filter)).toEqual(all.slice(0, 100));
  });

  it('of open tickets is in the order in which they are due, those without a promise last', () => {
    const late = submit({ dueAt: start + 9 * hour }).number;
    const none = submit({ isDueChosen: true }).number;
    const overdue = submit({ dueAt: start - hour }).number;
    submit({ dueAt: start - 2 * hour }, true);
    expect(page({ list: 'open' })).toEqual([overdue, late, none]);
    expect(page({ list: 'overdue' })).toEqual([overdue]);
    const { total, pages } = ticketPlaces(seat.session, { list: 'open' }, clock);
    expect(total).toBe(3);
    expect(numbers(ticketPage(seat.session, { list: 'open' }, clock, pages[0]))).toEqual([overdue, late, none]);
  });

  it('goes on behind a page where many are due at one time', () => {
    const due = { dueAt: start + hour };
    const all = Array.from({ length: 230 }, () => submit(due).number);
    const { pages } = ticketPlaces(seat.session, { list: 'open' }, clock);
    const read = pages.flatMap((from) => numbers(ticketPage(seat.session, { list: 'open' }, clock, from)));
    expect(read).toEqual(all);
  });

  it('of a type, of what waits, of what came back', () => {
    const opinion = submit({ type: 'opinion' });
    const closed = submit({ type: 'consultation' }, true);
    const returned = submit();
    for (const { id } of takeOutbox(seat.session, 10, clock)) {
      settleOutbox(seat.session, [{ id, outcome: 'applied' }], clock);
    }
    setStatus(returned, 'returned');
    const waiting = submit();
    const refused = submit();
    const [, row] = takeOutbox(seat.session, 10, clock);
    settleOutbox(seat.session, [{ id: row?.id as never, outcome: 'rejected', code: 'ticket.missingField' }], clock);
    expect(page({ list: 'all', type: 'opinion' })).toEqual([opinion.number]);
    expect(page({ list: 'ended', type: 'consultation' })).toEqual([closed.number]);
    expect(page({ list: 'waiting' })).toEqual([waiting.number]);
    expect(page({ list: 'returned' })).toEqual([refused.number, returned.number]);
    expect(ticketPlaces(seat.session, { list: 'returned', type: 'faultRepair' }, clock).total).toBe(2);
    expect(ticketCounts(seat.session, clock)).toEqual({
      ...{ all: 5, waiting: 1, returned: 2, open: 4, overdue: 0, ended: 1 },
    });
  });

  it('shows numbers masked, and the beginning of what was written', () => {
    const ticket = submit({ description: '停'.repeat(500) });
    const [row] = ticketPage(seat.session, { list: 'all' }, clock);
    expect(row).toMatchObject({ maskedPhone: '139 •••• 1234', callerName: '李措毛', status: 'submitted' });
    expect(JSON.stringify(row)).not.toContain('13997041234');
    expect(row?.excerpt.length).toBeLessThan(200);
    const detail = ticketDetail(seat.session, ticket.id);
    expect(detail).toMatchObject({ ok: true, value: { address: '河西镇', description: '停'.repeat(500) } });
    expect(JSON.stringify(detail)).not.toContain('13997041234');
    expect(ticketDetail(seat.session, ticketIdSchema.parse(uuidv7()))).toMatchObject({ ok: false });
  });

  it('takes over what the centre said while somebody else sat here', () => {
    const ticket = submit();
    const body = {
      id: ticket.id,
      number: ticket.number,
      type: 'faultRepair',
      subType: '',
      status: 'closed',
      summary: '',
      createdAt: 1,
    };
    const item = { op: 'put', id: ticket.id, schemaVersion: 1, body: { ...body, updatedAt: clock } } as const;
    seat.session.directory.apply('tickets', [item], 'one');
    expect(page({ list: 'open' })).toEqual([]);
    expect(page({ list: 'ended' })).toEqual([ticket.number]);
  });
});

describe('a search', () => {
  it('finds Chinese by any two characters, and both ways of writing them', () => {
    const ticket = submit({ description: '变压器跳闸，全村停电' });
    submit();
    for (const query of ['跳闸', '变压器', '變壓器', '停电 变压器'])
      expect(find(query), query).toEqual([ticket.number]);
    expect(find('压停')).toEqual([]);
  });

  it('finds Tibetan by its syllables, half typed, and by Wylie', () => {
    const ticket = submit({ description: 'གློག་ཆད་སོང་།', callerName: 'བཀྲ་ཤིས' });
    submit();
    for (const query of ['གློག་ཆད', 'གློག་ཆ', 'glog chad', 'བཀྲ་ཤིས']) expect(find(query), query).toEqual([ticket.number]);
  });

  it('finds a ticket by its number and by part of the number of the caller, alone or beside a word', () => {
    const ticket = submit({ callerPhone: '+8613712345678', description: '电表异常' });
    submit({ description: '电表异常' });
    for (const query of [ticket.number, '5678', '137 1234 5678', '5678 电表']) {
      expect(find(query), query).toEqual([ticket.number]);
    }
    expect(find('电表')).toHaveLength(2);
    expect(find('!?')).toEqual([]);
  });

  it('keeps to the list and the type, and to the words of a ticket that was mended', () => {
    const open = submit({ description: '停电' });
    const closed = submit({ description: '停电', type: 'consultation' }, true);
    expect(page({ list: 'ended', text: '停电' })).toEqual([closed.number]);
    expect(page({ list: 'all', text: '停电', type: 'faultRepair' })).toEqual([open.number]);
    expect(ticketPlaces(seat.session, { list: 'open', text: '停电' }, clock)).toMatchObject({ total: 1 });
    const [first] = takeOutbox(seat.session, 1, clock);
    settleOutbox(seat.session, [{ id: first?.id as never, outcome: 'rejected', code: 'ticket.missingField' }], clock);
    const reopened = reopenTicket(seat.session, open.id, clock);
    if (!reopened.ok) throw new Error(reopened.error.code);
    submitTicket(seat.session, { ...reopened.value, description: '电表烧毁' }, false, clock);
    expect(page({ list: 'all', text: '停电' })).toEqual([closed.number]);
    expect(find('烧毁')).toEqual([open.number]);
  });

  it('finds what was indexed before after the seat was opened again', () => {
    const ticket = submit({ description: '闪络' });
    expect(find('闪络')).toEqual([ticket.number]);
    seat.reopen();
    expect(find('闪络')).toEqual([ticket.number]);
  });
});

describe('the figures of a day', () => {
  it('count what was submitted in it, by type, language and area', () => {
    submit({ type: 'consultation', language: 'adx' }, true);
    submit({ type: 'consultation', language: 'adx', area: '' }, true);
    submit({ language: 'khg' });
    const until = clock + 1;
    submit();
    expect(ticketDay(seat.session, start, until)).toEqual({
      tickets: 3,
      byType: [
        { key: 'consultation', tickets: 2, open: 0 },
        { key: 'faultRepair', tickets: 1, open: 1 },
      ],
      byLanguage: [
        { key: 'adx', tickets: 2, open: 0 },
        { key: 'khg', tickets: 1, open: 1 },
      ],
      byArea: [
        { key: 'guide', tickets: 2, open: 1 },
        { key: '', tickets: 1, open: 0 },
      ],
    });
    expect(ticketDay(seat.session, 0, start)).toEqual({ tickets: 0, byType: [], byLanguage: [], byArea: [] });
  });
});

describe('an export', () => {
  it('has the whole list, and is refused where there is nothing', () => {
    for (let nth = 0; nth < 130; nth += 1) submit();
    const exported = ticketsToExport(seat.session, { list: 'all' }, clock);
    expect(exported.ok && new Set(exported.value.map(({ number }) => number)).size).toBe(130);
    const none = ticketsToExport(seat.session, { list: 'ended' }, clock);
    expect(none).toMatchObject({ ok: false, error: { code: 'ticket.nothingToExport' } });
  });

  it('is told to the centre, each for itself, without a word of what was searched for', () => {
    submit();
    for (const at of [clock, clock]) noteExport(seat.session, { list: 'open', text: '李措毛' }, 'csv', 1, at);
    const rows = [...seat.session.book.rows()].filter(({ head }) => head.kind === 'ticket.export');
    expect(rows).toHaveLength(2);
    const payload = payloadOf(seat.session.tables, seat.session.book, rows[0]?.head.id as never) ?? '';
    const expected = { kind: 'ticket.export', body: { format: 'csv', list: 'open', count: 1, at: clock } };
    expect(JSON.parse(payload)).toMatchObject(expected);
    expect(payload).not.toContain('李措毛');
  });
});
