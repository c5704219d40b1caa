import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { createEntrance } from '../../../../src/main/shell/browser/launcher/entrance.ts';

const folder = mkdtempSync(join(tmpdir(), 'tashi-desk-entrance-'));
const origin = 'http://d0123456789.localhost:21000';
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const nonceIn = (address: string): string => new URL(address).hash.slice('#n='.length);

it('admits a printed address once, for ten minutes', () => {
  let now = 0;
  const entrance = createEntrance(origin, folder, () => now);
  const [first, second, third] = [1, 2, 3].map(() => nonceIn(entrance.address()));
  expect(entrance.redeem(first ?? '')).toBe('admitted');
  expect(entrance.redeem(first ?? '')).toBe('used');
  now = 10 * 60_000;
  expect(entrance.redeem(second ?? '')).toBe('admitted');
  now += 1;
  expect(entrance.redeem(third ?? '')).toBe('expired');
  expect(entrance.redeem('another')).toBe('unknown');
});

it('hands the address over in a file for this user alone, which is gone after use', () => {
  const entrance = createEntrance(origin, folder);
  const path = fileURLToPath(entrance.file().url);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const [address = ''] = /http:[^"]+/.exec(readFileSync(path, 'utf8')) ?? [];
  expect(address.startsWith(`${origin}/#n=`)).toBe(true);
  expect(entrance.redeem(nonceIn(address))).toBe('admitted');
  expect(existsSync(path)).toBe(false);
});

it('gives a handed-over address thirty seconds', () => {
  let now = 0;
  const entrance = createEntrance(origin, folder, () => now);
  const file = entrance.file();
  const [address = ''] = /http:[^"]+/.exec(readFileSync(fileURLToPath(file.url), 'utf8')) ?? [];
  now = 30_001;
  expect(entrance.redeem(nonceIn(address))).toBe('expired');
  file.remove();
  expect(existsSync(fileURLToPath(file.url))).toBe(false);
});
