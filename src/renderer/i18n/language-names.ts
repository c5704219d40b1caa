import type { CallerLanguage, UiLocale } from '../../shared/domain/language.ts';

/** Each language by its own name; the same in every interface language. */
export const callerLanguageNames: Record<CallerLanguage, string> = {
  'zh-Hans': '普通话',
  adx: 'ཨ་མདོ།',
  khg: 'ཁམས།',
  en: 'English',
  'yue-Hant-HK': '粵語',
};

export const uiLocaleNames: Record<UiLocale, string> = {
  'zh-CN': '简体中文',
  'zh-HK': '繁體中文（香港）',
  en: 'English',
  bo: 'བོད་ཡིག',
};
