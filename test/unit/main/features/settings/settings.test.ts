import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultSound } from '../../../../../src/shared/domain/sound.ts';
import { createSettings } from '../../../../../src/main/features/settings/settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tashi-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what was set is there after a restart, and was told', () => {
  const told: unknown[] = [];
  const settings = createSettings(folder, (_name, payload) => told.push(payload));
  expect(settings.get()).toEqual({ locale: 'zh-CN', theme: 'system' });
  settings.set({ theme: 'dark' });
  settings.set({ locale: 'bo' });
  expect(told).toEqual([
    { locale: 'zh-CN', theme: 'dark' },
    { locale: 'bo', theme: 'dark' },
  ]);
  expect(createSettings(folder, () => undefined).get()).toEqual({ locale: 'bo', theme: 'dark' });
});

test('a choice of devices that can’t be read leaves the rest alone', () => {
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ theme: 'dark', sound: { microphone: 7 } }));
  const settings = createSettings(folder, () => undefined);
  expect(settings.get()).toEqual({ locale: 'zh-CN', theme: 'dark' });
  settings.set({ sound: defaultSound });
  expect(createSettings(folder, () => undefined).get()).toEqual({
    locale: 'zh-CN',
    theme: 'dark',
    sound: defaultSound,
  });
});

test('whether calls are told of by the system is kept, off as well as on', () => {
  for (const ringNotices of [true, false]) {
    createSettings(folder, () => undefined).set({ ringNotices });
    expect(createSettings(folder, () => undefined).get()).toMatchObject({ ringNotices });
  }
});

test('an agent’s panel is kept; one that can’t be read leaves the rest alone', () => {
  const panels = { '9527': { sideBySide: { en: true, adx: false } } } as const;
  createSettings(folder, () => undefined).set({ theme: 'dark', panels });
  expect(createSettings(folder, () => undefined).get()).toMatchObject({ theme: 'dark', panels });
  writeFileSync(
    join(folder, 'settings.json'),
    JSON.stringify({ theme: 'dark', panels: { '9527': { sideBySide: 7 } } }),
  );
  expect(createSettings(folder, () => undefined).get()).toEqual({ locale: 'zh-CN', theme: 'dark' });
});

test.each(['', '[]', 'null', '{"locale":"tlh"}'])('a file that says %s falls back where it must', (text) => {
  writeFileSync(join(folder, 'settings.json'), text);
  expect(createSettings(folder, () => undefined).get()).toEqual({ locale: 'zh-CN', theme: 'system' });
});

test('what a headset was compared with is kept; figures that can’t be are not read', () => {
  const calibrations = [{ label: 'Lab H1', offsetDb: 94.5, at: 1_700_000_000_000 }];
  createSettings(folder, () => undefined).set({ calibrations });
  expect(createSettings(folder, () => undefined).get().calibrations).toEqual(calibrations);
  writeFileSync(
    join(folder, 'settings.json'),
    JSON.stringify({ calibrations: [{ label: 'Lab H1', offsetDb: 'loud' }] }),
  );
  expect(createSettings(folder, () => undefined).get().calibrations).toBeUndefined();
});
