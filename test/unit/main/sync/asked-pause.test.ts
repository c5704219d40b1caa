import { expect, it } from 'vitest';
import { askedWaitMs, createAskedPause } from '../../../../src/main/sync/asked-pause.ts';
import { appError } from '../../../../src/shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../../src/shared/ipc/result.ts';

const busy = err(appError('server.rejected', 'auto', { code: 'server.busy', retryAfterS: 4 }));

it('asks nothing before the pause is over, and tells how much of it is left', async () => {
  let now = 1000;
  let asked = 0;
  let answer: Result<string> = busy;
  const pause = createAskedPause(
    () => now,
    () => 0.5,
  );
  const ask = (): Promise<Result<string>> =>
    pause.run(() => {
      asked += 1;
      return Promise.resolve(answer);
    });
  expect(await ask()).toBe(busy);
  // 4 s and a quarter of them, so that not all desks are back in the same moment.
  now += 4900;
  const refused = await ask();
  expect(!refused.ok && askedWaitMs(refused.error)).toBe(1000);
  expect(asked).toBe(1);
  now += 100;
  answer = ok('page');
  expect(await ask()).toEqual(ok('page'));
  expect(await ask()).toEqual(ok('page'));
  expect(asked).toBe(3);
});

it('takes any other failure for what it is', async () => {
  const pause = createAskedPause(
    () => 0,
    () => 0,
  );
  const unreachable = err(appError('server.unreachable', 'auto'));
  expect(await pause.run(() => Promise.resolve(unreachable))).toBe(unreachable);
  expect(askedWaitMs(unreachable.error)).toBeUndefined();
  expect(await pause.run(() => Promise.resolve(ok(1)))).toEqual(ok(1));
});
