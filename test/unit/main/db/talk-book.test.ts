import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { talkBook } from '../../../../src/main/db/care-ops.ts';
import { listCalls } from '../../../../src/main/db/call-history-ops.ts';
import { beginCall, closeLeftCalls, updateCall } from '../../../../src/main/db/call-ops.ts';
import { payloadOf } from '../../../../src/main/db/seat-session.ts';
import type { CallFacts, CallRecord } from '../../../../src/shared/domain/call.ts';
import { callRowSchema } from '../../../../src/shared/domain/call-history.ts';
import { talkBookSchema } from '../../../../src/shared/domain/voice-care.ts';
import { callIdSchema, phraseIdSchema, type CallId } from '../../../../src/shared/ids.ts';
import { openMemorySeat, type MemorySeat } from '../../../fakes/memory-seat.ts';

const midnight = 1_790_000_000_000;
const min = 60_000;
let seat: MemorySeat;

beforeEach(() => {
  seat = openMemorySeat();
});
afterEach(() => seat.close());

/** Minutes of the day; before midnight they are negative. */
const at = (minute: number): number => midnight + minute * min;

function begin(minute: number, facts: Partial<CallFacts> = {}): CallId {
  const id = callIdSchema.parse(uuidv7());
  const given = { callId: id, direction: 'inbound' as const, number: '13900000001', isPractice: false };
  const record = { id, facts: { ...given, startedAt: at(minute), ...facts }, heldMs: 0, notes: '', said: [] };
  beginCall(seat.session, record);
  return id;
}

function call(from: number, to: number, rest: Partial<CallRecord> = {}, facts: Partial<CallFacts> = {}): CallId {
  const id = begin(from, facts);
  const end = { answeredAt: at(from), endedAt: at(to), endReason: 'callerHungUp', wrappedUpAt: at(to) } as const;
  updateCall(seat.session, { id, ...end, ...rest }, at(to));
  return id;
}

const read = (since = midnight, isPractice = false) => {
  const { stretches } = talkBookSchema.parse(talkBook(seat.session, since, isPractice));
  return stretches.map(({ from, to }) => [(from - midnight) / min, (to - midnight) / min]);
};

it('tells when the agent talked: not on hold, not in practice, not while it rang, several calls at once once', () => {
  expect(read()).toEqual([]);
  call(10, 20, { heldMs: 3 * min, holds: [{ from: at(12), to: at(15) }] });
  call(13, 16, {}, { direction: 'outbound' });
  call(30, 40, {}, { isPractice: true });
  const missed = begin(50);
  updateCall(seat.session, { id: missed, endedAt: at(51), endReason: 'callerGaveUp' }, at(51));
  begin(60);
  expect(read()).toEqual([
    [10, 12],
    [13, 20],
  ]);
  expect(read(midnight, true)).toEqual([[30, 40]]);
});

it('reads a call that went on over midnight whole, and none that ended before it', () => {
  call(-90, -80);
  call(-30, 10);
  call(-26 * 60, 5);
  expect(read()).toEqual([[-30, 10]]);
  expect(read(at(-100))).toEqual([
    [-90, -80],
    [-30, 10],
  ]);
});

it('gives the holds of an older record up at its end', () => {
  call(10, 20, { heldMs: 4 * min });
  expect(read()).toEqual([[10, 16]]);
});

it('counts what a crashed page lost up to the last thing that was heard of it', () => {
  const id = begin(10);
  const said = [{ phraseId: phraseIdSchema.parse('zh-Hans.greeting.day'), at: at(12) }];
  updateCall(seat.session, { id, answeredAt: at(10), said }, at(12));
  updateCall(seat.session, { id, heldMs: min, holds: [{ from: at(13), to: at(14) }] }, at(14));
  seat.reopen();
  expect(read()).toEqual([]);
  closeLeftCalls(seat.session, at(30));
  expect(read()).toEqual([[10, 13]]);
  const other = begin(20);
  const marks = [{ type: 'escalationTriggered' as const, at: at(27) }];
  updateCall(seat.session, { id: other, answeredAt: at(20), marks }, at(27));
  closeLeftCalls(seat.session, at(40));
  expect(read()).toEqual([
    [10, 13],
    [20, 27],
  ]);
});

it('keeps the last nudge over a restart, and goes on without one that it can’t read', () => {
  expect(talkBook(seat.session, midnight, false).nudge).toEqual({});
  seat.session.tables.meta.put('restNudge', JSON.stringify({ shownAt: 5 }));
  seat.reopen();
  expect(talkBook(seat.session, midnight, false).nudge).toEqual({ shownAt: 5 });
  seat.session.tables.meta.put('restNudge', JSON.stringify({ shownAt: 'soon' }));
  expect(talkBook(seat.session, midnight, false).nudge).toEqual({});
});

it('tells the centre and the agent’s own history that a call was a long one, as long as he did not take it back', () => {
  const id = call(10, 20, { longCall: { isOn: true, at: at(15) } });
  const { tables, book } = seat.session;
  const [told] = [...book.rows()].map(({ head }) => JSON.parse(payloadOf(tables, book, head.id) ?? '') as unknown);
  expect(told).toMatchObject({ kind: 'call.record', body: { id, longCall: { isOn: true, at: at(15) } } });
  const rows = () => listCalls(seat.session, {}, 10, undefined).map((row) => callRowSchema.parse(row));
  expect(rows()).toMatchObject([{ id, isLongCall: true }]);
  updateCall(seat.session, { id, longCall: { isOn: false, at: at(16) } }, at(21));
  expect(rows()[0]).not.toHaveProperty('isLongCall');
});
