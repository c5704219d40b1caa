import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { reportHelped } from '../../../../src/main/db/article-mark-ops.ts';
import { additionOps } from '../../../../src/main/db/addition-ops.ts';
import { discardDraft } from '../../../../src/main/db/attachment-ops.ts';
import { settleOutbox } from '../../../../src/main/db/outbox-ops.ts';
import type { SeatDesk } from '../../../../src/main/db/seat-desk.ts';
import { changeKnownTask, createTask, openTasks } from '../../../../src/main/db/task-ops.ts';
import { getTicket, listTickets, reopenTicket, submitTicket } from '../../../../src/main/db/ticket-ops.ts';
import { discardRow } from '../../../../src/main/db/waiting/discard-row.ts';
import { createDiscardedUpkeep, discardedPage, discardedText } from '../../../../src/main/db/waiting/discarded-rows.ts';
import { resendRow } from '../../../../src/main/db/waiting/resend-row.ts';
import { restoreRow } from '../../../../src/main/db/waiting/restore-row.ts';
import { waitingPage, waitingText } from '../../../../src/main/db/waiting/waiting-rows.ts';
import { discardedKeptMs, rowsPerPage } from '../../../../src/shared/sync/waiting-row.ts';
import { now, useWaitingSeat } from './waiting-seat.ts';

const { seat, rows, first, take, answer, draft, submit, task, article } = useWaitingSeat();
const desk = { session: () => seat.session } as Partial<SeatDesk> as SeatDesk;

describe('order', () => {
  const agent = { languages: ['adx'] as const, isLeader: false };

  it('takes what waits for a refused promise along, and brings all of it back in its order', () => {
    const { id } = createTask(seat.session, task(), now).task;
    changeKnownTask(seat.session, id, { type: 'taken' }, agent, now);
    changeKnownTask(seat.session, id, { type: 'done' }, agent, now);
    answer('rejected', 'task.idTaken');
    expect(rows().map(({ kind, state, behind }) => [kind, state.kind, behind])).toEqual([
      ['task.create', 'refused', 2],
      ...[0, 0].map((none) => ['task.change', 'behind', none]),
    ]);
    discardRow(seat.session, first().id, now);
    expect(seat.session.book.counts()).toEqual({ waiting: 0, blocked: 0 });
    expect(openTasks(seat.session)).toEqual([]);
    const [gone] = discardedPage(seat.session, 0).rows;
    expect(gone?.with).toBe(2);
    restoreRow(seat.session, gone?.id ?? '');
    seat.reopen();
    expect(take()).toEqual([]);
    resendRow(seat.session, first().id, now);
    const order = [];
    for (let left = take(); left.length > 0; left = take()) {
      order.push(...left.map(({ kind }) => kind));
      settleOutbox(
        seat.session,
        left.map((row) => ({ id: row.id, outcome: 'applied' })),
        now,
      );
    }
    expect(order).toEqual(['task.create', 'task.change', 'task.change']);
  });

  it('lets go on what comes after a change that stands for itself', () => {
    const { id } = createTask(seat.session, task(), now).task;
    answer('applied');
    changeKnownTask(seat.session, id, { type: 'taken' }, agent, now);
    changeKnownTask(seat.session, id, { type: 'done' }, agent, now);
    answer('rejected', 'mutation.invalid');
    discardRow(seat.session, first().id, now);
    expect(take().map(({ kind }) => kind)).toEqual(['task.change']);
  });

  it('never gives the number of a ticket that was thrown away to another', () => {
    const [one] = [submit()];
    answer('rejected', 'ticket.missingField', 'address');
    discardRow(seat.session, first().id, now);
    expect(getTicket(seat.session, one.id)).toBeUndefined();
    seat.reopen();
    expect(submit().number).toBe('W-2');
    restoreRow(seat.session, discardedPage(seat.session, 0).rows[0]?.id ?? '');
    expect(listTickets(seat.session, 9).map(({ number, sync }) => `${number} ${sync}`)).toEqual([
      'W-1 rejected',
      'W-2 queued',
    ]);
  });

  it('leaves a ticket that the centre has as it is there, and puts no older text over a newer one', () => {
    const { id } = submit();
    answer('applied');
    const state = { id, number: 'W-1', type: 'faultRepair', subType: 'outage', status: 'returned', area: '' };
    const body = { ...state, summary: '', createdAt: now, updatedAt: now + 5, returnReason: '缺地址' };
    seat.session.directory.apply('tickets', [{ op: 'put', id, schemaVersion: 1, body }], 'cursor');
    const mend = (description: string): void => {
      const reopened = reopenTicket(seat.session, id, now);
      submitTicket(seat.session, { ...(reopened.ok ? reopened.value : expect.unreachable()), description }, false, now);
    };
    mend('改过');
    answer('rejected', 'ticket.missingField', 'address');
    discardRow(seat.session, first().id, now);
    expect(getTicket(seat.session, id)).toMatchObject({
      status: 'returned',
      sync: 'synced',
      description: draft().description,
    });
    mend('再改');
    const [gone] = discardedPage(seat.session, 0).rows;
    expect(restoreRow(seat.session, gone?.id ?? '')).toMatchObject({ error: { code: 'outbox.enteredAnew' } });
    expect(discardedText(seat.session, gone?.id ?? '')).toContainEqual({ part: 'text', value: '改过' });
  });
});

it('puts no ticket that was thrown away over the one that was submitted anew from its draft', () => {
  const { id } = submit();
  answer('rejected', 'ticket.missingField', 'address');
  const reopened = reopenTicket(seat.session, id, now);
  if (!reopened.ok) return expect.unreachable('not reopened');
  seat.session.tables.drafts.discard(id, now);
  discardRow(seat.session, first().id, now);
  const [row, thrown] = ['ticket.submit', 'ticket.draft'].map((kind) =>
    discardedPage(seat.session, 0).rows.find((each) => each.kind === kind),
  );
  restoreRow(seat.session, thrown?.id ?? '');
  submitTicket(seat.session, { ...reopened.value, description: '补了地址' }, false, now);
  answer('applied');
  expect(restoreRow(seat.session, row?.id ?? '')).toMatchObject({ error: { code: 'outbox.enteredAnew' } });
  expect(getTicket(seat.session, id)).toMatchObject({ description: '补了地址', sync: 'synced' });
});

it('keeps the files of a draft whose ticket can still be put back', () => {
  const { id } = submit();
  answer('rejected', 'ticket.missingField', 'address');
  reopenTicket(seat.session, id, now);
  const { attachments } = seat.session.tables;
  const file = { ticketId: id, sha256: 'a'.repeat(64), name: 'a.png', size: 3 } as const;
  attachments.add(file, now);
  discardDraft(seat.session, id, now);
  discardRow(seat.session, first().id, now);
  expect(getTicket(seat.session, id)).toBeUndefined();
  const thrown = discardedPage(seat.session, 0).rows.find(({ kind }) => kind === 'ticket.draft');
  restoreRow(seat.session, thrown?.id ?? '');
  discardDraft(seat.session, id, now);
  expect(attachments.ofTicket(id)).toHaveLength(1);
});

it('throws a supplement away with what stands of it at its ticket, and puts both back, to be sent again', () => {
  const { id: ticketId, number } = submit();
  answer('applied');
  const ops = additionOps(desk);
  const supplement = { id: uuidv7(), ticketId, text: '李措毛说天黑前要修好' };
  void ops.addSupplement(supplement, now);
  answer('rejected', 'ticket.ended', 'ticketId');
  expect(first()).toMatchObject({ kind: 'ticket.supplement', about: { number }, discard: 'allowed' });
  discardRow(seat.session, first().id, now);
  expect(ops.additionsOf(ticketId)).toEqual([]);
  const [gone] = discardedPage(seat.session, 0).rows;
  expect(discardedText(seat.session, gone?.id ?? '')).toContainEqual({ part: 'text', value: supplement.text });
  restoreRow(seat.session, gone?.id ?? '');
  expect(ops.additionsOf(ticketId)).toMatchObject([{ id: supplement.id, text: supplement.text, sync: 'rejected' }]);
  resendRow(seat.session, first().id, now);
  expect(take()).toMatchObject([{ kind: 'ticket.supplement', entityId: supplement.id }]);
});

it('gives 5,000 rows page by page, refused ones first, and reads the text of those on the page only', () => {
  const id = submit().id;
  answer('rejected', 'ticket.missingField', 'address');
  for (let nth = 0; nth < 5000; nth += 1)
    reportHelped(seat.session, { ...article, version: nth + 2 }, undefined, now + nth);
  let read = 0;
  const { payload } = seat.session.tables.outbox;
  const outbox = { ...seat.session.tables.outbox, payload: (seq: number) => ((read += 1), payload(seq)) };
  const counting = { ...seat.session, tables: { ...seat.session.tables, outbox } };
  const page = waitingPage(counting, 0, now);
  expect([page.total, page.rows.length, read]).toEqual([5001, rowsPerPage, rowsPerPage]);
  expect(page.rows[0]).toMatchObject({ entityId: id });
  expect(waitingPage(seat.session, 5000, now).rows).toMatchObject([{ kind: 'article.helped', at: now + 4999 }]);
  expect(waitingText(seat.session, page.rows[0]?.id ?? '')).toContainEqual({
    part: 'text',
    value: '李•• 1390 •••• 2071 停电',
  });
});

it('clears away what was thrown away 30 days ago, drafts with it, and not a day before', () => {
  submit();
  answer('rejected', 'ticket.missingField', 'address');
  discardRow(seat.session, first().id, now);
  const thrown = draft();
  seat.session.tables.drafts.save(thrown, now);
  seat.session.tables.drafts.discard(thrown.id, now);
  expect(discardedPage(seat.session, 0)).toMatchObject({ total: 2 });
  let at = now + discardedKeptMs;
  const upkeep = createDiscardedUpkeep(seat.session.tables, () => at);
  upkeep.tidy();
  expect(discardedPage(seat.session, 0).total).toBe(2);
  at += 3_600_001;
  upkeep.tidy();
  expect(discardedPage(seat.session, 0)).toEqual({ total: 0, rows: [] });
});

it('puts a draft back among the drafts', () => {
  const thrown = draft();
  seat.session.tables.drafts.save(thrown, now);
  seat.session.tables.drafts.discard(thrown.id, now);
  const [row] = discardedPage(seat.session, 0).rows;
  expect(row).toMatchObject({ kind: 'ticket.draft' });
  expect(restoreRow(seat.session, row?.id ?? '')).toMatchObject({ ok: true });
  expect(seat.session.tables.drafts.list()).toEqual([thrown]);
  expect(restoreRow(seat.session, row?.id ?? '')).toMatchObject({ error: { code: 'outbox.gone' } });
});
