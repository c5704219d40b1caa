import i18next from 'i18next';
import { uiLocales, type UiLocale } from '../../shared/domain/language.ts';
import type { LanguageDescription } from '../../shared/language/language-description.ts';
import { installLanguages, languageDescriptions } from '../../shared/language/languages.ts';

export const uiLocaleNames: Record<UiLocale, string> = {
  'zh-CN': '简体中文',
  'zh-HK': '繁體中文（香港）',
  en: 'English',
  bo: 'བོད་ཡིག',
};

/** What the core found beside it, once before an agent signs in. */
export function showLanguages(languages: readonly LanguageDescription[]): void {
  installLanguages(languages);
  nameLanguages();
}

/** The languages of callers are called as their descriptions say, under `phrases:language.<tag>`. */
export function nameLanguages(): void {
  for (const locale of uiLocales) {
    const texts = languageDescriptions().map(({ tag, names }) => [`language.${tag}`, names[locale]]);
    i18next.addResourceBundle(locale, 'phrases', Object.fromEntries(texts), true, true);
  }
}
