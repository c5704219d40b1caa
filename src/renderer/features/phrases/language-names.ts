import type { CallerLanguage } from '../../../shared/domain/language.ts';

/** Each language by its own name; the same in every interface language. */
export const languageNames: Record<CallerLanguage, string> = {
  'zh-Hans': '普通话',
  adx: 'ཨ་མདོ།',
  khg: 'ཁམས།',
  en: 'English',
  'yue-Hant-HK': '粵語',
};
