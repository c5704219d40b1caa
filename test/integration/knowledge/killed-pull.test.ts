import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { countAfter } from './pages.ts';
import { startStore, testFolder } from './test-store.ts';

const child = fileURLToPath(new URL('./pulling-child.ts', import.meta.url));
const kills = 4;

/** Kills the puller right after it acknowledged `pages` pages, most likely in the middle of the next one. */
async function pullAndKill(folder: string, pages: number): Promise<number> {
  const process_ = spawn(process.execPath, [child, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
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

test('a kill in the middle of a pull leaves whole pages and the cursor that fits them', async () => {
  const folder = testFolder();
  for (let round = 0; round < kills; round++) {
    const acknowledged = await pullAndKill(folder, 1 + round);
    const store = startStore(folder);
    const opened = await store.open();
    expect(opened).toMatchObject({ ok: true, value: { warnings: [] } });
    const cursor = Number((await store.pullCursor('knowledge')) ?? '0');
    // The page under way may have been committed without the acknowledgement getting out.
    expect(cursor).toBeGreaterThanOrEqual(acknowledged);
    expect(opened).toMatchObject({ value: { cached: countAfter(cursor) } });
    const { hits } = await store.search(`page${cursor}x`, 50, 0);
    expect(hits).toHaveLength(20);
    expect((await store.search(`page${cursor + 1}x`, 50, 0)).hits).toEqual([]);
    await store.close();
  }
});
