import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { countAfter, countAfterChange, page, total } from './pages.ts';
import { startStore, testFolder } from './test-store.ts';

const child = fileURLToPath(new URL('./pulling-child.ts', import.meta.url));
const kills = Number(process.env['TASHI_KNOWLEDGE_KILLS'] ?? '4');

/** Kills the puller right after it acknowledged `pages` pages, most likely in the middle of the next one. */
async function pullAndKill(folder: string, pages: number, what: 'fill' | 'delta'): Promise<number> {
  const process_ = spawn(process.execPath, [child, folder, what], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(process_, 'exit');
  let last = 0;
  let seen = 0;
  for await (const line of createInterface({ input: process_.stdout })) {
    last = Number(line);
    if (++seen === pages) process_.kill('SIGKILL');
  }
  await exited;
  return last;
}

test('a kill in the middle of the first filling leaves whole pages, and the cursor and the progress that fit them', async () => {
  const folder = testFolder();
  for (let round = 0; round < kills; round++) {
    const acknowledged = await pullAndKill(folder, 1 + (round % 5), 'fill');
    const store = startStore(folder);
    const opened = await store.open();
    expect(opened).toMatchObject({ ok: true, value: { warnings: [] } });
    const cursor = Number((await store.pullCursor('knowledge')) ?? '0');
    // The page under way may have been committed without the acknowledgement getting out.
    expect(cursor).toBeGreaterThanOrEqual(acknowledged);
    expect(opened).toMatchObject({ value: { cached: countAfter(cursor) } });
    const done = Array.from({ length: cursor }, (_, index) => page(index + 1).length).reduce(
      (sum, one) => sum + one,
      0,
    );
    expect((await store.cache()).fill).toEqual({ done: Math.min(done, total), total });
    const { hits } = await store.search(`page${cursor}x`, 50, 0);
    expect(hits).toHaveLength(20);
    expect((await store.search(`page${cursor + 1}x`, 50, 0)).hits).toEqual([]);
    await store.close();
  }
});

test('a kill while changes come leaves each of them whole, with its index and its cursor', async () => {
  const folder = testFolder();
  for (let round = 0; round < kills; round++) {
    const acknowledged = await pullAndKill(folder, 2 + (round % 7), 'delta');
    const store = startStore(folder);
    expect(await store.open()).toMatchObject({ ok: true, value: { warnings: [] } });
    const cursor = Number((await store.pullCursor('knowledge')) ?? '0');
    expect(cursor).toBeGreaterThanOrEqual(acknowledged);
    expect((await store.cache()).cached).toBe(countAfterChange(cursor));
    expect((await store.search('停电通知', 200, 0)).hits).toHaveLength(countAfterChange(cursor));
    expect((await store.search(`change${cursor}x`, 50, 0)).hits).toHaveLength(20);
    expect((await store.search(`change${cursor + 1}x`, 50, 0)).hits).toEqual([]);
    await store.close();
  }
});
