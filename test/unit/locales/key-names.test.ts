import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isFixed } from '../../../src/renderer/app/key-choice.ts';
import { actionIds, keyMap } from '../../../src/renderer/app/key-map.ts';
import { shortcutOf } from '../../../src/renderer/ui/key-labels.ts';

const movable = actionIds.filter((id) => !isFixed(id)).map((id) => keyMap[id].label);
/** Both ways of writing a key that an agent may put elsewhere. */
const names = movable.flatMap((label) => [label, shortcutOf(label)]);
const named = new RegExp(
  `(?<![\\w⇧])(?:${names.map((name) => name.replace(/[+.]/g, String.raw`\$&`)).join('|')})(?!\\w)`,
  'u',
);

describe('the names of keys', () => {
  it.each(['zh-CN', 'bo', 'en', 'zh-HK'])(
    'are variables in the texts of %s, since an agent may move them',
    (locale) => {
      const folder = join('locales', locale);
      const texts = readdirSync(folder).flatMap((file) =>
        Object.entries(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>),
      );
      expect(texts.length).toBeGreaterThan(300);
      expect(texts.filter(([, text]) => named.test(text))).toEqual([]);
    },
  );

  it('are never written into an attribute as they are', () => {
    const files = readdirSync('src/renderer', { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.tsx'),
    );
    const written = files.flatMap((file) =>
      readFileSync(join('src/renderer', file), 'utf8')
        .split('\n')
        .filter(
          (line) => /aria-keyshortcuts=|title=/.test(line) && named.test(line.replace(/useShortcut\('[^']+'\)/u, '')),
        )
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(written).toEqual([]);
  });

  it.each([
    ['Alt ⇧ M', 'Alt+Shift+M'],
    ['Ctrl ↵', 'Control+Enter'],
    ['⇧ F4', 'Shift+F4'],
    ['Esc', 'Escape'],
    ['1', '1'],
  ])('say %s to a screen reader as %s', (label, shortcut) => {
    expect(shortcutOf(label)).toBe(shortcut);
  });
});
