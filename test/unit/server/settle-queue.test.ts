import { expect, test, vi } from 'vitest';
import { SettleQueue, type Settle, type SettleGroup } from '../../../server/sync/settle-queue.ts';
import type { Proven } from '../../../server/sync/settle-mutations.ts';
import type { PushOutcome } from '../../../src/shared/sync/wire.ts';

function items(count: number, name: string): Proven[] {
  return Array.from({ length: count }, (_none, nth) => ({ head: { id: `${name}${String(nth)}` } }) as Proven);
}

const group = (author: string, count = 1, isAlone = false): SettleGroup => ({
  ...{ author, isAlone },
  items: items(count, author),
});

/** Settles when it is told to, and keeps what went together. */
class Desk {
  readonly rounds: string[][] = [];
  readonly #open: (() => void)[] = [];

  readonly settle: Settle = async (groups) => {
    this.rounds.push(groups.map(({ author }) => author));
    await new Promise<void>((resolve) => void this.#open.push(resolve));
    return groups.map(({ items: own }) => own.map(({ head }): PushOutcome => ({ id: head.id, outcome: 'applied' })));
  };

  async finish(nth = 0): Promise<void> {
    this.#open.splice(nth, 1)[0]?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('the first goes alone, what came meanwhile goes together, and each hears of its own', async () => {
  const [queue, desk] = [new SettleQueue(), new Desk()];
  const results = ['a', 'b', 'c'].map((author) => queue.run(group(author, 2), desk.settle));
  expect(desk.rounds).toEqual([['a']]);
  await desk.finish();
  expect(desk.rounds).toEqual([['a'], ['b', 'c']]);
  await desk.finish();
  expect((await Promise.all(results)).map((own) => own.map(({ id }) => id))).toEqual([
    ['a0', 'a1'],
    ['b0', 'b1'],
    ['c0', 'c1'],
  ]);
});

test('two of one author never go at the same time, and many items not together', async () => {
  const [queue, desk] = [new SettleQueue(), new Desk()];
  const sent = [group('a'), group('b', 300), group('b'), group('c', 300), group('c'), group('d', 1000)];
  const results = sent.map((one) => queue.run(one, desk.settle));
  for (let nth = 0; nth < 7; nth += 1) await desk.finish();
  await Promise.all(results);
  // The second of c is not before its first, though there was room for it.
  expect(desk.rounds).toEqual([['a'], ['b'], ['b', 'c'], ['c'], ['d']]);
});

test('one that takes long holds up nobody else, but for its own author', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const [queue, desk] = [new SettleQueue(), new Desk()];
    const results = ['slow', 'slow', 'b'].map((author) => queue.run(group(author), desk.settle));
    expect(desk.rounds).toEqual([['slow']]);
    vi.advanceTimersByTime(150);
    expect(desk.rounds).toEqual([['slow'], ['b']]);
    await desk.finish(1);
    expect(desk.rounds).toHaveLength(2);
    await desk.finish();
    expect(desk.rounds).toEqual([['slow'], ['b'], ['slow']]);
    await desk.finish();
    await Promise.all(results);
  } finally {
    vi.useRealTimers();
  }
});

test('what may wait for others goes alone', async () => {
  const [queue, desk] = [new SettleQueue(), new Desk()];
  const sent = [group('a'), group('b'), group('c', 1, true), group('d'), group('e', 1, true)];
  const results = sent.map((one) => queue.run(one, desk.settle));
  for (let nth = 0; nth < 4; nth += 1) await desk.finish();
  await Promise.all(results);
  expect(desk.rounds).toEqual([['a'], ['b', 'd'], ['c'], ['e']]);
});

test('those that fail together go on one by one: only the one at fault hears of it, and nobody waits for him', async () => {
  const queue = new SettleQueue();
  const rounds: string[][] = [];
  const settle: Settle = (groups) => {
    rounds.push(groups.map(({ author }) => author));
    if (groups.some(({ author }) => author === 'bad')) return Promise.reject(new Error('held up'));
    return Promise.resolve(
      groups.map(({ items: own }) => own.map(({ head }) => ({ id: head.id, outcome: 'applied' }))),
    );
  };
  const [first, bad, good] = ['first', 'bad', 'good'].map((author) => queue.run(group(author), settle));
  await expect(bad).rejects.toThrow('held up');
  expect(await Promise.all([first, good])).toHaveLength(2);
  expect(rounds).toEqual([['first'], ['bad', 'good'], ['bad'], ['good']]);
  await expect(queue.run(group('short'), () => Promise.resolve([]))).rejects.toThrow('without outcomes');
  await expect(queue.run(group('bad'), settle)).rejects.toThrow('held up');
});
