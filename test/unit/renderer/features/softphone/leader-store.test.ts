import { expect, test } from 'vitest';
import { createLeaderStore } from '../../../../../src/renderer/features/softphone/leader-store.ts';
import type { ScriptMark } from '../../../../../src/shared/domain/script-mark.ts';
import { agentNoSchema } from '../../../../../src/shared/ids.ts';
import type { EventPayload } from '../../../../../src/shared/ipc/contract.ts';
import type { DeskApi } from '../../../../../src/shared/ipc/desk-api.ts';
import { id as callId, other } from '../../../../fixtures/inbound-call.ts';

const by = agentNoSchema.parse('0031');
const ids = ['1', '2'].map((end) => `0192d3a0-0000-7000-8000-00000000000${end}`);

/** A desk whose askings get the ids above, one after another; undefined: the centre is away. */
function open(answers: (string | undefined)[] = [...ids]) {
  const listeners = new Map<string, (payload: never) => void>();
  const marks: ScriptMark[] = [];
  const invoke = (name: string): Promise<unknown> => {
    if (name !== 'leader:ask') return Promise.resolve({ ok: true, value: [] });
    const id = answers.shift();
    return Promise.resolve(id === undefined ? { ok: false, error: {} } : { ok: true, value: { id, leaders: 1 } });
  };
  const on = (name: string, listener: (payload: never) => void): (() => void) => {
    listeners.set(name, listener);
    return () => listeners.delete(name);
  };
  const store = createLeaderStore({
    desk: { invoke, on } as unknown as DeskApi,
    mark: (_call, mark) => marks.push(mark),
    now: () => 5,
  });
  const answered = (payload: Omit<EventPayload<'leaderAnswered'>, 'by'>): void =>
    listeners.get('leaderAnswered')?.({ ...payload, by } as never);
  return { store, marks, answered };
}

test('a leader’s answer is written into the call that was asked about, once', async () => {
  const { store, marks, answered } = open();
  await store.ask(callId);
  answered({ id: ids[0] ?? '', callId: other, verdict: 'confirmed' });
  expect(marks).toEqual([]);
  for (let times = 0; times < 2; times += 1) answered({ id: ids[0] ?? '', callId, verdict: 'confirmed' });
  expect(marks).toEqual([{ type: 'leaderConfirmed', leader: by, by: 'channel', at: 5 }]);
});

test('an answer to what was asked before opens nothing: only the newest question counts', async () => {
  const { store, marks, answered } = open();
  await store.ask(callId);
  await store.ask(callId);
  answered({ id: ids[0] ?? '', callId, verdict: 'confirmed' });
  expect(marks).toEqual([]);
  answered({ id: ids[1] ?? '', callId, verdict: 'refused' });
  expect(marks).toEqual([{ type: 'leaderRefused', at: 5 }]);
});

test('without the centre, and after another agent signed in, no answer from elsewhere opens anything', async () => {
  const { store, marks, answered } = open([undefined, ids[1]]);
  await store.ask(callId);
  expect(store.getState().asked[callId]).toEqual({ kind: 'failed' });
  answered({ id: ids[0] ?? '', callId, verdict: 'confirmed' });
  await store.ask(callId);
  store.clear();
  answered({ id: ids[1] ?? '', callId, verdict: 'confirmed' });
  expect(marks).toEqual([]);
});
