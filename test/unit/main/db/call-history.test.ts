import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callDay, dismissMissed, listCalls } from '../../../../src/main/db/call-history-ops.ts';
import { beginCall, revealCall, updateCall } from '../../../../src/main/db/call-ops.ts';
import { payloadOf } from '../../../../src/main/db/seat-session.ts';
import type { CallFacts, CallRecord } from '../../../../src/shared/domain/call.ts';
import {
  averageHandlingMs,
  callDaySchema,
  callRowSchema,
  sumFigures,
  type CallCursor,
  type CallFilter,
} from '../../../../src/shared/domain/call-history.ts';
import type { Customer } from '../../../../src/shared/domain/customer.ts';
import { callIdSchema, customerIdSchema, phraseIdSchema, type CallId } from '../../../../src/shared/ids.ts';
import { openMemorySeat, type MemorySeat } from '../../../fakes/memory-seat.ts';

const dayStart = 1_790_000_000_000;
let seat: MemorySeat;
let clock: number;

beforeEach(() => {
  seat = openMemorySeat();
  clock = dayStart;
});
afterEach(() => seat.close());

const drolma: Customer = {
  id: customerIdSchema.parse('c-drolma'),
  name: '卓玛',
  salutation: '女士',
  phones: ['+8613997041234'],
  language: 'adx',
  isSpecialHandling: false,
  updatedAt: 1,
};

interface Sketch extends Partial<Omit<CallRecord, 'facts'>> {
  readonly facts?: Partial<CallFacts>;
}

/** A call that was offered a second after the one before; ended after 10 s unless told otherwise. */
function call({ facts, ...rest }: Sketch = {}): CallId {
  clock += 1000;
  const id = callIdSchema.parse(uuidv7());
  const given: CallFacts = {
    ...{ callId: id, direction: 'inbound', number: '13900000001', isPractice: false, startedAt: clock },
    ...facts,
  };
  const { number } = rest;
  beginCall(seat.session, {
    ...{ id, facts: given, heldMs: 0, notes: '', said: [] },
    ...(number === undefined ? {} : { number }),
  });
  const end = { endedAt: clock + 10_000, endReason: 'callerHungUp' as const };
  updateCall(seat.session, { id, ...end, ...rest }, clock + 10_000);
  return id;
}
const answered = (): Sketch => ({ answeredAt: clock + 1500, wrappedUpAt: clock + 14_000, disposition: 'resolved' });
const list = (filter: CallFilter = {}, limit = 50, before?: CallCursor) =>
  listCalls(seat.session, filter, limit, before).map((row) => callRowSchema.parse(row));
const found = (filter: CallFilter) => list(filter).map(({ id }) => id);

describe('the list', () => {
  it('goes through all calls page by page, newest first, also where many began at once', () => {
    const startedAt = dayStart + 77;
    const ids = Array.from({ length: 25 }, (_, n) => call({ facts: n % 5 === 0 ? {} : { startedAt } }));
    const seen: CallId[] = [];
    for (let page = list({}, 7); page.length > 0;) {
      seen.push(...page.map(({ id }) => id));
      const last = page.at(-1);
      page = last ? list({}, 7, { startedAt: last.startedAt, id: last.id }) : [];
    }
    expect(new Set(seen)).toEqual(new Set(ids));
    expect(seen).toHaveLength(25);
  });

  it('never carries a number that could be called, except of extensions and short codes', () => {
    call({ facts: { number: '13997041234', displayName: '13997041234' }, number: '+8613997041234' });
    call({ facts: { number: '8001', displayName: '李工' } });
    call({ facts: { number: 'anonymous' } });
    const rows = list();
    expect(rows.map(({ maskedNumber, isWithheld, name }) => [maskedNumber, isWithheld, name])).toEqual([
      ['', true, undefined],
      ['8001', false, '李工'],
      ['139 •••• 1234', false, undefined],
    ]);
    expect(JSON.stringify(rows)).not.toContain('97041');
  });

  it('shows a customer by the name and language that are known now', () => {
    seat.session.directory.customers.put(drolma, 0);
    call({ facts: { customerId: drolma.id, displayName: 'D' } });
    expect(list()[0]).toMatchObject({ name: '卓玛 女士', language: 'adx', customerId: drolma.id });
  });
});

describe('looking for a call', () => {
  it.each(['+86 139 9704 1234', '013997041234', '9704', '139-9704', '１３９９７０４'])(
    'finds a number by %s',
    (text) => {
      const id = call({ facts: { number: '013997041234' }, number: '+8613997041234' });
      call({ facts: { number: '13900000002' } });
      expect(found({ text })).toEqual([id]);
    },
  );

  it('finds by name, notes and queue in either script, every word of it', () => {
    seat.session.directory.customers.put(drolma, 0);
    const named = call({ facts: { customerId: drolma.id } });
    const noted = call({ ...answered(), notes: '邻居也停电，老人在家' });
    const queued = call({ facts: { queue: 'Power ལྡེ་མིག' } });
    expect(found({ text: '卓瑪' })).toEqual([named]);
    expect(found({ text: '鄰居' })).toEqual([noted]);
    expect(found({ text: '停电 老人' })).toEqual([noted]);
    expect(found({ text: '停电 上班' })).toEqual([]);
    expect(found({ text: 'POWER' })).toEqual([queued]);
    expect(found({ text: '100%' })).toEqual([]);
    expect(found({ text: '  ' })).toHaveLength(3);
  });

  it('finds what was written after the call had ended', () => {
    const id = call(answered());
    expect(found({ text: '电表' })).toEqual([]);
    updateCall(seat.session, { id, notes: '查电表' }, clock);
    expect(found({ text: '电表' })).toEqual([id]);
  });

  it('narrows by language, disposition, missed and not confirmed, together with words', () => {
    const adx = call({ ...answered(), facts: { language: 'adx' }, notes: '甲' });
    const dropped = call({ ...answered(), facts: { language: 'en' }, disposition: 'dropped' });
    const unsure = call({ ...answered(), isDispositionConfirmed: false });
    const missed = call({ endReason: 'callerGaveUp', facts: { language: 'adx' } });
    expect(found({ language: 'adx' })).toEqual([missed, adx]);
    expect(found({ disposition: 'dropped' })).toEqual([dropped]);
    expect(found({ only: 'missed' })).toEqual([missed]);
    expect(found({ only: 'unconfirmed' })).toEqual([unsure]);
    expect(found({ language: 'adx', text: '甲' })).toEqual([adx]);
  });
});

describe('missed calls', () => {
  const day = (isPractice = false) => callDaySchema.parse(callDay(seat.session, dayStart, isPractice));

  it('are those nobody served, and are dismissed all at once, for good', () => {
    const missed = [call({ endReason: 'callerGaveUp' }), call({ endReason: 'ringingTimeout' }), call()];
    for (const endReason of ['rejected', 'agentHungUp', 'answeredElsewhere'] as const) call({ endReason });
    call(answered());
    call({ facts: { direction: 'outbound' } });
    const shown = day().missed;
    expect(shown.rows.map(({ id }) => id)).toEqual(missed.toReversed());
    expect(shown.count).toBe(3);
    const later = call({ endReason: 'callerGaveUp' });
    dismissMissed(seat.session, shown.upTo, clock);
    expect(day().missed.rows.map(({ id }) => id)).toEqual([later]);
    seat.reopen();
    expect(day().missed.count).toBe(1);
    updateCall(seat.session, { id: missed[0]!, endReason: 'callerGaveUp' }, clock);
    expect(day().missed.count).toBe(1);
    expect(list({ only: 'missed' }).filter(({ isDismissed }) => isDismissed)).toHaveLength(3);
  });

  it('count practice calls only where there are no others', () => {
    call({ endReason: 'callerGaveUp', facts: { isPractice: true } });
    expect(day().missed.count).toBe(0);
    expect(day(true).missed.count).toBe(1);
  });
});

it('sums up the day by language, practice and live apart', () => {
  call({ ...answered(), facts: { language: 'adx', startedAt: dayStart - 1 } });
  for (const heldMs of [0, 2000]) {
    call({
      facts: { language: 'adx' },
      heldMs,
      answeredAt: clock + 3000,
      endedAt: clock + 9000,
      wrappedUpAt: clock + 9500,
    });
  }
  call({ facts: { language: 'adx' }, endReason: 'callerGaveUp' });
  call({ ...answered(), facts: { language: 'en', isPractice: true } });
  // A clock that was put back must not take time off the day.
  call({ facts: { language: 'en' }, answeredAt: clock + 9000, endedAt: clock + 8000, wrappedUpAt: clock });
  const { byLanguage } = callDay(seat.session, dayStart, false);
  expect(byLanguage).toEqual([
    { language: 'adx', calls: 3, answered: 2, talkMs: 12_000, heldMs: 2000, wrapUpMs: 1000 },
    { language: 'en', calls: 1, answered: 1, talkMs: 0, heldMs: 0, wrapUpMs: 0 },
  ]);
  expect(averageHandlingMs(byLanguage[0]!)).toBe(6500);
  expect(sumFigures(byLanguage)).toMatchObject({ calls: 4, answered: 3, talkMs: 12_000 });
  expect(averageHandlingMs(sumFigures([]))).toBeUndefined();
});

it('shows a number in full for a reason that goes to the centre, once for the same reason within a minute', () => {
  const id = call({ facts: { number: '013997041234', isPractice: true }, number: '+8613997041234' });
  for (const at of [clock, clock + 1000]) {
    expect(revealCall(seat.session, id, 'callBack', at)).toMatchObject({
      ok: true,
      value: { number: '+8613997041234' },
    });
  }
  revealCall(seat.session, id, 'verifyCaller', clock + 1000);
  revealCall(seat.session, id, 'callBack', clock + 61_000);
  const { session } = seat;
  const told = [...session.book.rows()].map(
    ({ head }) => JSON.parse(payloadOf(session.tables, session.book, head.id) ?? '') as unknown,
  );
  expect(told).toMatchObject([
    { kind: 'call.reveal', body: { callId: id, reason: 'callBack', at: clock } },
    { kind: 'call.reveal', body: { reason: 'verifyCaller' } },
    { kind: 'call.reveal', body: { reason: 'callBack', at: clock + 61_000 } },
  ]);
  expect(revealCall(seat.session, callIdSchema.parse(uuidv7()), 'callBack', clock)).toMatchObject({ ok: false });
});

it('tells the centre a record anew when it is confirmed later, and its place in the list stays', () => {
  const id = call({
    ...answered(),
    isDispositionConfirmed: false,
    said: [{ phraseId: phraseIdSchema.parse('p'), at: 1 }],
  });
  call();
  updateCall(seat.session, { id, disposition: 'escalated', isDispositionConfirmed: true }, clock);
  const row = list().at(-1);
  expect(row).toMatchObject({ id, disposition: 'escalated', isDispositionConfirmed: true });
  expect(found({ only: 'unconfirmed' })).toEqual([]);
  const { session } = seat;
  expect([...session.book.rows()].filter(({ head }) => head.entityId === id)).toHaveLength(2);
});

it('knows the last call that the agent made himself, of those that count', () => {
  expect(callDay(seat.session, dayStart, false).lastOutgoing).toBeUndefined();
  const first = call({ facts: { direction: 'outbound', number: '8001' } });
  const about = call();
  call({ facts: { direction: 'outbound', consultFor: about } });
  call({ facts: { direction: 'outbound', isPractice: true } });
  // Of any day: he comes back to it the next morning.
  expect(callDay(seat.session, clock + 1, false).lastOutgoing).toMatchObject({ id: first, maskedNumber: '8001' });
  const next = call({ facts: { direction: 'outbound', number: '13900000007' }, number: '+8613900000007' });
  const day = callDaySchema.parse(callDay(seat.session, dayStart, false));
  expect(day.lastOutgoing).toMatchObject({ id: next, maskedNumber: '139 •••• 0007' });
  expect(JSON.stringify(day)).not.toContain('13900000007');
});
