import { z } from 'zod';
import { phraseIdSchema } from '../ids.ts';
import { callerLanguageSchema } from './language.ts';

/** The moment of a call that a phrase is for. One phrase = one moment × one language. */
export const moments = [
  'greeting',
  'verify',
  'hold.before',
  'hold.after',
  'hold.long',
  'transfer.before',
  'apology',
  'thanks',
  'noting',
  'noCommonLanguage',
  'closing.anythingElse',
  'closing.farewell',
] as const;
export const momentSchema = z.enum(moments);
export type Moment = z.infer<typeof momentSchema>;

/** 草稿 · 待审 · 已批 · 停用. Approval is an act of a centre's leader: every text shipped here is a draft. */
export const reviewStatusSchema = z.enum(['draft', 'inReview', 'approved', 'retired']);
export type ReviewStatus = z.infer<typeof reviewStatusSchema>;

/** Slots that a text or gloss may hold, written {agentNo}. */
export const phraseSlots = ['agentNo', 'salutation', 'timeGreeting'] as const;
export const phraseSlotSchema = z.enum(phraseSlots);
export type PhraseSlot = z.infer<typeof phraseSlotSchema>;

export const phraseSchema = z.object({
  id: phraseIdSchema,
  moment: momentSchema,
  lang: callerLanguageSchema,
  /** In the caller's own script, NFC. */
  text: z.string().min(1).max(400),
  /** Reading aid: pinyin, jyutping, or for Tibetan a sound gloss in Chinese characters. Never Wylie. */
  reading: z.string().max(800).optional(),
  /** Spelling of a Tibetan text, for search only. */
  wylie: z.string().max(800).optional(),
  /** The same in Mandarin, for an agent who says it in his own words. */
  gloss: z.string().min(1).max(400),
  /** Hours of the local day [from, to) it is meant for; absent means any hour. */
  hours: z.tuple([z.number().int().min(0).max(23), z.number().int().min(1).max(24)]).optional(),
  /** Only for a caller who called before within the repeat window. */
  forReturning: z.boolean().optional(),
  /** File below resources/sounds made by a speaker; absent until there is one. */
  recording: z.string().max(200).optional(),
  status: reviewStatusSchema,
  /** 工号 of the leader who approved it; set exactly when approved. */
  reviewer: z.string().max(12).optional(),
  version: z.number().int().min(1),
});
export type Phrase = z.infer<typeof phraseSchema>;

export const phrasePackSchema = z.object({
  schemaVersion: z.literal(1),
  lang: callerLanguageSchema,
  version: z.number().int().min(1),
  /** Says whom the texts wait for, such as "drafts, waiting for a speaker of Amdo". */
  note: z.string().max(300),
  phrases: z.array(phraseSchema).min(1),
});
export type PhrasePack = z.infer<typeof phrasePackSchema>;
