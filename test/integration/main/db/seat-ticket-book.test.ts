import { readFileSync } from 'node:fs';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { exportTickets } from '../../../../src/main/features/tickets/export-tickets.ts';
import { ticketPlacesSchema, ticketLineSchema } from '../../../../src/shared/domain/ticket-book.ts';
import type { TicketFilter } from '../../../../src/shared/domain/ticket-book.ts';
import type { TicketCatalog } from '../../../../src/shared/domain/ticket-catalog.ts';
import { now, useSeat } from './seat-fixture.ts';
import { makeDraft, must, startOfTime } from './test-centre.ts';

const seat = useSeat({ isSignedIn: true });
const all = { list: 'all' } as const;
const catalog = { areas: [{ id: 'hainan', label: { 'zh-CN': '海南州' } }] } as unknown as TicketCatalog;
const words = { 'column.number': '单号', 'type.faultRepair': '故障报修', 'status.submitted': '已提交' };

describe('the ticket book of a seat', () => {
  it('finds a ticket as soon as it was submitted, and after the seat was opened again', async () => {
    const { number } = must(
      await seat.store.submitTicket(makeDraft({ description: 'གློག་ཆད་སོང་། 变压器跳闸' }), false, now),
    );
    for (const text of ['跳闸', 'གློག་ཆད', number]) {
      const rows = await seat.store.ticketPage({ ...all, text }, now);
      expect(rows, text).toMatchObject([{ number }]);
      expect(ticketLineSchema.array().parse(rows)).toEqual(rows);
    }
    await seat.reopen();
    expect(await seat.store.ticketPage({ ...all, text: '跳闸' }, now)).toMatchObject([{ number }]);
    expect(ticketPlacesSchema.parse(await seat.store.ticketPlaces(all, now))).toMatchObject({ total: 1 });
    expect(await seat.store.ticketDay(startOfTime, now + 1)).toMatchObject({ tickets: 1 });
  });

  it('keeps no word of a ticket on the disk that could be read there', async () => {
    must(await seat.store.submitTicket(makeDraft({ description: 'transformer exploded 变压器' }), false, now));
    expect(await seat.store.ticketPage({ ...all, text: 'transformer' }, now)).toHaveLength(1);
    await seat.store.close();
    const bytes = readFileSync(seat.seatFile('9527.db'));
    for (const word of ['transformer', '变压', '13997041234']) expect(bytes.includes(word), word).toBe(false);
  });

  it('is exported masked as CSV and as a workbook, and the centre is told of each file', async () => {
    const draft = { description: '=HYPERLINK("x") 李措毛 13997041234 说停电', dueAt: now };
    must(await seat.store.submitTicket(makeDraft(draft), false, now));
    const context = { store: seat.store, catalog, now };
    const csv = must(await exportTickets(context, { filter: all, format: 'csv', words }));
    const text = Buffer.from(csv.data, 'base64').toString('utf8');
    expect(csv).toMatchObject({
      count: 1,
      name: expect.stringMatching(/^tickets-all-\d{4}-\d\d-\d\d\.csv$/) as string,
    });
    expect(text).toMatch(/^\ufeff"单号","submittedAt"/);
    expect(text).toContain(`"'=HYPERLINK(""x"") 李•• 1399 •••• 1234 说停电"`);
    expect(text).toContain('"海南州","李••","139 •••• 1234"');
    const workbook = must(await exportTickets(context, { filter: all, format: 'xlsx', words }));
    const [, row] = await readSheet(Buffer.from(workbook.data, 'base64'));
    expect(row).toContain('故障报修');
    expect(row).toContain('=HYPERLINK("x") 李•• 1399 •••• 1234 说停电');
    expect(JSON.stringify(row)).not.toContain('李措毛');
    const told = (await seat.store.takeOutbox(10, now)).filter(({ kind }) => kind === 'ticket.export');
    expect(told.map(({ payload }) => (JSON.parse(payload) as { body: unknown }).body)).toEqual([
      { format: 'csv', list: 'all', count: 1, at: now },
      { format: 'xlsx', list: 'all', count: 1, at: now },
    ]);
  });

  it('is narrowed by language, area and type together, in every list, with and without words', async () => {
    const made = [
      { language: 'adx', area: 'hainan', type: 'faultRepair' },
      { language: 'adx', area: 'guide', type: 'consultation' },
      { language: 'zh-Hans', area: 'hainan', type: 'faultRepair' },
      { area: '', type: 'consultation' },
    ] as const;
    for (const each of made)
      must(await seat.store.submitTicket(makeDraft({ ...each, description: '停电' }), false, now));
    const count = async (filter: Partial<TicketFilter>): Promise<number> => {
      const { total, pages } = await seat.store.ticketPlaces({ ...all, ...filter }, now);
      const rows = await seat.store.ticketPage({ ...all, ...filter }, now, pages[0]);
      expect(rows).toHaveLength(total);
      return total;
    };
    for (const list of ['all', 'open', 'waiting'] as const) {
      for (const text of [undefined, '停电']) {
        const asked = { list, ...(text !== undefined && { text }) };
        expect(await count(asked)).toBe(4);
        expect(await count({ ...asked, language: 'adx' })).toBe(2);
        expect(await count({ ...asked, area: 'hainan' })).toBe(2);
        expect(await count({ ...asked, area: 'hainan', language: 'adx' })).toBe(1);
        expect(await count({ ...asked, area: 'hainan', language: 'adx', type: 'consultation' })).toBe(0);
      }
    }
    expect(await count({ list: 'ended', area: 'hainan' })).toBe(0);
  });

  it('is not exported, nor the centre told, where there is nothing in the list', async () => {
    const none = await exportTickets({ store: seat.store, catalog, now }, { filter: all, format: 'csv', words });
    expect(none).toMatchObject({ ok: false, error: { code: 'ticket.nothingToExport' } });
    expect(await seat.store.takeOutbox(10, now)).toEqual([]);
  });
});
