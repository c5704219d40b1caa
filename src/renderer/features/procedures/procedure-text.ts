import { articleLanguageOf } from '../../../shared/language/languages.ts';
import type { ArticleLanguage, CallerLanguage } from '../../../shared/domain/language.ts';
import type { ProcedureText } from '../../../shared/domain/procedure.ts';

export interface Written {
  readonly lang: ArticleLanguage;
  readonly text: string;
}

/** For the agent's eyes: the language of his desk, else the source. */
export function forAgent(text: ProcedureText, locale: string): Written {
  const lang = localeLanguages[locale] ?? 'zh-Hans';
  const written = text[lang];
  return written === undefined ? { lang: 'zh-Hans', text: text['zh-Hans'] } : { lang, text: written };
}

/** The caller's own words for it, where there are some and the agent does not read them anyway. */
export function forCaller(text: ProcedureText, caller: CallerLanguage, shown: ArticleLanguage): Written | undefined {
  const lang = articleLanguageOf(caller);
  const written = text[lang];
  return written === undefined || lang === shown ? undefined : { lang, text: written };
}

const localeLanguages: Readonly<Record<string, ArticleLanguage>> = {
  'zh-CN': 'zh-Hans',
  'zh-HK': 'yue-Hant-HK',
  en: 'en',
  bo: 'bo',
};
