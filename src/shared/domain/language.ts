import { z } from 'zod';

/** What the caller speaks. Tibetan dialects are separate languages here: Amdo and Kham are very different to the ear. */
export const callerLanguages = ['zh-Hans', 'adx', 'khg', 'en', 'yue-Hant-HK'] as const;
export const callerLanguageSchema = z.enum(callerLanguages);
export type CallerLanguage = z.infer<typeof callerLanguageSchema>;

/** What the agent reads the desk in. zh-CN is the source of every text. */
export const uiLocales = ['zh-CN', 'zh-HK', 'en', 'bo'] as const;
export const uiLocaleSchema = z.enum(uiLocales);
export type UiLocale = z.infer<typeof uiLocaleSchema>;

/** A text of a centre's data by UI locale: zh-CN and en are always there, a locale without one shows zh-CN. */
export const uiLabelSchema = z.object({
  'zh-CN': z.string(),
  'zh-HK': z.string().optional(),
  en: z.string(),
  bo: z.string().optional(),
});
export type UiLabel = z.infer<typeof uiLabelSchema>;

/** The language an article is written in. `bo` is written Tibetan, shared by the dialects. */
export const articleLanguages = ['zh-Hans', 'bo', 'en', 'yue-Hant-HK'] as const;
export const articleLanguageSchema = z.enum(articleLanguages);
export type ArticleLanguage = z.infer<typeof articleLanguageSchema>;

/** The language in which something for a caller is written. */
export function articleLanguageOf(caller: CallerLanguage): ArticleLanguage {
  return caller === 'adx' || caller === 'khg' ? 'bo' : caller;
}
