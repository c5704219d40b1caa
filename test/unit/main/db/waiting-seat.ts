import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect } from 'vitest';
import { correctCustomer } from '../../../../src/main/db/customers/customer-ops.ts';
import { examOps } from '../../../../src/main/db/exam-ops.ts';
import { lineOps } from '../../../../src/main/db/lines/line-ops.ts';
import { settleOutbox, takeOutbox } from '../../../../src/main/db/outbox-ops.ts';
import type { SeatDesk } from '../../../../src/main/db/seat-desk.ts';
import { newMutationId } from '../../../../src/main/db/seat-session.ts';
import { submitTicket } from '../../../../src/main/db/ticket-ops.ts';
import { waitingPage } from '../../../../src/main/db/waiting/waiting-rows.ts';
import { articleSchema } from '../../../../src/shared/domain/article.ts';
import type { CustomerContent } from '../../../../src/shared/domain/customer-changes.ts';
import { taskSchema, type Task } from '../../../../src/shared/domain/task.ts';
import { ticketDraftSchema, type TicketDraft } from '../../../../src/shared/domain/ticket.ts';
import { customerIdSchema, taskIdSchema } from '../../../../src/shared/ids.ts';
import { type WaitingRow } from '../../../../src/shared/sync/waiting-row.ts';
import type { PushOutcome } from '../../../../src/shared/sync/wire.ts';
import { openMemorySeat, type MemorySeat } from '../../../fakes/memory-seat.ts';

export const now = 1_790_000_000_000;

/** An open seat in memory with ticket numbers, and what an agent writes at it; a new one for each test. */
export function useWaitingSeat() {
  let memory: MemorySeat;
  beforeEach(() => {
    memory = openMemorySeat();
    memory.session.tables.blocks.add([{ prefix: 'W', from: 1, to: 900_000 }]);
    memory.reopen();
  });
  afterEach(() => memory.close());
  const seat = {
    get session() {
      return memory.session;
    },
    reopen: () => memory.reopen(),
  };
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
  return {
    seat,
    rows,
    first,
    take,
    bodyOf,
    answer,
    draft,
    submit,
    person,
    publish,
    task,
    article,
    propose,
    keepDeed,
    correct,
  };
}
