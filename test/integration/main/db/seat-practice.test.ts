import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mutationSchema } from '../../../../src/shared/sync/wire.ts';
import { rolePlayEntrySchema } from '../../../../src/shared/training/role-play.ts';
import { drillRecordingTermMs } from '../../../../src/shared/training/drill-recording.ts';
import { drillEndingAt } from '../../../fixtures/drill-result.ts';
import { practiceEndingAt } from '../../../fixtures/practice-result.ts';
import { now, useSeat } from './seat-fixture.ts';
import { must } from './test-centre.ts';

const seat = useSeat({ isSignedIn: true });

const resultOf = (minutesAgo: number, score?: number) => practiceEndingAt(now - minutesAgo * 60_000, score);

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

  it('keeps reading drills as well, the last marks of each, newest first and unreadable on the disk', async () => {
    const older = drillEndingAt(now - 60_000, { listener: 'reading-listener' });
    const newer = drillEndingAt(now);
    await seat.store.keepDrill(newer);
    await seat.store.keepDrill({ ...older, listener: '' });
    await seat.store.keepDrill(older);
    await seat.reopen();
    expect(await seat.store.drillResults(10)).toEqual([newer, older]);
    expect(await seat.store.drillResults(1)).toEqual([newer]);
    await seat.store.close();
    const bytes = readFileSync(seat.seatFile('9527.db'));
    for (const word of ['reading-listener', 'zh-short']) expect(bytes.includes(word), word).toBe(false);
  });

  it('keeps a recording of a drill for its term, in one piece or none, tells nobody, and leaves nothing to be heard on the disk', async () => {
    const { drillId } = drillEndingAt(now);
    const row = (piece: number, sound: string, at = now) => ({
      ...{ drillId, piece, pieces: 2, ms: 9000, at, sound: Buffer.from(sound) },
    });
    await seat.store.keepDrillPiece(row(0, 'spoken-by-the-reader'));
    expect(await seat.store.drillRecordings(now)).toEqual([]);
    expect(await seat.store.drillSound(drillId, now)).toBeUndefined();
    await seat.store.keepDrillPiece(row(1, '-to-its-end'));
    await seat.reopen();
    expect(await seat.store.drillRecordings(now)).toEqual([{ drillId, at: now, ms: 9000 }]);
    expect(String(Buffer.from((await seat.store.drillSound(drillId, now)) ?? []))).toBe(
      'spoken-by-the-reader-to-its-end',
    );
    expect(await seat.store.outboxCounts()).toMatchObject({ waiting: 0, blocked: 0, sealedOfOthers: 0 });
    expect(await seat.store.takeOutbox(10, now)).toEqual([]);
    // Recorded anew, the first piece takes the place of all.
    await seat.store.keepDrillPiece(row(0, 'again'));
    expect(await seat.store.drillRecordings(now)).toEqual([]);
    await seat.store.keepDrillPiece(row(1, '!'));
    const last = now + drillRecordingTermMs;
    expect(await seat.store.drillRecordings(last)).toHaveLength(1);
    expect(await seat.store.drillRecordings(last + 1)).toEqual([]);
    expect(await seat.store.drillSound(drillId, now)).toBeUndefined();

    const other = drillEndingAt(now).drillId;
    await seat.store.keepDrillPiece({ ...row(0, 'spoken-once'), drillId: other, pieces: 1 });
    await seat.store.forgetDrillRecording(other);
    expect(await seat.store.drillRecordings(now)).toEqual([]);
    await seat.store.keepDrillPiece({ ...row(0, 'spoken-and-kept'), drillId: other, pieces: 1 });
    await seat.store.close();
    const bytes = readFileSync(seat.seatFile('9527.db'));
    for (const word of ['spoken-by', 'spoken-once', 'spoken-and-kept']) expect(bytes.includes(word), word).toBe(false);
  });

  it('keeps who played what with whom, the last word of each round, and tells nobody', async () => {
    const round = (nth: number, more: object = {}) =>
      rolePlayEntrySchema.parse({
        ...{ id: '0197f2a4-0000-7000-8000-000000000001', round: nth, part: nth % 2 === 1 ? 'agent' : 'caller' },
        ...{ colleague: '0031', scenarioId: 'zh-pension-elder', from: now + nth, to: now + nth * 1000, ending: 'over' },
        ...more,
      });
    const scored = round(1, { callId: resultOf(5).callId, score: 71 });
    await seat.store.keepRolePlay(round(1));
    await seat.store.keepRolePlay(round(2, { ending: 'gone' }));
    await seat.store.keepRolePlay(scored);
    await seat.reopen();
    expect(await seat.store.rolePlays(10)).toEqual([round(2, { ending: 'gone' }), scored]);
    expect(await seat.store.rolePlays(1)).toHaveLength(1);
    expect(await seat.store.takeOutbox(10, now)).toEqual([]);
    await seat.store.close();
    expect(readFileSync(seat.seatFile('9527.db')).includes('zh-pension-elder')).toBe(false);
  });

  it('tells the centre of a live seat what it came to, once for each change, and not who listened', async () => {
    const told = async () =>
      (await seat.store.takeOutbox(10, now)).map(({ id, payload }) => {
        const { kind, entityId, seq, body } = mutationSchema.parse(JSON.parse(payload));
        return { id, change: { kind, entityId, seq, body } };
      });
    const acknowledge = (rows: Awaited<ReturnType<typeof told>>) =>
      seat.store.settleOutbox(
        rows.map(({ id }) => ({ id, outcome: 'applied' as const })),
        now,
      );
    const practice = resultOf(5);
    await seat.store.keepPractice(practice, now);
    const first = await told();
    const entityId = practice.callId;
    const body = { kind: 'practice', result: practice };
    expect(first.map(({ change }) => change)).toEqual([{ kind: 'training.keep', entityId, seq: 1, body }]);
    await acknowledge(first);

    must(await seat.store.markPractice(practice.callId, { marks: { tone: 4 }, listener: '拉姆' }, now));
    must(await seat.store.markPractice(practice.callId, { marks: { tone: 4 }, listener: '卓玛' }, now));
    const second = await told();
    const marked = { kind: 'practice', result: { ...practice, heard: { marks: { tone: 4 } } } };
    expect(second.map(({ change }) => change)).toEqual([{ kind: 'training.keep', entityId, seq: 2, body: marked }]);
    await acknowledge(second);

    const drill = drillEndingAt(now, { listener: '拉姆' });
    await seat.store.keepDrill(drill, now);
    await seat.store.keepDrill({ ...drill, listener: '卓玛' }, now);
    const third = await told();
    expect(third.map(({ change }) => change)).toMatchObject([
      { entityId: drill.drillId, seq: 1, body: { kind: 'drill', result: { listener: '' } } },
    ]);
  });
});
