import { afterAll, beforeAll, expect, test } from 'vitest';
import { blockSize, skipNumbers } from '../../../server/auth/number-blocks.ts';
import { numbersAnswerSchema } from '../../../src/shared/sync/wire.ts';
import type { NumberBlock } from '../../../src/shared/sync/wire.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre } from './test-centre.ts';
import type { TestCentre } from './test-centre.ts';

describeContract('ticket numbers', (kind) => {
  let centre: TestCentre;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const ask = async (seat: TestSeat, numbersLeft: number): Promise<NumberBlock[]> => {
    const answer = await seat.request('POST', '/v1/numbers', { numbersLeft });
    expect(answer.status).toBe(200);
    return numbersAnswerSchema.parse(answer.body).numberBlocks;
  };
  const overlaps = (blocks: readonly NumberBlock[]): boolean => {
    const sorted = [...blocks].sort((a, b) => a.from - b.from);
    return sorted.some((block, index) => index > 0 && block.from <= (sorted[index - 1]?.to ?? 0));
  };

  test('a seat running low gets one further block, a well-stocked one none', async () => {
    const seat = new TestSeat(centre.url, await centre.addAgent());
    const first = (await seat.signIn(password, 0)).numberBlocks;
    expect(first).toHaveLength(1);
    expect((first[0]?.to ?? 0) - (first[0]?.from ?? 0) + 1).toBe(2 * blockSize);
    expect(first[0]?.prefix).toBe('W');
    expect((await seat.signIn(password, 1000)).numberBlocks).toEqual([]);
    const second = (await seat.signIn(password, 999)).numberBlocks;
    expect((second[0]?.to ?? 0) - (second[0]?.from ?? 0) + 1).toBe(blockSize);
    expect(await ask(seat, 1000)).toEqual([]);
    const third = await ask(seat, 0);
    expect(overlaps([...first, ...second, ...third])).toBe(false);
  });

  test('blocks handed out at the same moment never overlap', async () => {
    const seats = await Promise.all(Array.from({ length: 4 }, () => centre.openSeat()));
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => ask(seats[index % 4] as TestSeat, 0)));
    const blocks = answers.flat();
    expect(blocks).toHaveLength(40);
    expect(overlaps(blocks)).toBe(false);
  });

  test('numbers already in use elsewhere are left out', async () => {
    const seat = await centre.openSeat();
    const [before] = await ask(seat, 0);
    await skipNumbers(centre.engine, (before?.to ?? 0) + 1234);
    const [after] = await ask(seat, 0);
    expect(after?.from).toBe((before?.to ?? 0) + 1235);
    await skipNumbers(centre.engine, 5);
    const [later] = await ask(seat, 0);
    expect(later?.from).toBe((after?.to ?? 0) + 1);
  });

  test('needs a signed-in agent and a number that is one', async () => {
    const seat = await centre.openSeat();
    expect((await seat.request('POST', '/v1/numbers', { numbersLeft: 0 }, '')).status).toBe(401);
    expect((await seat.request('POST', '/v1/numbers', {})).status).toBe(400);
  });
});
