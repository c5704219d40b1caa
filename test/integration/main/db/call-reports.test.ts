import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import type { CallRecord, EndReason } from '../../../../src/shared/domain/call.ts';
import type { CallId } from '../../../../src/shared/ids.ts';
import { mutationSchema } from '../../../../src/shared/sync/wire.ts';
import { now, useSeat } from './seat-fixture.ts';
import { agentA, must } from './test-centre.ts';

const seat = useSeat({ isSignedIn: true });

function call(isPractice = false): CallRecord {
  const id = uuidv7() as CallId;
  const facts = { callId: id, direction: 'inbound' as const, number: '+8613997041234', isPractice, startedAt: now };
  return { id, facts, heldMs: 0, notes: '', said: [] };
}

/** The bodies of all rows that wait for the centre. */
async function reports(): Promise<unknown[]> {
  const rows = await seat.store.takeOutbox(100, now + 3_600_000);
  await seat.store.releaseOutbox(rows.map((row) => row.id));
  return rows.map((row) => mutationSchema.parse(JSON.parse(row.payload)).body);
}

it.each<EndReason>(['callerGaveUp', 'rejected', 'ringingTimeout'])(
  'a call that ends unanswered (%s) reaches the centre, once',
  async (endReason) => {
    const record = call();
    await seat.store.beginCall(record);
    const ended = must(await seat.store.updateCall({ id: record.id, endedAt: now + 9000, endReason }, now + 9000));
    expect(await reports()).toEqual([{ ...record, endedAt: now + 9000, endReason, wrappedUpAt: now + 9000 }]);
    must(await seat.store.updateCall({ id: record.id, endedAt: now + 9000, endReason }, now + 9001));
    must(await seat.store.updateCall({ id: record.id, wrappedUpAt: now + 9500 }, now + 9500));
    await seat.reopen();
    expect(await reports()).toEqual([ended]);
  },
);

it('calls that an earlier run left open are closed and reported at the next sign-in, practice not', async () => {
  const [ringing, talking, ended, practice, done] = [call(), call(), call(), call(true), call()];
  for (const record of [ringing, talking, ended, practice, done]) await seat.store.beginCall(record);
  const said = [{ phraseId: 'greet.open' as never, at: now + 4000 }];
  must(await seat.store.updateCall({ id: talking.id, answeredAt: now + 2000, said }, now + 4000));
  const talked = { answeredAt: now + 2000, endedAt: now + 7000, endReason: 'callerHungUp' as const };
  must(await seat.store.updateCall({ id: ended.id, ...talked }, now + 7000));
  must(await seat.store.updateCall({ id: done.id, ...talked, wrappedUpAt: now + 8000 }, now + 8000));
  const closed = [
    { ...done, ...talked, wrappedUpAt: now + 8000 },
    { ...ringing, endedAt: now, endReason: 'pageClosed', wrappedUpAt: now },
    {
      ...{ ...talking, answeredAt: now + 2000, said },
      ...{ endedAt: now + 4000, endReason: 'pageClosed', wrappedUpAt: now + 4000 },
    },
    { ...ended, ...talked, wrappedUpAt: now + 7000 },
  ];
  await seat.reopen();
  expect(await reports()).toEqual(closed);
  expect(await seat.store.listCalls({}, 10)).toContainEqual(
    expect.objectContaining({ id: practice.id, ...closedPractice }),
  );
  await seat.store.close();
  must(await seat.centre.enter(seat.store, agentA, now + 10_000));
  expect(await reports()).toEqual(closed);
});

const closedPractice = { endedAt: now, endReason: 'pageClosed', wrappedUpAt: now };

it('a seat that is reopened by its handle leaves the call to the page that may still hold it', async () => {
  const record = call();
  await seat.store.beginCall(record);
  const handle = await seat.store.exportHandle();
  await seat.store.terminate();
  seat.store = seat.centre.store();
  must(await seat.store.openWithHandle(handle));
  expect(await reports()).toEqual([]);
  const [row, ...others] = await seat.store.listCalls({}, 2);
  expect(others).toEqual([]);
  expect(row).toMatchObject({ id: record.id, isMissed: false });
  expect(row).not.toHaveProperty('endedAt');
});

it('reports the calls left open at an online sign-in', async () => {
  const record = call();
  await seat.store.beginCall(record);
  await seat.store.close();
  must(await seat.centre.enter(seat.store, agentA, now + 10_000));
  expect(await reports()).toMatchObject([{ id: record.id, endReason: 'pageClosed' }]);
});
