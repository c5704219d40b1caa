import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeLanguages } from '../../src/shared/language/read-languages.ts';

/** Takes the languages below resources/languages, once, before anything is asked. Answers the folders left out as broken. */
export function loadLanguages(resourcesFolder: string): readonly string[] {
  const folder = join(resourcesFolder, 'languages');
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  return takeLanguages({
    names: entries.filter((entry) => entry.isDirectory()).map(({ name }) => name),
    read: (name) => readFileSync(join(folder, name, 'language.json'), 'utf8'),
  });
}
