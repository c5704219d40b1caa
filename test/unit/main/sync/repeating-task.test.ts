import { expect, test } from 'vitest';
import { createRepeatingTask } from '../../../../src/main/sync/repeating-task.ts';

test('requests during a run make exactly one more run', async () => {
  let runs = 0;
  let release: () => void = () => undefined;
  const task = createRepeatingTask(
    async () => {
      runs += 1;
      if (runs === 1) await new Promise<void>((resolve) => (release = resolve));
    },
    () => undefined,
  );
  const first = task.request();
  const others = [task.request(), task.request(), task.request()];
  release();
  await Promise.all([first, ...others]);
  expect(runs).toBe(2);
  await task.request();
  expect(runs).toBe(3);
});

test('a request made at the very end of a run is not lost', async () => {
  let runs = 0;
  const task = createRepeatingTask(
    () => {
      runs += 1;
      return Promise.resolve();
    },
    () => undefined,
  );
  for (let index = 1; index <= 50; index += 1) {
    const before = runs;
    void task.request().then(() => task.request());
    await task.idle();
    await task.request();
    await task.idle();
    expect(runs).toBeGreaterThan(before);
  }
});

test('a run that throws is reported and the next one works', async () => {
  const bugs: unknown[] = [];
  let isBroken = true;
  const task = createRepeatingTask(
    () => (isBroken ? Promise.reject(new Error('broken')) : Promise.resolve()),
    (bug) => bugs.push(bug),
  );
  await task.request();
  expect(bugs).toHaveLength(1);
  isBroken = false;
  await task.request();
  expect(bugs).toHaveLength(1);
});
