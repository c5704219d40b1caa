import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { openArticle, reportHelped, reportNotRight } from '../../../../src/main/db/article-mark-ops.ts';
import { reveal } from '../../../../src/main/db/call-ops.ts';
import { createCustomer } from '../../../../src/main/db/customers/customer-ops.ts';
import { settleOutbox } from '../../../../src/main/db/outbox-ops.ts';
import { createTask } from '../../../../src/main/db/task-ops.ts';
import { noteExport } from '../../../../src/main/db/ticket-book-ops.ts';
import { reopenTicket } from '../../../../src/main/db/ticket-ops.ts';
import { discardRow } from '../../../../src/main/db/waiting/discard-row.ts';
import { discardedPage, discardedText } from '../../../../src/main/db/waiting/discarded-rows.ts';
import { resendRow } from '../../../../src/main/db/waiting/resend-row.ts';
import { restoreRow } from '../../../../src/main/db/waiting/restore-row.ts';
import { waitingPage } from '../../../../src/main/db/waiting/waiting-rows.ts';
import { customerIdSchema } from '../../../../src/shared/ids.ts';
import { now, useWaitingSeat } from './waiting-seat.ts';

const { seat, rows, first, take, bodyOf, answer, submit, person, publish, task, article, propose, keepDeed, correct } =
  useWaitingSeat();

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
    const payload = take()[0]?.payload ?? '';
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
    expect(bodyOf(again[0]?.payload ?? '')).toEqual(bodyOf(payload));
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
