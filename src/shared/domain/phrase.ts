import { z } from 'zod';
import { phraseIdSchema, type PhraseId } from '../ids.ts';
import { isKnownLanguage } from '../language/languages.ts';
import { callerLanguageSchema, type CallerLanguage } from './language.ts';
import { momentIdSchema, type MomentId } from './moment.ts';

/** 草稿 · 待审 · 已批 · 停用. Approval is an act of a centre's leader: every text shipped here is a draft. */
export const reviewStatusSchema = z.enum(['draft', 'inReview', 'approved', 'retired']);
export type ReviewStatus = z.infer<typeof reviewStatusSchema>;

/** The words of a line, which a speaker of its language rewrites. */
export const lineTextSchema = z.object({
  /** In the caller's own script, NFC. Slots are written {agentNo}. */
  text: z.string().min(1).max(400),
  /** Reading aid: pinyin, jyutping, or for Tibetan a sound gloss in Chinese characters. Never Wylie. */
  reading: z.string().max(800).optional(),
  /** Spelling of a Tibetan text, for search only. */
  wylie: z.string().max(800).optional(),
  /**
   * The same in Mandarin, for an agent who says it in his own words. Absent where the Mandarin line of the moment says
   * it; a Tibetan line always has its own.
   */
  gloss: z.string().min(1).max(400).optional(),
});
export type LineText = z.infer<typeof lineTextSchema>;

/** One line of a pack. One phrase = one moment × one language: the pack says the language. */
export const phraseSchema = z.object({
  moment: momentIdSchema,
  ...lineTextSchema.shape,
  /** Made by a speaker; absent until there is one. A file below resources/sounds, or what `recordingOf` names. */
  recording: z.string().max(200).optional(),
  status: reviewStatusSchema,
  /** 工号 of the leader who approved it; set exactly when approved. */
  reviewer: z.string().max(12).optional(),
  version: z.number().int().min(1),
});
export type Phrase = z.infer<typeof phraseSchema>;

/** The lines of one language, one for each moment at the most. */
export const phrasePackSchema = z.object({
  schemaVersion: z.literal(2),
  lang: callerLanguageSchema,
  version: z.number().int().min(1),
  /** Says whom the texts wait for, such as "drafts, waiting for a speaker of Amdo". */
  note: z.string().max(300),
  phrases: z.array(phraseSchema).min(1),
});
export type PhrasePack = z.infer<typeof phrasePackSchema>;

/** Id under which a call's record keeps that a line was said. */
export function phraseIdOf(lang: CallerLanguage, moment: MomentId): PhraseId {
  return phraseIdSchema.parse(`${lang}.${moment}`);
}

/** The way back; undefined for ids of older packs, whose calls are only looked at. */
export function readPhraseId(id: string): { readonly lang: CallerLanguage; readonly moment: MomentId } | undefined {
  const dot = id.indexOf('.');
  const lang = id.slice(0, Math.max(0, dot));
  return isKnownLanguage(lang) ? { lang, moment: id.slice(dot + 1) } : undefined;
}
