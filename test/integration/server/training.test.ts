import { afterAll, beforeAll, expect, test } from 'vitest';
import { trainedPeopleSchema, trainingPageSchema, type TrainingPage } from '../../../src/shared/sync/training-wire.ts';
import {
  drillEntry,
  practiceEntry,
  trainingEntryId,
  type TrainingEntry,
} from '../../../src/shared/training/training-entry.ts';
import type { TestSeat } from '../../fakes/test-seat.ts';
import { drillEndingAt } from '../../fixtures/drill-result.ts';
import { practiceEndingAt } from '../../fixtures/practice-result.ts';
import { describeContract } from './engines.ts';
import { startTestCentre, type TestCentre } from './test-centre.ts';

const now = Date.UTC(2026, 5, 10, 8);

describeContract('training files', (kind) => {
  let centre: TestCentre;
  let trainee: TestSeat;
  let other: TestSeat;
  let quality: TestSeat;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    trainee = await centre.openSeat({ role: 'trainee' });
    other = await centre.openSeat();
    quality = await centre.openSeat({ role: 'quality' });
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const keep = (seat: TestSeat, entry: TrainingEntry, seq = 1, entityId = trainingEntryId(entry)) =>
    seat.signMutation(seat.compose({ kind: 'training.keep', entityId, seq, body: entry }));
  const pageOf = async (seat: TestSeat, query: string): Promise<TrainingPage> =>
    trainingPageSchema.parse((await seat.request('GET', `/v1/training/${query}`)).body);

  test('what a desk says of a simulation or a drill is kept once, and the last of it counts', async () => {
    const result = practiceEndingAt(now);
    const practice = practiceEntry(result);
    const marked = practiceEntry({ ...result, heard: { marks: { tone: 4 }, listener: '拉姆' } });
    const drill = drillEntry(drillEndingAt(now - 1000, { listener: '拉姆' }));
    const first = keep(trainee, practice);
    expect(await trainee.push(first)).toMatchObject([{ outcome: 'applied' }]);
    expect(await trainee.push(first)).toMatchObject([{ outcome: 'duplicate' }]);
    expect(await trainee.push(keep(trainee, marked, 3), keep(trainee, drill))).toMatchObject([
      { outcome: 'applied' },
      { outcome: 'applied' },
    ]);
    // Late, by another hand: the later one stays.
    expect(await trainee.push(keep(trainee, practice, 2))).toMatchObject([{ outcome: 'applied' }]);
    expect((await pageOf(trainee, 'own')).entries).toEqual([marked, drill]);
    expect(JSON.stringify(await pageOf(trainee, 'own'))).not.toContain('拉姆');
  });

  test('nobody writes into the file of another, or under another id', async () => {
    const entry = drillEntry(drillEndingAt(now));
    expect(await other.push(keep(other, entry, 1, trainingEntryId(drillEntry(drillEndingAt(now)))))).toMatchObject([
      { outcome: 'rejected', code: 'mutation.invalid', field: 'entityId' },
    ]);
    const known = (await pageOf(trainee, 'own')).entries;
    const [stolen] = known;
    if (!stolen || stolen.kind === 'exam') throw new Error('the trainee has a file');
    expect(await other.push(keep(other, stolen, 9))).toMatchObject([{ outcome: 'applied' }]);
    expect((await pageOf(trainee, 'own')).entries).toEqual(known);
    expect((await pageOf(other, 'own')).entries).toEqual([stolen]);
  });

  test('who teaches sees who has trained, and each file page by page, the newest first', async () => {
    const reader = await centre.openSeat();
    const drills = Array.from({ length: 5 }, (_, nth) => drillEntry(drillEndingAt(now + nth * 1000)));
    expect(await reader.push(...drills.map((entry) => keep(reader, entry)))).toHaveLength(5);
    const seen: TrainingPage['entries'] = [];
    let cursor: string | undefined;
    do {
      const next = cursor === undefined ? '' : `&cursor=${cursor}`;
      const page = await pageOf(quality, `of?agentNo=${reader.agentNo}&limit=2${next}`);
      expect(page.entries.length).toBeLessThanOrEqual(2);
      seen.push(...page.entries);
      ({ cursor } = page);
    } while (cursor !== undefined);
    expect(seen).toEqual(drills.toReversed());
    const { people } = trainedPeopleSchema.parse((await quality.request('GET', '/v1/training/people')).body);
    expect(people.find(({ agentNo }) => agentNo === reader.agentNo)).toMatchObject({ practices: 0, drills: 5 });
    expect(people.find(({ agentNo }) => agentNo === trainee.agentNo)).toMatchObject({ practices: 1, drills: 1 });
  });

  test('an agent sees no file besides his own, and a cursor that no page gave is none', async () => {
    expect(await other.request('GET', `/v1/training/of?agentNo=${trainee.agentNo}`)).toMatchObject({ status: 403 });
    expect(await other.request('GET', '/v1/training/people')).toMatchObject({ status: 403 });
    expect(await other.request('GET', '/v1/training/own?cursor=nonsense')).toMatchObject({ status: 404 });
  });
});
