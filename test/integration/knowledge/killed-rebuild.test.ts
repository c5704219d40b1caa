import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { page } from './pages.ts';
import { startStore, testFolder } from './test-store.ts';

const child = fileURLToPath(new URL('./rebuilding-child.ts', import.meta.url));
const kills = Number(process.env['TASHI_KNOWLEDGE_KILLS'] ?? '4');
const pages = 20;

/** Says that the index is of other rules, so that the next opening begins a new one. */
function claimOtherRules(folder: string): void {
  const db = new Database(join(folder, 'knowledge.db'));
  db.prepare("UPDATE state SET value = 'other' WHERE name = 'indexRules'").run();
  db.close();
}

function rulesOf(folder: string): unknown {
  const db = new Database(join(folder, 'knowledge.db'));
  try {
    return db.prepare("SELECT value FROM state WHERE name = 'indexRules'").pluck().get();
  } finally {
    db.close();
  }
}

/** Kills the process after so many searches; answers what they found. */
async function searchAndKill(folder: string, searches: number): Promise<number[]> {
  const process_ = spawn(process.execPath, [child, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(process_, 'exit');
  const found: number[] = [];
  for await (const line of createInterface({ input: process_.stdout })) {
    found.push(Number(line));
    if (found.length === searches) process_.kill('SIGKILL');
  }
  await exited;
  return found;
}

test('a kill while the index is written anew, or takes the place of the old one, loses no hit', async () => {
  const folder = testFolder();
  const store = startStore(folder);
  await store.open();
  for (let number = 1; number <= pages; number++) await store.applyPull('knowledge', page(number), String(number));
  const all = (await store.search('停电', 10_000, 0)).hits.length;
  expect(all).toBe(pages * 19 + 1);
  await store.close();
  const current = rulesOf(folder);
  for (let round = 0; round < kills; round++) {
    if (rulesOf(folder) === current) claimOtherRules(folder);
    for (const found of await searchAndKill(folder, 1 + ((round * 5) % 17))) expect(found).toBe(all);
  }
  const again = startStore(folder);
  expect(await again.open()).toMatchObject({ ok: true, value: { warnings: [], cached: all } });
  await expect.poll(() => rulesOf(folder), { timeout: 60_000 }).toBe(current);
  expect((await again.search('停电', 10_000, 0)).hits).toHaveLength(all);
  expect((await again.search('page7x', 100, 0)).hits).toHaveLength(19);
});
