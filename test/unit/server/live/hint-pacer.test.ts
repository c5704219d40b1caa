import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HintPacer } from '../../../../server/live/hint-pacer.ts';
import type { PullStream } from '../../../../src/shared/sync/wire.ts';

const pace = { atOnce: 30, perSecond: 20 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function pacerOf() {
  const told: { desk: number; streams: PullStream[] }[] = [];
  const pacer = new HintPacer<number>(
    pace,
    () => performance.now(),
    (desk, streams) => void told.push({ desk, streams }),
  );
  return { pacer, told, desksTold: () => told.map(({ desk }) => desk) };
}

const desks = (count: number): number[] => Array.from({ length: count }, (_none, index) => index);

test('few desks hear of a change at once', () => {
  const { pacer, told } = pacerOf();
  pacer.offer(desks(3), ['tickets']);
  expect(told).toEqual(desks(3).map((desk) => ({ desk, streams: ['tickets'] })));
});

test('many hear of it one after the other, each exactly once, and then nothing is left to do', async () => {
  const { pacer, desksTold } = pacerOf();
  pacer.offer(desks(100), ['tickets']);
  expect(desksTold()).toEqual(desks(30));
  await vi.advanceTimersByTimeAsync(1000);
  expect(desksTold().length).toBeGreaterThanOrEqual(48);
  expect(desksTold().length).toBeLessThanOrEqual(51);
  await vi.advanceTimersByTimeAsync(3000);
  expect(desksTold()).toEqual(desks(100));
  expect(vi.getTimerCount()).toBe(0);
});

test('who waits hears of all that changed meanwhile in one hint, and who was told goes to the end of the row', async () => {
  const { pacer, told } = pacerOf();
  pacer.offer(desks(60), ['tickets']);
  pacer.offer(desks(60), ['notices', 'tickets']);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toHaveLength(90);
  expect(told[30]).toEqual({ desk: 30, streams: ['notices', 'tickets'] });
  expect(told.slice(60).map(({ desk }) => desk)).toEqual(desks(30));
});

test('a desk that left is not told, and none after the stop', async () => {
  const { pacer, desksTold } = pacerOf();
  pacer.offer(desks(60), ['tickets']);
  pacer.leave(31);
  await vi.advanceTimersByTimeAsync(200);
  expect(desksTold()).toContain(32);
  expect(desksTold()).not.toContain(31);
  pacer.stop();
  const before = desksTold().length;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(desksTold()).toHaveLength(before);
});

test('an endless row of changes leaves nobody out', async () => {
  const { pacer, told } = pacerOf();
  for (let tick = 0; tick < 200; tick += 1) {
    pacer.offer(desks(100), ['tickets']);
    await vi.advanceTimersByTimeAsync(50);
  }
  const counts = desks(100).map((desk) => told.filter((hint) => hint.desk === desk).length);
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(2);
});
