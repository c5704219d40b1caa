import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openArticle, reportHelped, reportNotRight } from '../../../../src/main/db/article-mark-ops.ts';
import { reveal } from '../../../../src/main/db/call-ops.ts';
import { correctCustomer, createCustomer } from '../../../../src/main/db/customers/customer-ops.ts';
import { examOps } from '../../../../src/main/db/exam-ops.ts';
import { lineOps } from '../../../../src/main/db/lines/line-ops.ts';
import { settleOutbox, takeOutbox } from '../../../../src/main/db/outbox-ops.ts';
import type { SeatDesk } from '../../../../src/main/db/seat-desk.ts';
import { newMutationId } from '../../../../src/main/db/seat-session.ts';
import { changeKnownTask, createTask, openTasks } from '../../../../src/main/db/task-ops.ts';
import { noteExport } from '../../../../src/main/db/ticket-book-ops.ts';
import { getTicket, listTickets, reopenTicket, submitTicket } from '../../../../src/main/db/ticket-ops.ts';
import { discardRow } from '../../../../src/main/db/waiting/discard-row.ts';
import { createDiscardedUpkeep, discardedPage, discardedText } from '../../../../src/main/db/waiting/discarded-rows.ts';
import { resendRow } from '../../../../src/main/db/waiting/resend-row.ts';
import { restoreRow } from '../../../../src/main/db/waiting/restore-row.ts';
import { waitingPage, waitingText } from '../../../../src/main/db/waiting/waiting-rows.ts';
import { articleSchema } from '../../../../src/shared/domain/article.ts';
import type { CustomerContent } from '../../../../src/shared/domain/customer-changes.ts';
import { taskSchema, type Task } from '../../../../src/shared/domain/task.ts';
import { ticketDraftSchema, type TicketDraft } from '../../../../src/shared/domain/ticket.ts';
import { customerIdSchema, taskIdSchema } from '../../../../src/shared/ids.ts';
import { discardedKeptMs, rowsPerPage, type WaitingRow } from '../../../../src/shared/sync/waiting-row.ts';
import type { PushOutcome } from '../../../../src/shared/sync/wire.ts';
import { openMemorySeat, type MemorySeat } from '../../../fakes/memory-seat.ts';

const now = 1_790_000_000_000;
let seat: MemorySeat;
beforeEach(() => {
  seat = openMemorySeat();
  seat.session.tables.blocks.add([{ prefix: 'W', from: 1, to: 900_000 }]);
  seat.reopen();
});
afterEach(() => seat.close());

const rows = (): WaitingRow[] => waitingPage(seat.session, 0, now).rows;
const first = (): WaitingRow => rows()[0] ?? expect.unreachable('nothing waits');
const take = () => takeOutbox(seat.session, 500, now);
const bodyOf = (payload: string): unknown => (JSON.parse(payload) as { body: unknown }).body;
function answer(outcome: PushOutcome['outcome'], code?: string, field?: string): void {
  const said = { outcome, ...(code !== undefined && { code }), ...(field !== undefined && { field }) };
  settleOutbox(
    seat.session,
    take().map(({ id }) => ({ id, ...said })),
    now,
  );
}

const draft = (): TicketDraft =>
  ticketDraftSchema.parse({
    ...{ id: uuidv7(), type: 'faultRepair', subType: 'outage', callerName: '李措毛', callerPhone: '13909742071' },
    ...{ area: '', address: '曼日玛村 3 号', description: '李措毛 13909742071 停电', priority: 'medium' },
    ...{ isPriorityChosen: false, isDueChosen: false, createdAt: now, updatedAt: now },
  });
const submit = () => {
  const answered = submitTicket(seat.session, draft(), false, now);
  return answered.ok ? answered.value : expect.unreachable('not submitted');
};
const person: CustomerContent = { name: '卓玛', salutation: '老师', phones: ['+8613909742071'] };
const publish = (): void =>
  seat.session.directory.apply(
    'customers',
    [
      {
        op: 'put',
        id: 'k-1',
        schemaVersion: 1,
        body: { ...person, id: 'k-1', isSpecialHandling: false, updatedAt: 1 },
      },
    ],
    'cursor',
  );
const task = (): Task =>
  taskSchema.parse({
    ...{
      id: taskIdSchema.parse(uuidv7()),
      kind: 'callBack',
      number: '+8613909742071',
      language: 'adx',
      note: '问电价',
    },
    ...{ dueAt: now, createdAt: now, createdBy: seat.session.agentNo, status: 'open', calls: 0, version: 1 },
  });
const article = articleSchema.parse({
  ...{ id: 'zh.one', group: 'one', lang: 'zh-Hans', domain: 'power', title: '停电', body: '先问地址', tags: [] },
  ...{ regions: [], owner: 'centre', version: 1, status: 'published', updatedAt: now, usefulness: 1 },
});
const propose = async (): Promise<string> => {
  const id = uuidv7();
  const ops = lineOps({ session: () => seat.session } as Partial<SeatDesk> as SeatDesk);
  const line = { text: 'བདེ་མོ།', gloss: '您好' };
  await ops.proposeLine({
    id,
    lang: 'adx',
    moment: 'greeting.any',
    baseVersion: 1,
    line,
    author: seat.session.agentNo,
    proposedAt: 5,
  });
  return id;
};
const keepDeed = (): unknown => {
  const ops = examOps({ session: () => seat.session } as Partial<SeatDesk> as SeatDesk);
  return ops.keepExamDeed(newMutationId(), { examId: uuidv7(), at: now, act: { type: 'answered', nth: 0 } });
};
const correct = (): void => {
  publish();
  const changes = { address: { base: null, value: '东巴村 81 号' } };
  correctCustomer(seat.session, { id: uuidv7() }, customerIdSchema.parse('k-1'), changes, now);
};

/** What makes one row, how it is refused, and what its row says of itself without naming anybody. */
const discardable: Record<string, { make: () => unknown; code: string; about: object }> = {
  'ticket.submit': {
    make: submit,
    code: 'ticket.missingField',
    about: { number: 'W-1', name: '李••', phone: '1390 •••• 2071' },
  },
  'customer.create': {
    make: () => createCustomer(seat.session, { id: uuidv7() }, person, now),
    code: 'customer.idTaken',
    about: { name: '卓••' },
  },
  'customer.correct': { make: correct, code: 'customer.unknown', about: { fields: ['address'], name: '卓••' } },
  'task.create': {
    make: () => createTask(seat.session, task(), now),
    code: 'task.idTaken',
    about: { phone: expect.stringContaining('••••') },
  },
  'line.propose': { make: propose, code: 'line.idTaken', about: { lang: 'adx', line: 'བདེ་མོ།' } },
  'article.notRight': {
    make: () => {
      openArticle(seat.session, article, now);
      reportNotRight(seat.session, article, undefined, now);
    },
    code: 'mutation.invalid',
    about: { title: '停电' },
  },
  'article.helped': {
    make: () => reportHelped(seat.session, article, undefined, now),
    code: 'mutation.invalid',
    about: {},
  },
};

describe.each(Object.entries(discardable))('a refused %s', (kind, { make, code, about }) => {
  it('is thrown away whole and once, put back as it was, and sent again word for word', async () => {
    await make();
    await seat.session.sealer.sealAll();
    const payload = take()[0]?.message.payload ?? '';
    seat.reopen();
    answer('rejected', code, 'address');
    const before = first();
    expect(before).toMatchObject({
      kind,
      at: now - (kind === 'line.propose' ? now - 5 : 0),
      tried: 1,
      discard: 'allowed',
      about,
    });
    expect(before.state).toEqual({ kind: 'refused', code, field: 'address' });
    expect(JSON.stringify(before)).not.toMatch(/13909742071|李措毛|卓玛/);

    expect(discardRow(seat.session, before.id, now)).toEqual({ ok: true, value: undefined });
    expect(discardRow(seat.session, before.id, now)).toMatchObject({ ok: false, error: { code: 'outbox.gone' } });
    seat.reopen();
    expect(waitingPage(seat.session, 0, now).total).toBe(0);
    expect(seat.session.book.counts()).toEqual({ waiting: 0, blocked: 0 });
    expect(take()).toEqual([]);
    expect(seat.session.sealedRows.idsOf(seat.session.agentNo)).toEqual([]);
    const [gone] = discardedPage(seat.session, 0).rows;
    expect(gone).toMatchObject({ kind, code, discardedAt: now, with: 0 });
    expect(discardedText(seat.session, gone?.id ?? '')).toBeDefined();

    expect(restoreRow(seat.session, gone?.id ?? '')).toEqual({ ok: true, value: undefined });
    seat.reopen();
    expect(discardedPage(seat.session, 0).total).toBe(0);
    expect(first()).toEqual(before);
    expect(resendRow(seat.session, before.id, now)).toEqual({ ok: true, value: undefined });
    const again = take();
    expect(again).toHaveLength(1);
    expect(bodyOf(again[0]?.message.payload ?? '')).toEqual(bodyOf(payload));
    settleOutbox(
      seat.session,
      again.map(({ id }) => ({ id, outcome: 'applied' })),
      now,
    );
    expect(waitingPage(seat.session, 0, now).total).toBe(0);
  });
});

describe('what nobody may throw away', () => {
  it.each([
    [
      'customer.reveal',
      'audit',
      () => reveal(seat.session, customerIdSchema.parse('k-1'), { name: 'phone', index: 0 }, 'callBack', now),
    ],
    ['ticket.export', 'audit', () => noteExport(seat.session, { list: 'all' } as never, 'csv', 3, now)],
    ['exam.act', 'evidence', () => keepDeed()],
  ] as const)('is a %s: %s, whatever became of it', (kind, why, make) => {
    publish();
    make();
    expect(first()).toMatchObject({ kind, discard: why, state: { kind: 'waiting' } });
    answer('rejected', 'mutation.invalid');
    expect(first()).toMatchObject({ kind, discard: why, state: { kind: 'refused' } });
    expect(discardRow(seat.session, first().id, now)).toMatchObject({ error: { code: 'outbox.mayNotGo' } });
    expect(waitingPage(seat.session, 0, now).total).toBe(1);
  });

  it('is what the centre may have already', () => {
    submit();
    expect(first()).toMatchObject({ discard: 'notRefused', state: { kind: 'waiting' }, mayRetry: false });
    expect(discardRow(seat.session, first().id, now)).toMatchObject({ error: { code: 'outbox.mayNotGo' } });
    const [sent] = take();
    expect(first()).toMatchObject({ discard: 'notRefused', state: { kind: 'sending' } });
    settleOutbox(seat.session, [{ id: sent?.id ?? expect.unreachable(), outcome: 'retry' }], now);
    expect(first()).toMatchObject({ state: { kind: 'paused' }, tried: 1, mayRetry: true });
    expect(resendRow(seat.session, first().id, now)).toMatchObject({ ok: true });
    expect(take()).toHaveLength(1);
  });

  it('is a ticket that is being mended, and one of two texts', () => {
    const { id } = submit();
    answer('rejected', 'ticket.missingField', 'address');
    expect(reopenTicket(seat.session, id, now)).toMatchObject({ ok: true });
    expect(first()).toMatchObject({ discard: 'atWork', editor: 'ticket' });
    expect(discardRow(seat.session, first().id, now)).toMatchObject({ error: { code: 'outbox.mayNotGo' } });
    submit();
    answer('conflict', 'ticket.textChanged');
    expect(rows().map(({ discard, editor }) => [discard, editor])).toContainEqual(['clash', 'clash']);
  });
});

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
