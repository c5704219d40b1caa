import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEnclosureCache } from '../../../../src/main/db/enclosures/enclosure-cache.ts';
import { enclosureFor, samplePicture } from '../../../fakes/sample-picture.ts';

function openCache() {
  const home = mkdtempSync(join(tmpdir(), 'tashi-enclosures-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const folder = join(home, 'enclosures');
  return { folder, cache: createEnclosureCache(folder) };
}
const bytes = samplePicture();
const picture = enclosureFor(bytes);

test('keeps what a hash names for its owner only, and says when it was opened last', async () => {
  const { cache, folder } = openCache();
  expect(await cache.list()).toEqual([]);
  expect(await cache.read(picture, 5)).toBeUndefined();
  expect(await cache.keep(picture.sha256, bytes)).toBe(true);
  expect(await cache.list()).toEqual([{ sha256: picture.sha256, size: bytes.length, openedAt: 0 }]);
  expect(statSync(join(folder, picture.sha256)).mode & 0o777).toBe(0o600);
  expect(await cache.read(picture, 1_790_000_000_000)).toEqual(bytes);
  expect(await cache.list()).toMatchObject([{ openedAt: 1_790_000_000_000 }]);
  await cache.remove(picture.sha256);
  expect(readdirSync(folder)).toEqual([]);
});

test('takes nothing that is not what the hash names', async () => {
  const { cache } = openCache();
  expect(await cache.keep(picture.sha256, samplePicture(5, 5))).toBe(false);
  expect(await cache.list()).toEqual([]);
});

test.each([
  ['a byte that turned', (place: string) => writeFileSync(place, Buffer.from(bytes).fill(7, 40, 41))],
  ['an end that is missing', (place: string) => writeFileSync(place, bytes.subarray(0, 50))],
  ['nothing in it', (place: string) => writeFileSync(place, '')],
])('a file with %s is found out when it is opened, and is gone', async (_what, damage) => {
  const { cache, folder } = openCache();
  await cache.keep(picture.sha256, bytes);
  damage(join(folder, picture.sha256));
  expect(await cache.read(picture, 1)).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
  await cache.keep(picture.sha256, bytes);
  expect(await cache.read(picture, 1)).toEqual(bytes);
  damage(join(folder, picture.sha256));
  expect(await cache.check(picture.sha256, () => true)).toBe('damaged');
  expect(readdirSync(folder)).toEqual([]);
});

test('checking a whole file leaves it as it is, and ends when it is told to', async () => {
  const { cache, folder } = openCache();
  const large = Buffer.alloc(300_000, 5);
  const { sha256 } = hashOf(large);
  await cache.keep(sha256, large, 1_790_000_000_000);
  expect(await cache.check(sha256, () => true)).toBe('whole');
  expect(await cache.list()).toEqual([{ sha256, size: large.length, openedAt: 1_790_000_000_000 }]);
  // Damaged at its end, which it does not get to.
  writeFileSync(join(folder, sha256), Buffer.from(large).fill(7, large.length - 1));
  let parts = 0;
  expect(await cache.check(sha256, () => ++parts < 3)).toBe('brokenOff');
  expect(readdirSync(folder)).toEqual([sha256]);
  expect(await cache.check('0'.repeat(64), () => true)).toBe('whole');
});

test('shows nothing that is another kind of file or larger than the article says', async () => {
  const { cache } = openCache();
  const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'.padEnd(64));
  const named = enclosureFor(bytes, { ...hashOf(drawing), size: drawing.length });
  await cache.keep(named.sha256, drawing);
  expect(await cache.read(named, 1)).toBeUndefined();
  await cache.keep(picture.sha256, bytes);
  expect(await cache.read({ ...picture, width: 9 }, 1)).toBeUndefined();
});

test('clears away what a kill left of a file long ago, and leaves alone what is on its way', async () => {
  const { cache, folder } = openCache();
  await cache.keep(picture.sha256, bytes);
  const place = join(folder, 'half.part');
  writeFileSync(place, 'half');
  expect(await cache.list()).toHaveLength(1);
  expect(readFileSync(place, 'utf8')).toBe('half');
  const tomorrow = createEnclosureCache(folder, () => Date.now() + 24 * 3_600_000);
  expect(await tomorrow.list()).toHaveLength(1);
  expect(readdirSync(folder)).toEqual([picture.sha256]);
});

function hashOf(content: Buffer): { sha256: string } {
  return { sha256: createHash('sha256').update(content).digest('hex') };
}
