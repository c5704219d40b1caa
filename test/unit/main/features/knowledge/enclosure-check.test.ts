import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createEnclosureCache } from '../../../../../src/main/db/enclosures/enclosure-cache.ts';
import { createEnclosureCheck } from '../../../../../src/main/features/knowledge/enclosure-check.ts';
import { enclosureFor, samplePicture } from '../../../../fakes/sample-picture.ts';

const minute = 60_000;
const log = {
  info: () => undefined,
  warn: () => undefined,
  bug: (what: string, bug: unknown) => {
    throw new Error(what, { cause: bug });
  },
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
});

/** Three pictures on the disk, the second one damaged behind the cache's back, and a desk at which nobody does anything. */
async function startCheck() {
  const folder = mkdtempSync(join(tmpdir(), 'tashi-enclosures-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const cache = createEnclosureCache(folder);
  const pictures = [3, 4, 5].map((width) => samplePicture(width, 3));
  const hashes = pictures.map((bytes) => enclosureFor(bytes).sha256);
  for (const [nth, bytes] of pictures.entries()) await cache.keep(hashes[nth] ?? '', bytes);
  const damage = (): void =>
    writeFileSync(join(folder, hashes[1] ?? ''), Buffer.from(pictures[1] ?? '').fill(7, 40, 41));
  damage();
  const state = { now: 1_790_000_000_000, isFree: true, checked: [] as string[], removed: 0, ringsAt: 0 };
  const check = createEnclosureCheck({
    cache: {
      list: () => cache.list(),
      async check(sha256, mayGoOn) {
        if (state.ringsAt === state.checked.length + 1) state.isFree = false;
        const found = await cache.check(sha256, mayGoOn);
        state.checked.push(`${String(hashes.indexOf(sha256))} ${found}`);
        return found;
      },
    },
    ...{ log, now: () => state.now, isFree: () => state.isFree, onRemoved: () => void (state.removed += 1) },
  });
  onTestFinished(() => check.stop());
  const pass = (ms: number): void => {
    state.now += ms;
    vi.advanceTimersByTime(ms);
  };
  return { folder, hashes, damage, state, check, pass };
}

test('a minute in which nobody does anything finds the damaged file, once a day', async () => {
  const { folder, hashes, state, check, pass, damage } = await startCheck();
  pass(minute / 2);
  check.used();
  pass(minute - 1);
  expect(state.checked).toEqual([]);
  pass(5000);
  await expect.poll(() => state.removed).toBe(1);
  expect(state.checked.toSorted()).toEqual(['0 whole', '1 damaged', '2 whole']);
  expect(readdirSync(folder).toSorted()).toEqual([hashes[0], hashes[2]].toSorted());
  // It came again, and is looked at again; the others are not, before tomorrow.
  damage();
  state.checked.length = 0;
  await expect
    .poll(() => {
      pass(5000);
      return state.removed;
    })
    .toBe(2);
  expect(state.checked).toEqual(['1 damaged']);
  state.now += 24 * 60 * minute;
  await expect
    .poll(() => {
      pass(5000);
      return state.checked.slice(1).toSorted();
    })
    .toEqual(['0 whole', '2 whole']);
});

test('a call keeps it away, and one that begins breaks it off; it goes on with the file it was at', async () => {
  const { state, pass } = await startCheck();
  state.isFree = false;
  pass(10 * minute);
  expect(state.checked).toEqual([]);
  state.isFree = true;
  state.ringsAt = 1;
  pass(5000);
  await expect.poll(() => state.checked).toHaveLength(1);
  expect(state.checked[0]).toMatch(/ brokenOff$/);
  state.isFree = true;
  await expect
    .poll(() => {
      pass(5000);
      return state.removed;
    })
    .toBe(1);
  expect(state.checked.slice(1).toSorted()).toEqual(['0 whole', '1 damaged', '2 whole']);
});
