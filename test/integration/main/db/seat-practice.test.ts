import { readFileSync } from 'node:fs';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { callIdSchema, scenarioIdSchema } from '../../../../src/shared/ids.ts';
import { practiceResultSchema, type PracticeResult } from '../../../../src/shared/training/practice-result.ts';
import { now, useSeat } from './seat-fixture.ts';
import { must } from './test-centre.ts';

const seat = useSeat({ isSignedIn: true });

function resultOf(minutesAgo: number, score = 70): Omit<PracticeResult, 'heard'> {
  const to = now - minutesAgo * 60_000;
  return practiceResultSchema.parse({
    callId: callIdSchema.parse(uuidv7()),
    scenarioId: scenarioIdSchema.parse('zh-outage-report'),
    lang: 'zh-Hans',
    ...{ from: to - 90_000, to, score },
    points: [{ criterion: 'closing', outcome: 'missed', weight: 2, moments: ['closing.farewell'] }],
  });
}

describe('the training file of a seat', () => {
  it('keeps what a simulation came to, newest first, also after the seat was opened again', async () => {
    const [older, newer] = [resultOf(60, 55), resultOf(5, 90)];
    await seat.store.keepPractice(newer);
    await seat.store.keepPractice(older);
    await seat.reopen();
    expect(await seat.store.practiceResults(10)).toEqual([newer, older]);
    expect(await seat.store.practiceResults(1)).toEqual([newer]);
  });

  it('takes a later sheet of the same call in its place, and keeps what the listener marked', async () => {
    const first = resultOf(5, 60);
    const heard = { marks: { tone: 4, language: 'notApplicable' }, listener: '拉姆' } as const;
    await seat.store.keepPractice(first);
    must(await seat.store.markPractice(first.callId, heard));
    await seat.store.keepPractice({ ...first, score: 80 });
    expect(await seat.store.practiceResults(10)).toEqual([{ ...first, score: 80, heard }]);
  });

  it('has no marks for a call that it does not know', async () => {
    const { callId } = resultOf(1);
    expect(await seat.store.markPractice(callId, { marks: {}, listener: '' })).toMatchObject({
      error: { code: 'practice.notFound' },
    });
  });

  it('sends nothing to the centre, and nothing of it can be read on the disk', async () => {
    const kept = resultOf(5);
    await seat.store.keepPractice(kept);
    must(await seat.store.markPractice(kept.callId, { marks: { tone: 2 }, listener: 'listener-by-name' }));
    expect(await seat.store.outboxCounts()).toMatchObject({ waiting: 0, blocked: 0 });
    expect(await seat.store.takeOutbox(10, now)).toEqual([]);
    await seat.store.close();
    const bytes = readFileSync(seat.seatFile('9527.db'));
    for (const word of ['listener-by-name', 'zh-outage-report']) expect(bytes.includes(word), word).toBe(false);
  });
});
