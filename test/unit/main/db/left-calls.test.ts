import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { beginCall, closeLeftCalls, leftCalls, updateCall } from '../../../../src/main/db/call-ops.ts';
import type { CallDialog } from '../../../../src/shared/domain/call.ts';
import { callIdSchema } from '../../../../src/shared/ids.ts';
import { openMemorySeat } from '../../../fakes/memory-seat.ts';

const dialog: CallDialog = { sipCallId: 'a@b', localTag: 'l', remoteTag: 'r', remoteTarget: 'sip:far@b.invalid' };
const withinMs = 120_000;
const start = 1_790_000_000_000;

function openCall() {
  const { session } = openMemorySeat();
  const id = callIdSchema.parse(uuidv7());
  const facts = {
    callId: id,
    direction: 'inbound' as const,
    number: '13900000011',
    isPractice: false,
    startedAt: start,
  };
  beginCall(session, { id, facts, heldMs: 0, notes: '', said: [] });
  updateCall(session, { id, answeredAt: start + 1000, dialog }, start + 1000);
  const offered = (now: number) => leftCalls(session, [], { now, withinMs }).map(({ offeredUntil }) => offeredUntil);
  return { session, id, offered };
}

describe('the time of the way back to a call that its page lost', () => {
  it('runs from when a page first missed it, whoever asks how often', () => {
    const { offered } = openCall();
    const foundAt = start + 600_000;
    expect(offered(foundAt)).toEqual([foundAt + withinMs]);
    expect(offered(foundAt + 60_000)).toEqual([foundAt + withinMs]);
    expect(offered(foundAt + withinMs)).toEqual([]);
  });

  it('begins anew for a call that somebody was in again', () => {
    const { session, id, offered } = openCall();
    offered(start + 600_000);
    updateCall(session, { id, notes: 'x' }, start + 610_000);
    expect(offered(start + 620_000)).toEqual([start + 600_000 + withinMs]);
    updateCall(session, { id, dialog: { ...dialog, sipCallId: 'c@d' } }, start + 630_000);
    expect(offered(start + 700_000)).toEqual([start + 700_000 + withinMs]);
  });

  it('leaves nothing in the record that is closed, nor in what the centre is told', () => {
    const { session, id, offered } = openCall();
    offered(start + 600_000);
    closeLeftCalls(session, start + 800_000);
    const record = session.tables.calls.get(id);
    expect(record).toMatchObject({ endReason: 'pageClosed', endedAt: start + 1000, wrappedUpAt: start + 1000 });
    expect(record).not.toHaveProperty('leftAt');
    expect(record).not.toHaveProperty('dialog');
    expect(offered(start + 900_000)).toEqual([]);
  });
});
