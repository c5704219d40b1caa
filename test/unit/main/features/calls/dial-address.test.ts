import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import type { SeatStore } from '../../../../../src/main/db/seat-store.ts';
import { callBackAddress, type Dialling } from '../../../../../src/main/features/calls/dial-address.ts';
import { dialTask, promiseCallBack, type TaskContext } from '../../../../../src/main/features/tasks/tasks.ts';
import { callFactsSchema, type CallRecord } from '../../../../../src/shared/domain/call.ts';
import type { Task } from '../../../../../src/shared/domain/task.ts';
import { agentNoSchema, taskIdSchema } from '../../../../../src/shared/ids.ts';
import { ok } from '../../../../../src/shared/ipc/result.ts';

const dialling: Dialling = { region: 'CN', format: 'e164', domain: 'pbx.example' };
const facts = { callId: uuidv7(), direction: 'inbound', isPractice: false, startedAt: 5 };

function callOf(number: string): CallRecord {
  return { facts: callFactsSchema.parse({ ...facts, number }) } as Partial<CallRecord> as CallRecord;
}

/** A desk whose one call came from this number, and the numbers of the tasks that it made. */
function deskWith(number: string): { context: TaskContext; made: string[] } {
  const made: string[] = [];
  const store: Partial<SeatStore> = {
    getCall: () => Promise.resolve(ok(callOf(number))),
    createTask: (task) => {
      made.push(task.number);
      return Promise.resolve({ task, isUnsent: true });
    },
  };
  const session = { agent: { agentNo: agentNoSchema.parse('9527') } } as TaskContext['session'];
  return { context: { session, store: store as SeatStore, dialling, isDemo: false, now: 7 }, made };
}

const promise = { id: taskIdSchema.parse(uuidv7()), callId: callOf('1').facts.callId } as const;
const words = { language: 'adx', dueAt: 9, note: '' } as const;
const refused = { ok: false, error: { code: 'phone.invalidNumber' } };

test('a withheld number is neither called back nor promised', async () => {
  expect(await callBackAddress(callOf('anonymous'), false, dialling)).toMatchObject(refused);
  const { context, made } = deskWith('anonymous');
  expect(await promiseCallBack(context, { ...promise, ...words })).toMatchObject(refused);
  expect(await promiseCallBack(context, { ...promise, ...words, number: ' ' })).toMatchObject(refused);
  expect(made).toEqual([]);
  expect((await promiseCallBack(context, { ...promise, ...words, number: '13900000071' })).ok).toBe(true);
  expect(made).toEqual(['+8613900000071']);
});

test("a task whose number can't be dialled counts no attempt", async () => {
  const id = taskIdSchema.parse(uuidv7());
  const changes: unknown[] = [];
  const contextOf = (number: string): TaskContext => {
    const known = { task: { id, number } as Task, isUnsent: false };
    const store: Partial<SeatStore> = {
      openTasks: () => Promise.resolve([known]),
      changeTask: (_id, change) => {
        changes.push(change);
        return Promise.resolve(ok(known));
      },
    };
    return { ...deskWith('').context, store: store as SeatStore };
  };
  expect(await dialTask(contextOf('()'), { id })).toMatchObject(refused);
  expect(changes).toEqual([]);
  expect(await dialTask(contextOf('13900000071'), { id })).toMatchObject({ value: { address: '+8613900000071' } });
  expect(changes).toEqual([{ type: 'called' }]);
});

test.each([
  ['13900000071', '+8613900000071', '+8613900000071'],
  ['8001', '8001', '8001'],
  ['anna@other.example', 'sip:anna@other.example', 'anna@other.example'],
])('%s is called back', async (number, address, kept) => {
  expect(await callBackAddress(callOf(number), false, dialling)).toMatchObject({ value: { address, number: kept } });
  const { context, made } = deskWith(number);
  expect((await promiseCallBack(context, { ...promise, ...words })).ok).toBe(true);
  expect(made).toEqual([kept]);
});
