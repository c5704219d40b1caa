import { z } from 'zod';

/**
 * What the caller speaks, a BCP 47 tag. Tibetan dialects are separate languages here: Amdo and Kham are very different to
 * the ear. Which there are is data (`shared/language`): another desk or the centre may know one that this desk does not.
 */
export const callerLanguageSchema = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/);
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
