import { afterEach, describe, expect, it } from 'vitest';
import { createIdleWork, type IdleWork } from '../../../../src/main/db/idle-work.ts';

const open: IdleWork[] = [];
afterEach(async () => {
  for (const work of open.splice(0)) await work.stop();
});

/** Work of so many pieces; `done` resolves when the last one is. */
const workOf = (
  pieces: number,
  piece: () => Promise<void> = () => Promise.resolve(),
): { work: IdleWork; done: Promise<number> } => {
  const { promise: done, resolve } = Promise.withResolvers<number>();
  let runs = 0;
  const work = createIdleWork(async () => {
    await piece();
    runs++;
    if (runs === pieces) resolve(runs);
    return runs < pieces;
  });
  open.push(work);
  return { work, done };
};

describe('idle work', () => {
  it('runs until nothing is left', async () => {
    const { work, done } = workOf(3);
    work.touch();
    work.touch();
    expect(await done).toBe(3);
  });

  it('runs again for what came during a run', async () => {
    const begun = Promise.withResolvers<undefined>();
    const goOn = Promise.withResolvers<undefined>();
    const again = Promise.withResolvers<undefined>();
    let runs = 0;
    const work = createIdleWork(async () => {
      if (++runs > 1) again.resolve(undefined);
      begun.resolve(undefined);
      await goOn.promise;
      return false;
    });
    open.push(work);
    work.touch();
    await begun.promise;
    work.touch();
    goOn.resolve(undefined);
    await again.promise;
    expect(runs).toBe(2);
  });

  it('comes in between however often it is put off', async () => {
    const { work, done } = workOf(1);
    let isDone = false;
    void done.then(() => (isDone = true));
    const keepBusy = (): void => {
      work.touch();
      if (!isDone) setImmediate(keepBusy);
    };
    keepBusy();
    expect(await done).toBe(1);
  });

  it('waits for the run under way when it is stopped, and starts none after', async () => {
    const begun = Promise.withResolvers<undefined>();
    const goOn = Promise.withResolvers<undefined>();
    let runs = 0;
    const work = createIdleWork(async () => {
      runs++;
      begun.resolve(undefined);
      await goOn.promise;
      return true;
    });
    work.touch();
    await begun.promise;
    const stopped = work.stop();
    goOn.resolve(undefined);
    await stopped;
    work.touch();
    expect(runs).toBe(1);
  });
});
