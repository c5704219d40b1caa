import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBrowser, hasDisplay } from '../../../../src/main/shell/browser/launcher/find-browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'tashi-desk-browsers-'));
const edge = join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe');

beforeAll(() => {
  for (const [name, mode] of [
    ['google-chrome', 0o755],
    ['chromium', 0o644],
  ] as const) {
    writeFileSync(join(folder, name), '');
    chmodSync(join(folder, name), mode);
  }
  mkdirSync(join(edge, '..'), { recursive: true });
  writeFileSync(edge, '', { mode: 0o755 });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('takes the first that can be started', () => {
  expect(findBrowser({ PATH: folder }, 'linux')).toBe(join(folder, 'google-chrome'));
  expect(findBrowser({ PROGRAMFILES: folder }, 'win32')).toBe(edge);
});

it('does what it is told, and says when there is none', () => {
  expect(findBrowser({ PATH: folder, TASHI_DESK_BROWSER: '/opt/own' }, 'linux')).toBe('/opt/own');
  expect(findBrowser({ PATH: join(folder, 'empty') }, 'linux')).toBeNull();
});

it('knows whether a window can be shown', () => {
  expect(hasDisplay({}, 'linux')).toBe(false);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasDisplay({}, 'win32')).toBe(true);
});
