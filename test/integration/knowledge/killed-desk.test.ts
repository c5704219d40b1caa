import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { now, useSeat } from '../main/db/seat-fixture.ts';
import { agentA, must, password } from '../main/db/test-centre.ts';
import { countAfter, countAfterChange, page } from './pages.ts';
import { startStore } from './test-store.ts';

const child = fileURLToPath(new URL('./marking-child.ts', import.meta.url));
const kills = Number(process.env['TASHI_KNOWLEDGE_KILLS'] ?? '2');
const seat = useSeat({ isSignedIn: true });
const pagesBefore = 8;

interface Seen {
  /** The last number whose mark was acknowledged. */
  readonly last: number;
  /** How many articles each search found. */
  readonly found: readonly number[];
}

/** Kills the desk after so many acknowledged marks, most likely in the middle of the next page. */
async function workAndKill(what: string, from: number, marks: number): Promise<Seen> {
  const args = [child, JSON.stringify(seat.centre.options), what, String(from)];
  const process_ = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(process_, 'exit');
  const found: number[] = [];
  let last = from - 1;
  for await (const line of createInterface({ input: process_.stdout })) {
    const [number, hits] = line.split(' ').map(Number);
    last = number ?? last;
    found.push(hits ?? -1);
    if (found.length === marks) process_.kill('SIGKILL');
  }
  await exited;
  return { last, found };
}

/** Says that the index is of other rules, so that the next opening begins a new one. */
function claimOtherRules(): void {
  const db = new Database(join(seat.folder, 'knowledge.db'));
  db.prepare("UPDATE state SET value = 'other' WHERE name = 'indexRules'").run();
  db.close();
}

/** A cache as it was before, of which nothing may be lost. */
async function fillBefore(): Promise<number> {
  const store = startStore(seat.folder);
  must(await store.open());
  for (let n = 1; n <= pagesBefore; n++) await store.applyPull('knowledge', page(n), String(n));
  await store.close();
  return countAfter(pagesBefore);
}

/** Everything that was acknowledged is there, and a mark under way is whole or not there. */
async function expectMarks(upTo: number): Promise<void> {
  must(await seat.store.openOffline(agentA, password, now));
  const marks = await seat.store.articleMarks();
  const pinned = new Map(marks.map(({ id, isPinned, note }) => [id as string, { isPinned, note }]));
  for (let n = 1; n <= upTo; n++) {
    expect(pinned.get(`mark-${n}`), `mark ${n}`).toEqual({ isPinned: true, note: `先问户号 ${n}` });
  }
  expect(pinned.size).toBeLessThanOrEqual(upTo + 1);
  await seat.store.close();
}

test.each(['fill', 'delta', 'swap'])(
  'a kill of the desk during a %s: the cache answers with what it had, nothing is half written, pins and notes are kept',
  async (what) => {
    await seat.store.close();
    const before = what === 'swap' ? await fillBefore() : 0;
    let marked = 0;
    for (let round = 0; round < kills; round++) {
      if (what === 'swap') claimOtherRules();
      const { last, found } = await workAndKill(what, marked + 1, 1 + (round % 4));
      expect(last, 'the desk worked before it was killed').toBeGreaterThan(marked);
      marked = last;
      if (what === 'swap') expect(new Set(found)).toEqual(new Set([before]));
      const cache = startStore(seat.folder);
      expect(await cache.open()).toMatchObject({ ok: true, value: { warnings: [] } });
      const cursor = Number((await cache.pullCursor('knowledge')) ?? '0');
      const count = { fill: countAfter(cursor), delta: countAfterChange(cursor), swap: before }[what];
      expect((await cache.cache()).cached).toBe(count);
      expect((await cache.search('停电', 10_000, 0)).hits).toHaveLength(count ?? -1);
      expect(await cache.isSound()).toBe(true);
      await cache.close();
      await expectMarks(marked);
    }
  },
);
