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

test.each(['', '[]', 'null', '{"locale":"tlh"}'])('a file that says %s falls back where it must', (text) => {
  writeFileSync(join(folder, 'settings.json'), text);
  expect(createSettings(folder, () => undefined).get()).toEqual({ locale: 'zh-CN', theme: 'system' });
});
