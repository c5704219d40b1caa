import { expect, test, vi } from 'vitest';
import { SettleQueue, type Settle } from '../../../server/sync/settle-queue.ts';
import type { Proven } from '../../../server/sync/settle-mutations.ts';
import type { PushOutcome } from '../../../src/shared/sync/wire.ts';

function items(count: number, name: string): Proven[] {
  return Array.from({ length: count }, (_none, nth) => ({ head: { id: `${name}${String(nth)}` } }) as Proven);
}

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
  const results = ['a', 'b', 'c'].map((author) => queue.run({ author, items: items(2, author) }, desk.settle));
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
  const sent = [
    { author: 'a', items: items(1, 'a') },
    { author: 'b', items: items(300, 'b') },
    { author: 'b', items: items(1, 'b') },
    { author: 'c', items: items(300, 'c') },
    { author: 'd', items: items(1000, 'd') },
  ];
  const results = sent.map((group) => queue.run(group, desk.settle));
  for (let nth = 0; nth < 5; nth += 1) await desk.finish();
  await Promise.all(results);
  expect(desk.rounds).toEqual([['a'], ['b'], ['b', 'c'], ['d']]);
});

test('one that takes long holds up nobody else, but for its own author', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const [queue, desk] = [new SettleQueue(), new Desk()];
    const group = (author: string) => ({ author, items: items(1, author) });
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

test('a fault reaches all who shared it, and the next ones are settled', async () => {
  const queue = new SettleQueue();
  const broken: Settle = () => Promise.reject(new Error('away'));
  const desk = new Desk();
  const failed = queue.run({ author: 'a', items: items(1, 'a') }, broken);
  const short = queue.run({ author: 'b', items: items(1, 'b') }, () => Promise.resolve([]));
  await expect(failed).rejects.toThrow('away');
  await expect(short).rejects.toThrow('without outcomes');
  const next = queue.run({ author: 'a', items: items(1, 'a') }, desk.settle);
  await desk.finish();
  await expect(next).resolves.toHaveLength(1);
});
