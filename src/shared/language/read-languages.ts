import { languageDescriptionSchema, type LanguageDescription } from './language-description.ts';
import { installLanguages } from './languages.ts';

/** Where the folders of the languages lie. */
export interface LanguageFolders {
  readonly names: readonly string[];
  /** The text of the folder's `language.json`; throws where there is none. */
  readonly read: (name: string) => string;
}

/**
 * Takes every language that has a folder. Answers the folders that were left out: no `language.json`, one that doesn't
 * fit, or one that speaks of another language.
 */
export function takeLanguages({ names, read }: LanguageFolders): readonly string[] {
  const found = names.map((name) => ({ name, language: readLanguage(name, read) }));
  installLanguages(found.flatMap(({ language }) => language ?? []));
  return found.filter(({ language }) => !language).map(({ name }) => name);
}

function readLanguage(name: string, read: LanguageFolders['read']): LanguageDescription | undefined {
  try {
    const { data } = languageDescriptionSchema.safeParse(JSON.parse(read(name)));
    return data?.tag === name ? data : undefined;
  } catch {
    return undefined;
  }
}
